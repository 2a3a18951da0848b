"""Issued reports: known by their code, printed again with the same bytes, reviewed, locked and signed."""

import base64
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import sqlcipher3.dbapi2 as driver

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import Audience, CaseFile, ReportKind
from clinic_app.domain.masking import Mask
from clinic_app.errors import CannotIssue, CannotWrite, ReportLost, ReviewerNeeded, Stale
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.labels import error_text
from clinic_app.reports.document import Letterhead, Paper, Previous
from clinic_app.services import cases, ledger, reporting, store, upkeep
from clinic_app.services.reporting import Certificate, Terms, Verdict
from clinic_app.storage import attachments
from clinic_app.storage.database import Database
from tests.factories import OFFICE, as_data
from tests.factories import casefile as complete_casefile
from tests.reports.printing import text_of
from tests.reports.test_signing import certificate_file

LETTERHEAD = Letterhead(clinic_name="Isfahan SME Clinic", head="Dr. Rad")
ENGLISH, PERSIAN = Terms(languages=("en",)), Terms(languages=("fa",))
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def case(database: Database) -> CaseFile:
    file = complete_casefile(issues=())
    database.do(store.put, file, numbering=OFFICE)
    return file


def test_the_code_on_the_paper_leads_to_the_report(database: Database, case: CaseFile) -> None:
    issued, (rendered,) = reporting.issue(database, case.case.id, PERSIAN, letterhead=LETTERHEAD)
    assert issued.code
    assert issued.code in text_of(rendered.pdf)
    typed = issued.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert database.read(reporting.look_up, typed) == issued
    for wrong in ("", "7K3M", issued.code[::-1]):
        assert database.read(reporting.look_up, wrong) is None


def test_a_code_whose_entry_was_tampered_with_leads_nowhere(database: Database, case: CaseFile) -> None:
    issued, _ = reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD)
    link = driver.connect(str(database.path), isolation_level=None)
    link.execute("UPDATE reports SET snapshot = replace(snapshot, 'cracks', 'shines')")
    link.close()
    assert database.read(reporting.look_up, issued.code) is None


def test_every_copy_is_written_entered_and_genuine(database: Database, case: CaseFile, tmp_path: Path) -> None:
    terms = Terms(languages=("en",), copies=3)
    issued, copies = reporting.issue(
        database, case.case.id, terms, letterhead=LETTERHEAD, path=tmp_path / "out" / "r.pdf"
    )
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["r-1.pdf", "r-2.pdf", "r-3.pdf"]
    assert len({copy.pdf for copy in copies}) == 3
    for number, copy in enumerate(copies, 1):
        assert (tmp_path / "out" / f"r-{number}.pdf").read_bytes() == copy.pdf
        assert database.read(reporting.verify, copy.pdf).issue == issued
    assert database.read(reporting.issued, case.case.id) == (issued,)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Takes the machine to another time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of this system cannot be set")

    def stand(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield stand
    monkeypatch.undo()
    time.tzset()


def test_a_reprint_in_another_time_zone_has_the_same_bytes(
    database: Database, case: CaseFile, stand_in: Callable[[str], None]
) -> None:
    stand_in("XXX-14")
    issued, copies = reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD)
    here = formats.moment(issued.issued_at, "en")
    assert here in text_of(copies[0].pdf)
    for digest in attachments.kept(database.path):
        (attachments.folder_of(database.path) / digest[:2] / digest).unlink()
    stand_in("XXX+12")
    assert formats.moment(issued.issued_at, "en") != here
    assert reporting.reprint(database, issued.id) == copies


@pytest.mark.parametrize("audience", Audience)
def test_a_reprint_has_the_same_bytes_kept_or_not(database: Database, case: CaseFile, audience: Audience) -> None:
    reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD)
    terms = Terms(languages=("fa",), audience=audience, copies=2, paper=Paper.LETTER, reviewer="Sara Lind")
    letterhead = replace(LETTERHEAD, logo=PNG, signers=("A, head",), footer="foot")
    issued, copies = reporting.issue(database, case.case.id, terms, letterhead=letterhead)
    assert reporting.reprint(database, issued.id) == copies
    for digest in map(ledger.sha256, (copy.pdf for copy in copies)):
        (attachments.folder_of(database.path) / digest[:2] / digest).unlink()
    database.do(cases.edit, case.case.id, as_data(CaseData, case.case, title="Another title"))
    again = reporting.reprint(database, issued.id)
    assert again == copies
    assert attachments.find(database.path, issued.pdf_sha256) == copies[0].pdf


def test_a_report_that_cannot_be_printed_the_same_is_lost_and_says_so(database: Database, case: CaseFile) -> None:
    letterhead = replace(LETTERHEAD, logo=PNG)
    issued, _ = reporting.issue(database, case.case.id, ENGLISH, letterhead=letterhead)
    for digest in attachments.kept(database.path):
        (attachments.folder_of(database.path) / digest[:2] / digest).unlink()
    with pytest.raises(ReportLost) as lost:
        reporting.reprint(database, issued.id)
    assert case.case.number in error_text(catalog("en"), lost.value)


