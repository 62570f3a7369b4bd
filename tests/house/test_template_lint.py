"""The template linter finds what it says, at its line, and keeps quiet where it cannot know."""

from pathlib import Path

import pytest

from scripts.lint_templates import LONGEST, ROOT, lint_folder


def problems(folder: Path, source: str, name: str = "page.html") -> list[str]:
    templates = folder / "templates"
    templates.mkdir()
    (templates / name).write_text(source, encoding="utf-8")
    return [line.removeprefix(f"templates/{name}:") for line in lint_folder(templates)]


def test_the_templates_of_the_product_hold_to_the_rules():
    assert lint_folder(ROOT / "templates") == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('<p style="a: b"></p>', "style= attribute"),
        ("<script>let a = 1</script>", "inline <script>"),
        ("<style>p { }</style>", "inline <style>"),
        ('<a onclick="x()"></a>', "handler in an attribute: onclick"),
        ('<a hx-on:click="x()"></a>', "handler in an attribute: hx-on:click"),
        ('<a hx-vals="js:{a: 1}"></a>', "script in an attribute: hx-vals"),
        ('<img src="https://cdn.example.com/a.png">', "reference to another host: cdn.example.com"),
        ('<img src="//cdn.example.com/a.png">', "reference to another host: cdn.example.com/a.png"),
        ("{{ words|safe }}", "|safe without a comment that says why"),
        ("<p>Échéance</p>", "French outside _(): Échéance"),
        ("<p>Rien pour vous</p>", "French outside _(): Rien pour vous"),
        ('<a title="Détails"></a>', "French outside _(): Détails"),
        ("\t<p></p>", "tab"),
        ("<section>", "<section> is not closed"),
        ("<p></p></b>", "</b> closes nothing"),
        ("<div><b></div>", "<b> is not closed"),
        ("{% if x %}", "Jinja cannot read it: Unexpected end of template."),
    ],
)
def test_a_breach_is_told_at_its_line(tmp_path, source, problem):
    found = problems(tmp_path, f"<p>{{{{ a }}}}</p>\n{{# é\n#}}\n{source}\n")
    assert len(found) == 1
    line, _, sentence = found[0].partition(": ")
    assert sentence.startswith(problem)
    assert line == "4" or "Unexpected end" in sentence


@pytest.mark.parametrize(
    "source",
    [
        '<p title="{{ _("Échéance") }}">{{ _("À venir") }}</p>',
        '<script src="{{ url_for("static", filename="app.js") }}"></script>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#late"/></svg>',
        "{{ words|safe }} {# the mail's own HTML, in a sandbox #}",
        '<a lang="fr" href="?lang=fr">Français</a>',
        "<ul><li>a<li>b</ul>",
        "{% if x %}<a>{% else %}<span>{% endif %}{{ y }}{% if x %}</a>{% else %}</span>{% endif %}",
        "<option {% if x %}selected{% endif %}>{{ y }}</option>",
        "{% for x in y %}<p>{{ x }}</p>{% else %}<b></b>{% endfor %}",
        "{# Ce qui suit est à part : https://example.com #}",
    ],
)
def test_what_is_right_or_cannot_be_told_is_left_alone(tmp_path, source):
    assert problems(tmp_path, source) == []


def test_a_long_template_is_told(tmp_path):
    assert problems(tmp_path, "<br>\n" * (LONGEST + 1)) == ["121: 121 lines; 120 at most"]


def test_a_text_template_is_read_too(tmp_path):
    source = '{{ _("Bonjour") }}\nÀ bientôt\n'
    assert problems(tmp_path, source, "body.txt") == ["1: French outside _()"]
