"""People as a file: every wrong cell is named, and nobody is half loaded."""

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tracker.domain.changes import Actor
from tracker.domain.people import Contact, Person
from tracker.exchange.people_file import (
    PeopleFileError,
    load_people,
    read_people_bytes,
)
from tracker.exchange.units import load_units

HEADINGS = "nom,courriel,fonction,langue,rôle,unités"


@pytest.fixture
def read(index):
    """People of a file of these lines."""
    return lambda *lines, encoding="utf-8": read_people_bytes(
        "\n".join(lines).encode(encoding), "gens.csv", index
    )


@pytest.fixture
def complaints(read):
    """What is said of a file of these lines: line, column, the French and the English sentence."""

    def told(*lines, **given):
        with pytest.raises(PeopleFileError) as refused:
            read(*lines, **given)
        return [(one.line, one.column, one.french, one.english) for one in refused.value.complaints]

    return told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_reads_utf8_with_and_without_a_byte_order_mark(read, encoding):
    (one,) = read(
        HEADINGS, "Josée D., Josee@Exemple.test ,Directrice,en,lecture,SCA", encoding=encoding
    )
    assert (one.name, one.email, one.title) == ("Josée D.", "josee@exemple.test", "Directrice")
    assert (one.locale, one.role, [unit.code for unit in one.units]) == ("en", "reader", ["SCA"])


def test_reads_the_semicolons_of_a_french_excel_and_two_units_in_a_cell(read):
    one, two = read(
        HEADINGS.replace(",", ";"),
        'Une;une@exemple.test;;;;"Verdun; SCA"',
        "Deux;deux@exemple.test;;;;Verdun, SCA",
    )
    assert [unit.code for unit in one.units] == [unit.code for unit in two.units]
    assert [unit.code for unit in one.units] == ["REM12", "SCA"]


def test_english_headings_in_any_order_and_two_columns_are_enough(read):
    (one,) = read("EMAIL,Name", "a@exemple.test,A", "", ",")
    assert (one.name, one.locale, one.role, one.units) == ("A", "fr", "none", ())


def test_each_wrong_cell_is_named_in_both_languages(complaints):
    said = complaints(
        HEADINGS,
        ",hélène@exemple.test,,fr,,",
        "Deux,deux@exemple.test,,de,roi,Laval",
        "Trois,DEUX@exemple.test,,,,",
        "n,n@exemple.test,,,,,trop",
        f"{'n' * 121},long@exemple.test,{'t' * 161},,,",
    )
    assert sorted((line, column) for line, column, *_ in said) == [
        (2, "courriel"),
        (2, "nom"),
        (3, "langue"),
        (3, "rôle"),
        (3, "unités"),
        (4, "courriel"),
        (5, ""),
        (6, "fonction"),
        (6, "nom"),
    ]
    assert (4, "courriel", "« deux@exemple.test » est déjà à la ligne 3") in [
        one[:3] for one in said
    ]
    assert "“Laval” is the name of no known unit" in [one[3] for one in said]


@pytest.mark.parametrize(
    ("lines", "column", "said"),
    [
        (("nom", "A"), "courriel", "la colonne manque"),
        (("nom,courriel,âge", "A,a@exemple.test,3"), "âge", "la colonne n’est pas attendue"),
        (("nom,courriel,name", "A,a@exemple.test,B"), "name", "la colonne n’est pas attendue"),
        ((HEADINGS,), "", "le fichier ne contient personne"),
        (("",), "nom", "la colonne manque"),
    ],
)
def test_a_file_of_another_shape_is_refused_in_words(complaints, lines, column, said):
    assert any(one[1] == column and said in one[2] for one in complaints(*lines))


def test_a_file_in_another_encoding_is_refused_with_its_line(complaints):
    ((line, _, french, _),) = complaints(
        HEADINGS, "A,a@exemple.test", "Zoé,z@exemple.test", encoding="cp1252"
    )
    assert (line, "UTF-8" in french) == (1, True)


def test_who_is_known_stays_as_they_are_and_contacts_follow_in_order(session):
    index = load_units(session)
    session.add(Person(name="Connue", email="a@exemple.test"))
    session.flush()
    lines = read_people_bytes(
        b"nom,courriel,unites\nX,a@exemple.test,SCA\nB,b@exemple.test,SCA\nC,c@exemple.test,SCA",
        "gens.csv",
        index,
    )
    made = load_people(session, lines, Actor(None, "gens.csv", NOW, "file"))
    session.commit()
    assert [person.name for person in made] == ["B", "C"]
    assert session.scalar(select(Person.name).where(Person.email == "a@exemple.test")) == "Connue"
    ranks = select(Contact.person_id, Contact.rank).order_by(Contact.rank)
    assert session.execute(ranks).all() == [(made[0].id, 0), (made[1].id, 1)]