def test_a_file_locked_for_the_mail_is_genuine_too(database: Database, case: CaseFile) -> None:
    _, (rendered,) = reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD)
    locked = reporting.for_mail(database, rendered.pdf, "a long passphrase")
    assert database.read(reporting.verify, locked).verdict is Verdict.GENUINE
    assert len(pypdfium2.PdfDocument(locked, password="a long passphrase")) == rendered.pages
    assert upkeep.check(database) == ()
    draft = reporting.draft(database, (case.case.id,), ENGLISH, letterhead=LETTERHEAD)
    other = reporting.for_mail(database, draft.pdf, "a long passphrase")
    assert database.read(reporting.verify, other).verdict is Verdict.UNKNOWN


def test_a_signed_report_is_genuine_and_so_is_what_was_signed(database: Database, case: CaseFile) -> None:
    certificate = Certificate(content=certificate_file(), passphrase="secret", reason="Issued", place="Yazd")
    issued, (signed,) = reporting.issue(
        database, case.case.id, ENGLISH, letterhead=LETTERHEAD, certificate=certificate
    )
    assert b"/ETSI.CAdES.detached" in signed.pdf
    assert issued.pdf_sha256 == ledger.sha256(signed.pdf)
    assert database.read(reporting.verify, signed.pdf).verdict is Verdict.GENUINE
    assert reporting.reprint(database, issued.id) == (signed,)


@pytest.mark.parametrize("reviewer", ["", "leila  KARIMI", "Test Advisor"])
def test_an_office_that_wants_a_review_issues_nothing_its_author_reviewed(
    database: Database, case: CaseFile, reviewer: str
) -> None:
    terms = replace(ENGLISH, reviewer=reviewer)
    with pytest.raises(ReviewerNeeded):
        reporting.issue(database, case.case.id, terms, letterhead=LETTERHEAD, review_required=True)
    assert database.read(reporting.issued, case.case.id) == ()
    terms = replace(ENGLISH, reviewer="Sara Lind")
    issued, (rendered,) = reporting.issue(database, case.case.id, terms, letterhead=LETTERHEAD, review_required=True)
    assert issued.reviewer == "Sara Lind"
    assert "Sara Lind" in text_of(rendered.pdf)


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if not kind.can_be_issued])
def test_what_nobody_signs_is_not_issued_but_printed(database: Database, case: CaseFile, kind: ReportKind) -> None:
    terms = replace(ENGLISH, kind=kind)
    with pytest.raises(CannotIssue) as refusal:
        reporting.issue(database, case.case.id, terms, letterhead=LETTERHEAD)
    assert "%" not in error_text(catalog("en"), refusal.value)
    assert reporting.draft(database, (case.case.id,), terms, letterhead=LETTERHEAD).pages >= 1


def test_blank_forms_are_printed_without_a_case(database: Database) -> None:
    terms = replace(PERSIAN, kind=ReportKind.VISIT_KIT)
    assert reporting.draft(database, (), terms, letterhead=LETTERHEAD).pages >= 1


def test_the_version_before_is_told_apart_by_kind_and_read_by_the_same_audience(
    database: Database, case: CaseFile
) -> None:
    def before(kind: ReportKind, audience: Audience = Audience.FULL) -> Previous | None:
        return database.read(ledger.previous, case.case.id, kind, audience)

    assert before(ReportKind.CONSULTATION) is None
    reporting.issue(database, case.case.id, ENGLISH, letterhead=LETTERHEAD)
    reporting.issue(database, case.case.id, replace(ENGLISH, kind=ReportKind.SUMMARY), letterhead=LETTERHEAD)
    consultation, follow_up = before(ReportKind.CONSULTATION), before(ReportKind.FOLLOW_UP)
    assert consultation is not None
    assert follow_up is not None
    assert (consultation.version, consultation.file.enterprise.name) == (1, "Mehr Tile")
    assert follow_up.version == 2
    told = before(ReportKind.CONSULTATION, Audience.MINISTRY)
    assert told is not None
    assert told.file.enterprise.name == Mask(case).enterprise
    assert before(ReportKind.VISIT_NOTE) is None


def test_what_was_printed_into_a_report_is_no_report(database: Database, case: CaseFile) -> None:
    reporting.issue(database, case.case.id, ENGLISH, letterhead=replace(LETTERHEAD, logo=PNG))
    assert database.read(reporting.verify, PNG).verdict is Verdict.UNKNOWN


def test_of_two_who_issue_at_once_one_is_told_and_leaves_no_file(
    database: Database, case: CaseFile, tmp_path: Path
) -> None:
    first, second = (
        reporting.prepared(database, case.case.id, terms, letterhead=LETTERHEAD) for terms in (ENGLISH, PERSIAN)
    )
    issued = reporting.entered(database, first, (tmp_path / "a.pdf",))
    with pytest.raises(Stale):
        reporting.entered(database, second, (tmp_path / "b.pdf",))
    assert [path.name for path in tmp_path.glob("*.p*")] == ["a.pdf"]
    assert database.read(reporting.issued, case.case.id) == (issued,)


def test_copies_of_which_one_cannot_be_written_leave_none(database: Database, case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "r-2.pdf").mkdir()
    (tmp_path / "r-2.pdf" / "file").write_text("in the way")
    terms = replace(ENGLISH, copies=2)
    ready = reporting.prepared(database, case.case.id, terms, letterhead=LETTERHEAD)
    assert len(ready.copies) == 2
    with pytest.raises(CannotWrite):
        reporting.entered(database, ready, (tmp_path / "r-1.pdf", tmp_path / "r-2.pdf" / "file" / "r.pdf"))
    assert database.read(reporting.issued, case.case.id) == ()
    assert not (tmp_path / "r-1.pdf").exists()
