"""What the report family prints: scorecards, risks, referrals, opportunities, impact, follow-ups, attachments."""

from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = (
    ("cases", "exclusions", "TEXT NOT NULL DEFAULT ''"),
    ("cases", "method", "TEXT NOT NULL DEFAULT ''"),
    ("cases", "strengths", "TEXT NOT NULL DEFAULT '[]'"),
    ("cases", "weaknesses", "TEXT NOT NULL DEFAULT '[]'"),
    ("cases", "opportunities", "TEXT NOT NULL DEFAULT '[]'"),
    ("cases", "threats", "TEXT NOT NULL DEFAULT '[]'"),
    ("cases", "external_factors", "TEXT NOT NULL DEFAULT ''"),
    ("cases", "assumptions", "TEXT NOT NULL DEFAULT ''"),
    ("cases", "not_supplied", "TEXT NOT NULL DEFAULT ''"),
    ("cases", "currency", "TEXT NOT NULL DEFAULT ''"),
    ("cases", "fee", "INTEGER"),
    ("cases", "copayment", "REAL"),
    ("cases", "budget", "INTEGER"),
    ("cases", "reviewer", "TEXT NOT NULL DEFAULT ''"),
    ("cases", "reviewed_on", "TEXT"),
    ("cases", "story_consent_on", "TEXT"),
    ("problems", "effect_amount", "REAL"),
    ("problems", "effect_unit", "TEXT NOT NULL DEFAULT ''"),
    ("reports", "reviewer", "TEXT NOT NULL DEFAULT ''"),
    ("reports", "code", "TEXT NOT NULL DEFAULT ''"),
    ("reports", "terms", "TEXT NOT NULL DEFAULT ''"),
)

STATEMENTS = (
    """
    CREATE TABLE risks (
        id BLOB NOT NULL, case_id BLOB NOT NULL, what TEXT NOT NULL, likelihood INTEGER, damage INTEGER,
        response TEXT NOT NULL, owner TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT pk_risks PRIMARY KEY (id),
        CONSTRAINT fk_risks_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_risks_case_id ON risks (case_id)",
    """
    CREATE TABLE referrals (
        id BLOB NOT NULL, case_id BLOB NOT NULL, problem_id BLOB, target TEXT NOT NULL,
        organisation TEXT NOT NULL, purpose TEXT NOT NULL, programme TEXT NOT NULL, referred_on TEXT,
        consent_on TEXT, status TEXT NOT NULL, result TEXT NOT NULL, revision INTEGER NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_referrals PRIMARY KEY (id),
        CONSTRAINT fk_referrals_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_referrals_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE SET NULL
    ) STRICT
    """,
    "CREATE INDEX ix_referrals_case_id ON referrals (case_id)",
    "CREATE INDEX ix_referrals_problem_id ON referrals (problem_id)",
    """
    CREATE TABLE opportunities (
        id BLOB NOT NULL, case_id BLOB NOT NULL, problem_id BLOB, kind TEXT NOT NULL, title TEXT NOT NULL,
        summary TEXT NOT NULL, description TEXT NOT NULL, advantages TEXT NOT NULL,
        development_stage TEXT NOT NULL, rights_status TEXT NOT NULL, partner_sought TEXT NOT NULL,
        cooperation TEXT, countries TEXT NOT NULL, opened_on TEXT, valid_until TEXT,
        revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_opportunities PRIMARY KEY (id),
        CONSTRAINT fk_opportunities_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_opportunities_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE SET NULL
    ) STRICT
    """,
    "CREATE INDEX ix_opportunities_case_id ON opportunities (case_id)",
    "CREATE INDEX ix_opportunities_problem_id ON opportunities (problem_id)",
    """
    CREATE TABLE assessments (
        id BLOB NOT NULL, case_id BLOB NOT NULL, assessed_on TEXT NOT NULL, instrument TEXT NOT NULL,
        version TEXT NOT NULL, occasion TEXT NOT NULL, respondent TEXT NOT NULL, assessor TEXT NOT NULL,
        notes TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_assessments PRIMARY KEY (id),
        CONSTRAINT fk_assessments_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_assessments_case_id ON assessments (case_id)",
    """
    CREATE TABLE answers (
        id BLOB NOT NULL, case_id BLOB NOT NULL, assessment_id BLOB NOT NULL, item TEXT NOT NULL,
        score INTEGER, blank TEXT, comment TEXT NOT NULL, evidence TEXT NOT NULL, revision INTEGER NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_answers PRIMARY KEY (id),
        CONSTRAINT uq_answers_assessment_id_item UNIQUE (assessment_id, item),
        CONSTRAINT fk_answers_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_answers_assessment_id FOREIGN KEY(assessment_id) REFERENCES assessments (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_answers_case_id ON answers (case_id)",
    """
    CREATE TABLE impacts (
        id BLOB NOT NULL, case_id BLOB NOT NULL, problem_id BLOB, kind TEXT NOT NULL,
        indicator TEXT NOT NULL, unit TEXT NOT NULL, baseline REAL, baseline_on TEXT, target REAL,
        target_on TEXT, evidence_needed TEXT NOT NULL, actual REAL, actual_on TEXT, attribution REAL,
        evidence TEXT, document TEXT NOT NULL, confirmed_on TEXT, revision INTEGER NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_impacts PRIMARY KEY (id),
        CONSTRAINT fk_impacts_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_impacts_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE SET NULL
    ) STRICT
    """,
    "CREATE INDEX ix_impacts_case_id ON impacts (case_id)",
    "CREATE INDEX ix_impacts_problem_id ON impacts (problem_id)",
    """
    CREATE TABLE follow_ups (
        id BLOB NOT NULL, case_id BLOB NOT NULL, due_on TEXT NOT NULL, months INTEGER NOT NULL, done_on TEXT,
        done_by TEXT NOT NULL, findings TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT pk_follow_ups PRIMARY KEY (id),
        CONSTRAINT fk_follow_ups_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_follow_ups_case_id ON follow_ups (case_id)",
    """
    CREATE TABLE attachments (
        id BLOB NOT NULL, case_id BLOB NOT NULL, problem_id BLOB, name TEXT NOT NULL, media_type TEXT NOT NULL,
        size INTEGER NOT NULL, sha256 TEXT NOT NULL, caption TEXT NOT NULL, kind TEXT NOT NULL,
        in_report INTEGER NOT NULL, taken_on TEXT, revision INTEGER NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT pk_attachments PRIMARY KEY (id),
        CONSTRAINT fk_attachments_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_attachments_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE SET NULL
    ) STRICT
    """,
    "CREATE INDEX ix_attachments_case_id ON attachments (case_id)",
    "CREATE INDEX ix_attachments_problem_id ON attachments (problem_id)",
)


def upgrade() -> None:
    """Add every column, empty in what is there, and make every table."""
    for table, name, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    for statement in STATEMENTS:
        op.execute(statement)
