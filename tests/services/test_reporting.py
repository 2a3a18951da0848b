"""Drafts enter no ledger; issues do, with number, version and hashes, and can be verified."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest
import sqlcipher3.dbapi2 as driver

from clinic_app.domain.casefile import CaseFile
from clinic_app.errors import CannotWrite, DatabaseLocked, Stale
from clinic_app.reports.document import IssueMark, Letterhead, Order
from clinic_app.services import casefile, ledger, reporting, store
from clinic_app.services.reporting import Terms, Verdict
from clinic_app.services.terms import Imprint
from clinic_app.storage.database import Database, open_database
from tests.factories import NOW, OFFICE
from tests.factories import casefile as complete_casefile
from tests.reports.printing import text_of

LETTERHEAD = Letterhead(clinic_name="Isfahan SME Clinic", head="Dr. Rad")
ENGLISH, PERSIAN = Terms(languages=("en",)), Terms(languages=("fa",))


@pytest.fixture
def case(database: Database) -> CaseFile:
    file = complete_casefile(issues=())
    database.do(store.put, file, numbering=OFFICE)
    return file


def test_a_draft_says_so_on_every_page_and_leaves_no_trace(database: Database, case: CaseFile) -> None:
    rendered = reporting.draft(database, (case.case.id,), ENGLISH, letterhead=LETTERHEAD)
    document = pypdfium2.PdfDocument(rendered.pdf)
    assert len(document) == rendered.pages > 1
    assert all("DRAFT" in page.get_textpage().get_text_range().upper() for page in document)
    assert database.read(casefile.load, case.case.id).issues == ()


def test_an_issue_has_number_version_and_hash_and_is_no_draft(
    database: Database, case: CaseFile, tmp_path: Path
) -> None:
    path = tmp_path / "sub" / "r.pdf"
    issued, (rendered,) = reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD, path=path)
    assert (issued.number, issued.version) == (case.case.number, 1)
    assert path.read_bytes() == rendered.pdf
    assert issued.pdf_sha256 == hashlib.sha256(rendered.pdf).hexdigest()
    text = text_of(rendered.pdf)
    assert "DRAFT" not in text.upper()
    assert case.case.number in text
    again, _ = reporting.issue(database, case.case.id, PERSIAN, letterhead=LETTERHEAD)
    assert again.version == 2
    assert [entry.version for entry in database.read(casefile.load, case.case.id).issues] == [1, 2]


def test_a_report_that_cannot_be_written_is_not_entered(database: Database, case: CaseFile, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(CannotWrite):
        reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD, path=blocked / "r.pdf")
    assert database.read(casefile.load, case.case.id).issues == ()


def test_an_issued_report_is_genuine_an_edited_one_altered_another_unknown(
    database: Database, case: CaseFile
) -> None:
    _, (rendered,) = reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD)
    found = database.read(reporting.verify, rendered.pdf)
    assert (found.verdict, found.number, found.version) == (Verdict.GENUINE, case.case.number, 1)
    altered = database.read(reporting.verify, rendered.pdf + b"\n%")
    assert (altered.verdict, altered.version) == (Verdict.ALTERED, 1)
    draft = reporting.draft(database, (case.case.id,), ENGLISH, letterhead=LETTERHEAD)
    for other in (b"", b"%PDF-1.4", b"%PDF-1.4\n", draft.pdf):
        assert database.read(reporting.verify, other).verdict is Verdict.UNKNOWN


def test_the_same_case_gives_the_same_bytes(case: CaseFile) -> None:
    from clinic_app.reports import documents
    from tests.factories import NOW

    def render() -> bytes:
        made = documents.render([case], Order(languages=("fa",), letterhead=LETTERHEAD, printed_at=NOW))
        return made.pdf

    assert render() == render()


def test_no_file_bears_a_version_that_was_not_entered(
    database: Database, case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger cannot be written while another process holds the file."""
    monkeypatch.setattr("clinic_app.storage.engine.BUSY_MS", 50)
    other = open_database(database.path)
    link = driver.connect(str(database.path), isolation_level=None)
    link.execute("BEGIN IMMEDIATE")
    target = tmp_path / "r.pdf"
    with pytest.raises(DatabaseLocked):
        reporting.issue(other, case.case.id, ENGLISH, letterhead=Letterhead(), path=target)
    link.close()
    other.close()
    assert not target.exists()


def test_one_version_is_issued_once(database: Database, case: CaseFile) -> None:
    mark = IssueMark(number=case.case.number, version=1, issued_at=NOW, by="Leila")
    first, second = (Imprint(terms=ENGLISH, letterhead=LETTERHEAD, copies=(digit * 64,)) for digit in "12")
    database.do(ledger.enter, case, mark, "{}", first)
    with pytest.raises(Stale):
        database.do(ledger.enter, case, mark, "{}", second)
