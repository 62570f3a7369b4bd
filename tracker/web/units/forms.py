"""The forms of a unit: what it is, its names, its spellings, its place."""

import re
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from tracker.domain.units import KINDS, Unit, spelling_key
from tracker.exchange.units import UnitIndex
from tracker.queries.directory import UnitRow
from tracker.web.addresses import row_id
from tracker.web.editing import EditForm
from tracker.web.fields import (
    ADay,
    AtMost,
    Given,
    LineField,
    TypedDateField,
    WordsField,
    field_errors,
)

_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
NAME_LIMIT, SHORT_LIMIT, LONG_LIMIT = 160, 40, 200


class _NameFields(EditForm):
    name = LineField(
        _l("Nom officiel"),
        [Given(_l("Écrivez le nom officiel, en français.")), AtMost(NAME_LIMIT)],
        description=_l("En français; il reste en français dans l’interface anglaise."),
    )
    short = LineField(
        _l("Nom court"),
        [Given(_l("Écrivez un nom court : il tient dans la carte.")), AtMost(SHORT_LIMIT)],
        description=_l("Pour la carte et les tableaux, par exemple VSP."),
    )
    long_form = LineField(
        _l("Nom complet"),
        [Given(_l("Écrivez le nom complet.")), AtMost(LONG_LIMIT)],
        description=_l("Comme dans une phrase : arrondissement de Verdun."),
    )

    def names(self) -> dict[str, str]:
        """The three names, as typed."""
        return {field: self[field].data for field in ("name", "short", "long_form")}

    def name_is_free(self, index: UnitIndex, unit_id: int | None) -> bool:
        """Whether no other unit goes by that name; says whose it is beside the field."""
        return _free(index, self.name, self.name.data or "", unit_id)


class UnitForm(_NameFields):
    """A new unit, or what was written of one."""

    code = LineField(
        _l("Code"),
        [Given(_l("Écrivez un code.")), AtMost(20)],
        description=_l(
            "Lettres sans accent, chiffres et traits d’union : il paraît dans les adresses."
        ),
    )
    kind = SelectField(_l("Genre"))
    gloss_en = LineField(
        _l("Explication en anglais"),
        [AtMost(200)],
        description=_l("Ce que le nom veut dire, à côté du nom français."),
    )
    aliases = WordsField(
        _l("Autres graphies"),
        description=_l("Une par ligne : comment les fichiers de la Ville écrivent ce nom."),
    )
    after = SelectField(_l("Place dans son groupe"))

    def __init__(self, units: Sequence[UnitRow], **given: object) -> None:
        """`units`: the others, in their order."""
        super().__init__(**given)
        words = {
            "borough": _("Arrondissement"),
            "direction": _("Direction"),
            "bureau": _("Bureau"),
            "department": _("Service central"),
        }
        self.kind.choices = [(kind, words[kind]) for kind in KINDS]
        groups = {True: _("Arrondissements"), False: _("Direction et services centraux")}
        self.after.choices = [
            SelectChoice("", _("En tête de son groupe")),
            *(
                SelectChoice(
                    str(unit.id), _("Après %(unit)s", unit=unit.name), optgroup=groups[borough]
                )
                for borough in groups
                for unit in units
                if (unit.kind == "borough") is borough
            ),
        ]
        self.gloss_en.flags.optional = self.aliases.flags.optional = True

    def validate_code(self, field: LineField) -> None:
        field.data = (field.data or "").upper()
        if not _CODE.fullmatch(field.data):
            raise ValidationError(
                _("Écrivez le code en lettres sans accent, chiffres et traits d’union : REM12.")
            )

    @property
    def after_id(self) -> int | None:
        return row_id(self.after.data) or None

    def values(self) -> dict[str, str]:
        """Everything but the spellings and the place."""
        own = {field: self[field].data for field in ("code", "kind", "gloss_en")}
        return own | self.names()

    def spellings(self, index: UnitIndex, unit: Unit | None) -> list[str] | None:
        """The other spellings to keep, once each and without those that name the unit already;
        None where one is refused, with the sentence beside the field."""
        kept, seen = [], set()
        own = {alias.key for alias in unit.aliases} if unit else set()
        for text in filter(None, (line.strip() for line in (self.aliases.data or "").split("\n"))):
            key, found = spelling_key(text), index.named(text)
            if not key or len(text) > NAME_LIMIT:
                field_errors(
                    self.aliases, _("Cette graphie ne peut pas servir : %(text)s", text=text)
                )
            elif key in seen or (key not in own and found and _living(index, found) is unit):
                continue
            elif _free(index, self.aliases, text, unit.id if unit else None):
                kept.append(text)
            seen.add(key)
        return None if self.aliases.errors else kept

    def code_is_free(self, index: UnitIndex, unit_id: int | None) -> bool:
        """Whether no other unit bears the code; says which one does."""
        return _free(index, self.code, self.code.data or "", unit_id)


class RenameForm(_NameFields):
    """Another name from a day on."""

    since = TypedDateField(
        _l("À compter du"),
        [ADay()],
        description=_l("Aujourd’hui, un jour passé ou un jour à venir."),
    )


def _living(index: UnitIndex, unit: Unit) -> Unit | None:
    return index.find_unit(unit.code)


def _free(index: UnitIndex, field, text: str, unit_id: int | None) -> bool:
    found = index.named(text)
    if found is None or found.id == unit_id or _is(index.find_unit(text), unit_id):
        return True
    field_errors(
        field,
        _("« %(text)s » désigne déjà une unité : %(unit)s.", text=text, unit=found.names[-1].name),
    )
    return False


def _is(unit: Unit | None, unit_id: int | None) -> bool:
    return unit is not None and unit.id == unit_id
