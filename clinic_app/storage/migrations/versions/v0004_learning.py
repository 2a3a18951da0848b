"""Learning: the log of corrections, rebuilds from it, the evidence beside the words, and the age of machinery."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "ALTER TABLE matches ADD COLUMN evidence TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE years ADD COLUMN machinery_age INTEGER",
    """
    CREATE TABLE corrections (
        id BLOB NOT NULL, case_id BLOB NOT NULL, problem_id BLOB NOT NULL, match_id BLOB NOT NULL,
        text TEXT NOT NULL, text_key TEXT NOT NULL, language TEXT NOT NULL, suggested TEXT, area TEXT NOT NULL,
        type_code TEXT NOT NULL, reason TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, undoes BLOB,
        CONSTRAINT pk_corrections PRIMARY KEY (id),
        CONSTRAINT uq_corrections_undoes UNIQUE (undoes),
        CONSTRAINT fk_corrections_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_corrections_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE CASCADE,
        CONSTRAINT fk_corrections_undoes FOREIGN KEY(undoes) REFERENCES corrections (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_corrections_case_id ON corrections (case_id)",
    "CREATE INDEX ix_corrections_problem_id ON corrections (problem_id)",
    "CREATE INDEX ix_corrections_text_key ON corrections (text_key)",
    """
    CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
    BEGIN SELECT RAISE(ABORT, 'the log of corrections is append-only'); END
    """,
    # What a case taught goes with the case, and with nothing else.
    """
    CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
    WHEN EXISTS (SELECT 1 FROM cases WHERE id = OLD.case_id)
    BEGIN SELECT RAISE(ABORT, 'the log of corrections is append-only'); END
    """,
    """
    CREATE TABLE rebuilds (
        id BLOB NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL, rules TEXT NOT NULL,
        corrections INTEGER NOT NULL, content TEXT NOT NULL, accepted_at TEXT, discarded_at TEXT,
        CONSTRAINT pk_rebuilds PRIMARY KEY (id)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Add the columns, empty in what is there, and make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
