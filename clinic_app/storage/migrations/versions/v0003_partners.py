"""The register of partners: who they are, the memoranda with them, and the programmes they offer."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """
    CREATE TABLE partners (
        id BLOB NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, role TEXT, contact_name TEXT NOT NULL,
        contact_phone TEXT NOT NULL, contact_email TEXT NOT NULL, website TEXT NOT NULL, notes TEXT NOT NULL,
        revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_partners PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE memoranda (
        id BLOB NOT NULL, partner_id BLOB NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL, dated_on TEXT,
        valid_until TEXT, areas TEXT NOT NULL, notes TEXT NOT NULL, revision INTEGER NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_memoranda PRIMARY KEY (id),
        CONSTRAINT fk_memoranda_partner_id FOREIGN KEY(partner_id) REFERENCES partners (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_memoranda_partner_id ON memoranda (partner_id)",
    """
    CREATE TABLE programmes (
        id BLOB NOT NULL, partner_id BLOB NOT NULL, memorandum_id BLOB, name TEXT NOT NULL, areas TEXT NOT NULL,
        eligibility TEXT NOT NULL, contact TEXT NOT NULL, notes TEXT NOT NULL, revision INTEGER NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_programmes PRIMARY KEY (id),
        CONSTRAINT fk_programmes_partner_id FOREIGN KEY(partner_id) REFERENCES partners (id) ON DELETE CASCADE,
        CONSTRAINT fk_programmes_memorandum_id FOREIGN KEY(memorandum_id) REFERENCES memoranda (id) ON DELETE SET NULL
    ) STRICT
    """,
    "CREATE INDEX ix_programmes_memorandum_id ON programmes (memorandum_id)",
    "CREATE INDEX ix_programmes_partner_id ON programmes (partner_id)",
)


def upgrade() -> None:
    """Make the tables, empty."""
    for statement in STATEMENTS:
        op.execute(statement)
