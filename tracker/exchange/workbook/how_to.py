"""The sheet that says how the workbook is used, in both languages, the reader's first."""

from collections.abc import Iterator

_FR = (
    (True, "Mode d’emploi"),
    (
        False,
        "Ce classeur tient le plan tel qu’il était quand vous l’avez exporté. Changez ce qui "
        "doit changer, enregistrez au format .xlsx, puis importez-le sur la page du plan.",
    ),
    (
        False,
        "Seules comptent les cellules que vous avez changées. Rien n’est enregistré avant "
        "l’aperçu, qui montre chaque changement; tout l’import peut ensuite être annulé.",
    ),
    (
        False,
        "Une échéance prévue qui bouge demande un motif, dans la cellule voisine : l’un des "
        "mots de la liste, ou une phrase. Sans motif, la ligne reste de côté.",
    ),
    (
        False,
        "Une nouvelle ligne, sans repère, ajoute un dossier, un jalon, une unité à un jalon ou "
        "une personne. Une ligne enlevée du classeur n’enlève rien du plan.",
    ),
    (
        False,
        "Les cellules grises se lisent seulement. L’échéance de départ d’un plan approuvé est "
        "figée : sa correction se demande sur la page du jalon.",
    ),
    (
        False,
        "Dates : 2016-04-25, ou 25 avril 2016. Unités : leur nom sous toutes ses graphies "
        "connues; plusieurs unités se séparent par un point-virgule.",
    ),
)
_EN = (
    (True, "How to"),
    (
        False,
        "This workbook holds the plan as it was when you exported it. Change what must change, "
        "save as .xlsx, then import it on the page of the plan.",
    ),
    (
        False,
        "Only the cells that you changed count. Nothing is saved before the preview, which "
        "shows each change; the whole import can be undone afterwards.",
    ),
    (
        False,
        "A forecast date that moves needs a reason, in the cell beside it: one of the words of "
        "the list, or a sentence. Without a reason the row is set aside.",
    ),
    (
        False,
        "A new row, without reference, adds a file, a milestone, a unit to a milestone or a "
        "person. A row taken out of the workbook removes nothing from the plan.",
    ),
    (
        False,
        "Grey cells are only for reading. The original due date of an approved plan is frozen: "
        "its correction is requested on the page of the milestone.",
    ),
    (
        False,
        "Dates: 2016-04-25, or April 25, 2016. Units: their name in any known spelling; several"
        " units are separated by semicolons.",
    ),
)


def lines(locale: str) -> Iterator[tuple[bool, str]]:
    """(whether it is a title, text) of each line."""
    first, second = (_EN, _FR) if locale == "en" else (_FR, _EN)
    yield from first
    yield False, ""
    yield from second
