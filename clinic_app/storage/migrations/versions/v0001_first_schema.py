"""The first schema: enterprises, cases and what hangs on them, the change log, the ledger and the search index."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE changes (
        id BLOB NOT NULL, node BLOB NOT NULL, sequence INTEGER NOT NULL, batch BLOB NOT NULL,
        "table" TEXT NOT NULL, record BLOB NOT NULL, "case" BLOB, field TEXT NOT NULL, value TEXT NOT NULL,
        parents TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL,
        CONSTRAINT pk_changes PRIMARY KEY (id),
        CONSTRAINT uq_changes_node_sequence UNIQUE (node, sequence)
    ) STRICT
    """,
    'CREATE INDEX ix_changes_case ON changes ("case")',
    "CREATE INDEX ix_changes_record ON changes (record)",
    """
    CREATE TABLE counters (
        id INTEGER NOT NULL, prefix TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,
        CONSTRAINT pk_counters PRIMARY KEY (id),
        CONSTRAINT uq_counters_prefix_year UNIQUE (prefix, year)
    ) STRICT
    """,
    """
    CREATE TABLE enterprises (
        id BLOB NOT NULL, name TEXT NOT NULL, name_folded TEXT NOT NULL, name_latin TEXT NOT NULL,
        country TEXT NOT NULL, legal_form TEXT, legal_id TEXT NOT NULL, legal_id_excuse TEXT NOT NULL,
        registration_no TEXT NOT NULL, economic_code TEXT NOT NULL, licence TEXT, licence_no TEXT NOT NULL,
        licence_on TEXT, isic TEXT NOT NULL, activity TEXT NOT NULL, products TEXT NOT NULL,
        nominal_capacity REAL, actual_output REAL, capacity_unit TEXT NOT NULL, unit_status TEXT,
        idle_since TEXT, province TEXT NOT NULL, county TEXT NOT NULL, industrial_park TEXT NOT NULL,
        address TEXT NOT NULL, postal_code TEXT NOT NULL, website TEXT NOT NULL, founded_year INTEGER,
        employees INTEGER, ownership TEXT NOT NULL, is_family_firm INTEGER, women_share REAL,
        foreign_share REAL, certificates TEXT NOT NULL, markets TEXT NOT NULL, export_countries TEXT NOT NULL,
        notes TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_enterprises PRIMARY KEY (id)
    ) STRICT
    """,
    "CREATE INDEX ix_enterprises_legal_id ON enterprises (legal_id)",
    "CREATE INDEX ix_enterprises_name_folded ON enterprises (name_folded)",
    """
    CREATE TABLE nodes (
        id BLOB NOT NULL, made_at TEXT NOT NULL,
        CONSTRAINT pk_nodes PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE cases (
        id BLOB NOT NULL, number TEXT NOT NULL, enterprise_id BLOB NOT NULL, title TEXT NOT NULL,
        title_folded TEXT NOT NULL, request TEXT NOT NULL, received_on TEXT NOT NULL, channel TEXT,
        referred_by TEXT NOT NULL, advisor TEXT NOT NULL, centre TEXT NOT NULL, programme TEXT NOT NULL,
        partner_country TEXT NOT NULL, confidentiality TEXT NOT NULL, scope TEXT NOT NULL,
        duplicates_checked INTEGER NOT NULL, consent_on TEXT, triage TEXT, triage_note TEXT NOT NULL,
        conflict_declared_on TEXT, conflict_note TEXT NOT NULL, contacted_on TEXT, plan_approved_on TEXT,
        plan_approved_by TEXT NOT NULL, report_signed_on TEXT, outcome TEXT, closing_note TEXT NOT NULL,
        next_step TEXT NOT NULL, stage TEXT NOT NULL, stage_order INTEGER NOT NULL, standing TEXT NOT NULL,
        standing_reason TEXT NOT NULL, wake_on TEXT, source_id TEXT NOT NULL, priority INTEGER,
        created_at TEXT NOT NULL, closed_at TEXT, revision INTEGER NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT pk_cases PRIMARY KEY (id),
        CONSTRAINT uq_cases_number UNIQUE (number),
        CONSTRAINT fk_cases_enterprise_id FOREIGN KEY(enterprise_id) REFERENCES enterprises (id) ON DELETE RESTRICT
    ) STRICT
    """,
    "CREATE INDEX ix_cases_advisor_updated ON cases (advisor, updated_at, id)",
    "CREATE INDEX ix_cases_enterprise_id ON cases (enterprise_id)",
    "CREATE INDEX ix_cases_received ON cases (received_on, id)",
    "CREATE INDEX ix_cases_source_id ON cases (source_id)",
    "CREATE INDEX ix_cases_stage_updated ON cases (stage, updated_at, id)",
    "CREATE INDEX ix_cases_title ON cases (title_folded, id)",
    "CREATE INDEX ix_cases_updated ON cases (updated_at, id)",
    """
    CREATE TABLE contacts (
        id BLOB NOT NULL, enterprise_id BLOB NOT NULL, name TEXT NOT NULL, role TEXT, position TEXT NOT NULL,
        phone TEXT NOT NULL, email TEXT NOT NULL, language TEXT NOT NULL, is_primary INTEGER NOT NULL,
        notes TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_contacts PRIMARY KEY (id),
        CONSTRAINT fk_contacts_enterprise_id FOREIGN KEY(enterprise_id) REFERENCES enterprises (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_contacts_enterprise_id ON contacts (enterprise_id)",
    """
    CREATE TABLE years (
        id BLOB NOT NULL, enterprise_id BLOB NOT NULL, year INTEGER NOT NULL, currency TEXT NOT NULL,
        turnover INTEGER, export_value INTEGER, profit INTEGER, full_time INTEGER, part_time INTEGER,
        women INTEGER, research_spend INTEGER, training_hours INTEGER, investment INTEGER, energy_cost INTEGER,
        overdue_bank_debt INTEGER, tax_insurance_debt INTEGER, import_share REAL, inventory_days INTEGER,
        receivable_days INTEGER, scrap_share REAL, equipment_effectiveness REAL, source TEXT NOT NULL,
        evidence TEXT, revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_years PRIMARY KEY (id),
        CONSTRAINT fk_years_enterprise_id FOREIGN KEY(enterprise_id) REFERENCES enterprises (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_years_enterprise_id ON years (enterprise_id)",
    """
    CREATE TABLE problems (
        id BLOB NOT NULL, case_id BLOB NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL,
        statement TEXT NOT NULL, symptoms TEXT NOT NULL, since TEXT, process TEXT NOT NULL,
        effect TEXT NOT NULL, evidence TEXT NOT NULL, type_code TEXT NOT NULL, severity INTEGER,
        urgency INTEGER, ease INTEGER, root_cause TEXT NOT NULL, cause_chain TEXT NOT NULL, cause_method TEXT,
        cause_category TEXT, status TEXT NOT NULL, source_id TEXT NOT NULL, area TEXT,
        is_decided INTEGER NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_problems PRIMARY KEY (id),
        CONSTRAINT fk_problems_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_problems_area ON problems (area, case_id)",
    "CREATE INDEX ix_problems_case_id ON problems (case_id)",
    "CREATE INDEX ix_problems_source_id ON problems (source_id)",
    """
    CREATE TABLE recommendations (
        id BLOB NOT NULL, case_id BLOB NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL,
        how TEXT NOT NULL, rationale TEXT NOT NULL, alternatives TEXT NOT NULL, benefit TEXT NOT NULL,
        cost TEXT, difficulty INTEGER, is_quick_win INTEGER NOT NULL, problem_ids TEXT NOT NULL,
        revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_recommendations PRIMARY KEY (id),
        CONSTRAINT fk_recommendations_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_recommendations_case_id ON recommendations (case_id)",
    """
    CREATE TABLE reports (
        id BLOB NOT NULL, case_id BLOB NOT NULL, number TEXT NOT NULL, version INTEGER NOT NULL,
        kind TEXT NOT NULL, audience TEXT NOT NULL, language TEXT NOT NULL, issued_at TEXT NOT NULL,
        issued_by TEXT NOT NULL, snapshot TEXT NOT NULL, snapshot_sha256 TEXT NOT NULL,
        pdf_sha256 TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_reports PRIMARY KEY (id),
        CONSTRAINT uq_reports_number_version UNIQUE (number, version),
        CONSTRAINT fk_reports_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT
    ) STRICT
    """,
    "CREATE INDEX ix_reports_case_id ON reports (case_id)",
    """
    CREATE TABLE visits (
        id BLOB NOT NULL, case_id BLOB NOT NULL, visited_on TEXT NOT NULL, kind TEXT NOT NULL,
        place TEXT NOT NULL, advisor TEXT NOT NULL, participants TEXT NOT NULL, contact_hours REAL,
        preparation_hours REAL, travel_hours REAL, expenses INTEGER, notes TEXT NOT NULL,
        next_step TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_visits PRIMARY KEY (id),
        CONSTRAINT fk_visits_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_visits_case_id ON visits (case_id)",
    """
    CREATE TABLE actions (
        id BLOB NOT NULL, case_id BLOB NOT NULL, recommendation_id BLOB, position INTEGER NOT NULL,
        what TEXT NOT NULL, responsible TEXT NOT NULL, supporter TEXT NOT NULL, start_on TEXT, due_on TEXT,
        hours REAL, cost INTEGER, indicator TEXT NOT NULL, target TEXT NOT NULL, status TEXT NOT NULL,
        done_on TEXT, evidence TEXT NOT NULL, revision INTEGER NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT,
        CONSTRAINT pk_actions PRIMARY KEY (id),
        CONSTRAINT fk_actions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_actions_recommendation_id FOREIGN KEY(recommendation_id)
            REFERENCES recommendations (id) ON DELETE SET NULL
    ) STRICT
    """,
    "CREATE INDEX ix_actions_case_id ON actions (case_id)",
    "CREATE INDEX ix_actions_recommendation_id ON actions (recommendation_id)",
    """
    CREATE TABLE matches (
        id BLOB NOT NULL, case_id BLOB NOT NULL, problem_id BLOB NOT NULL, text TEXT NOT NULL,
        kind TEXT NOT NULL, best_area TEXT, confidence REAL NOT NULL, ranking TEXT NOT NULL,
        types TEXT NOT NULL, reasons TEXT NOT NULL, rules TEXT NOT NULL, computed_at TEXT NOT NULL,
        verdict TEXT, area TEXT, reason TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at TEXT,
        revision INTEGER NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
        CONSTRAINT pk_matches PRIMARY KEY (id),
        CONSTRAINT fk_matches_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_matches_problem_id FOREIGN KEY(problem_id) REFERENCES problems (id) ON DELETE CASCADE
    ) STRICT
    """,
    "CREATE INDEX ix_matches_case_id ON matches (case_id)",
    "CREATE INDEX ix_matches_problem_id ON matches (problem_id)",
    """
    CREATE TABLE search_documents (
        docid INTEGER PRIMARY KEY, case_id BLOB NOT NULL UNIQUE, body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        body, content='search_documents', content_rowid='docid', tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
    """
    CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
)


SECURE_DELETE = "INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)"


def upgrade() -> None:
    """Make every table, index and trigger."""
    for statement in STATEMENTS:
        op.execute(statement)
    if op.get_bind().exec_driver_sql("SELECT sqlite_version() >= '3.42'").scalar():
        op.execute(SECURE_DELETE)
