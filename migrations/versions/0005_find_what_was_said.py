"""Find what was said"""

import sqlalchemy as sa
from alembic import op

from migrations.findable import COLUMNS, find
from tracker.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KINDS = (
    "dossier",
    "milestone",
    "unit",
    "person",
    "question",
    "blocker_reply",
    "decision",
    "note",
    "confidence",
    "answer",
)
_NUMBER, _INSTANT = "CAST(NULL AS INTEGER)", "CAST(NULL AS TIMESTAMP WITH TIME ZONE)"


def _view(source: str, **columns: str) -> str:
    """The SELECT of a kind: what is not named is empty."""
    empty = dict.fromkeys(COLUMNS.split(", "), _NUMBER)
    empty |= dict.fromkeys(("by_name", "code", "text", "other"), "''") | {"at": _INSTANT}
    chosen = ", ".join(f"{value} AS {name}" for name, value in (empty | columns).items())
    return f"SELECT {chosen} FROM {source}"


_ON_A_MILESTONE = "JOIN commitment c ON c.id = {} JOIN milestone m ON m.id = c.milestone_id"

_VIEWS = {
    "dossier": _view(
        "dossier",
        source_id="id",
        plan_id="plan_id",
        dossier_id="id",
        code="code",
        text="name_fr",
        other="name_en",
    ),
    "milestone": _view(
        "milestone",
        source_id="id",
        plan_id="plan_id",
        dossier_id="dossier_id",
        milestone_id="id",
        code="code",
        text="title_fr",
        other="title_en",
    ),
    # Every name it had, one a line; then its gloss and its other spellings.
    "unit": _view(
        "unit u",
        source_id="u.id",
        unit_id="u.id",
        code="u.code",
        text="COALESCE((SELECT {names} FROM unit_name n WHERE n.unit_id = u.id), '')",
        other="u.gloss_en || COALESCE((SELECT {spellings} FROM unit_alias a WHERE a.unit_id = u.id), '')",
    ),
    "person": _view("person", source_id="id", person_id="id", text="name", other="title"),
    "answer": _view(
        f"commitment_update s {_ON_A_MILESTONE.format('s.commitment_id')}"
        " WHERE s.withdrawn_at IS NULL AND (s.sentence <> '' OR s.blocker_words <> '')",
        source_id="s.id",
        at="s.said_at",
        by_name="s.author_name",
        plan_id="m.plan_id",
        milestone_id="m.id",
        text="s.sentence",
        other="s.blocker_words",
    ),
    "question": _view(
        "question s LEFT JOIN commitment c ON c.id = s.commitment_id"
        " LEFT JOIN milestone m ON m.id = c.milestone_id"
        " LEFT JOIN dossier d ON d.id = s.dossier_id WHERE s.withdrawn_at IS NULL",
        source_id="s.id",
        at="s.asked_at",
        plan_id="COALESCE(m.plan_id, d.plan_id)",
        dossier_id="s.dossier_id",
        milestone_id="m.id",
        person_id="s.asked_by_id",
        text="s.text",
        other="s.answer_text",
    ),
    "blocker_reply": _view(
        "blocker_reply s JOIN commitment_update b ON b.id = s.update_id"
        f" {_ON_A_MILESTONE.format('b.commitment_id')} WHERE s.sentence <> ''",
        source_id="s.id",
        at="s.at",
        by_name="s.by_name",
        plan_id="m.plan_id",
        milestone_id="m.id",
        text="s.sentence",
    ),
    "decision": _view(
        "decision",
        source_id="id",
        at="taken_at",
        by_name="taken_by",
        plan_id="plan_id",
        dossier_id="dossier_id",
        milestone_id="milestone_id",
        unit_id="owner_unit_id",
        person_id="owner_id",
        review_id="review_id",
        text="text",
        other="closed_words",
    ),
    "note": _view(
        "review_note s JOIN review r ON r.id = s.review_id WHERE s.text <> ''",
        source_id="s.id",
        at="s.written_at",
        by_name="s.written_by",
        plan_id="r.plan_id",
        dossier_id="s.dossier_id",
        review_id="s.review_id",
        text="s.text",
    ),
    "confidence": _view(
        "confidence s JOIN dossier d ON d.id = s.dossier_id",
        source_id="s.id",
        at="s.given_at",
        by_name="s.by_name",
        plan_id="d.plan_id",
        dossier_id="d.id",
        unit_id="s.unit_id",
        text="s.sentence",
    ),
}
#: Of each kind: the tables, their column that holds the source's id, what is told of them.
_TABLES = {
    "dossier": (("dossier", "id", "code, name_fr, name_en"),),
    "milestone": (("milestone", "id", "code, title_fr, title_en, dossier_id"),),
    "unit": (
        ("unit", "id", "code, gloss_en"),
        ("unit_name", "unit_id", "unit_id, name, short, long_form, valid_from"),
        ("unit_alias", "unit_id", "unit_id, alias"),
    ),
    "person": (("person", "id", "name, title"),),
    "answer": (("commitment_update", "id", "sentence, blocker_words, withdrawn_at"),),
    "question": (("question", "id", "text, answer_text, withdrawn_at"),),
    "blocker_reply": (("blocker_reply", "id", "sentence"),),
    "decision": (
        (
            "decision",
            "id",
            "text, closed_words, review_id, dossier_id, milestone_id, owner_id, owner_unit_id",
        ),
    ),
    "note": (("review_note", "id", "text, dossier_id, written_at, written_by"),),
    "confidence": (("confidence", "id", "sentence"),),
}


def upgrade() -> None:
    op.execute("ALTER TABLE person ADD COLUMN shortcut_keys BOOLEAN DEFAULT true NOT NULL")
    _entries()
    if op.get_bind().dialect.name == "sqlite":
        _words_on_sqlite()
    else:
        _words_on_postgresql()
    for place, kind in enumerate(_KINDS, 1):
        first_id = place << 40
        find(kind, first_id, _of_this_database(_VIEWS[kind]), _TABLES[kind])
        op.execute(
            f"INSERT INTO search_entry (id, kind, {COLUMNS}) SELECT {first_id} + source_id, "
            f"'{kind}', {COLUMNS} FROM search_of_{kind} ORDER BY source_id"
        )


def _entries() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=True),
        sa.Column("by_name", sa.String(length=160), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ({})".format(", ".join(f"'{kind}'" for kind in _KINDS)),
            name=op.f("ck_search_entry_kind_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )


def _words_on_sqlite() -> None:
    """FTS5 drops the accents; the ligatures that it keeps are written as they are typed."""
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(words, plan, detail = column, "
        "prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2')"
    )
    words = "NEW.code || ' ' || replace(NEW.code, '-', '') || ' ' || NEW.text || ' ' || NEW.other"
    for ligature, letters in (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae")):
        words = f"replace({words}, '{ligature}', '{letters}')"
    op.execute(
        "CREATE TRIGGER search_words_insert AFTER INSERT ON search_entry BEGIN "
        f"INSERT INTO search_words (rowid, words, plan) VALUES (NEW.id, {words}, "
        "'p' || COALESCE(NEW.plan_id, 0)); END"
    )
    op.execute(
        "CREATE TRIGGER search_words_delete AFTER DELETE ON search_entry BEGIN "
        "DELETE FROM search_words WHERE rowid = OLD.id; END"
    )


def _words_on_postgresql() -> None:
    """Accents go by normalization, which is the server's own: no extension to be granted."""
    op.execute(
        r"""
        CREATE FUNCTION search_lexemes(words text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT array_to_tsvector(array(
                SELECT DISTINCT left(word, 60)
                FROM regexp_split_to_table(
                    replace(replace(lower(regexp_replace(
                        normalize(left(translate(words, 'ŒÆ', 'œæ'), 100000), NFKD),
                        '[\u0300-\u036f]', '', 'g'
                    )), 'œ', 'oe'), 'æ', 'ae'),
                    '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f]+'
                ) AS word
                WHERE word <> ''
            ))
        $$
        """
    )
    op.execute(
        "ALTER TABLE search_entry ADD COLUMN words tsvector GENERATED ALWAYS AS (search_lexemes("
        "code || ' ' || replace(code, '-', '') || ' ' || text || ' ' || other)) STORED"
    )
    op.execute("CREATE INDEX search_words ON search_entry USING gin (words)")


def _of_this_database(view: str) -> str:
    """Names of a unit gathered in one text, the newest first."""
    name = "n.name || char(10) || n.short || char(10) || n.long_form"
    spelling = "char(10) || a.alias"
    if op.get_bind().dialect.name == "sqlite":
        names, spellings = f"group_concat({name}, char(10))", f"group_concat({spelling}, '')"
    else:
        names = f"string_agg({name}, char(10) ORDER BY n.valid_from DESC)"
        spellings = f"string_agg({spelling}, '' ORDER BY a.id)"
        names, spellings = (text.replace("char(10)", "chr(10)") for text in (names, spellings))
    return view.replace("{names}", names).replace("{spellings}", spellings)


def downgrade() -> None:
    raise RuntimeError("This migration is not undone: restore the copy made before it instead.")
