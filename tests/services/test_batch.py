"""Many reports at once: all or nothing on a stop, nothing replaced, and what is refused is named."""

from pathlib import Path
from uuid import UUID, uuid4

import pikepdf
import pypdfium2
import pytest

from clinic_app.errors import Cancelled, CannotWrite, NotFound, ReviewerNeeded
from clinic_app.reports.binding import bound
from clinic_app.reports.document import Letterhead
from clinic_app.services import reporting
from clinic_app.services.batch import BatchResult, batch
from clinic_app.services.progress import Progress
from clinic_app.services.terms import Terms
from clinic_app.storage.database import Database
from tests.factories import saved_case
from tests.reports.checking import archive_faults

TERMS = Terms(languages=("en",))
LETTERHEAD = Letterhead(clinic_name="Isfahan SME Clinic")


@pytest.fixture
def three(database: Database) -> tuple[UUID, ...]:
    return tuple(saved_case(database, f"Tiles crack {n}.", title=f"Case {n}", advisor="Leila").id for n in "abc")


def run(
    database: Database, keys: tuple[UUID, ...], target: Path, progress: Progress | None = None, **more: bool
) -> BatchResult:
    known = {"merged": False, "issue": False} | more
    return batch(
        database, keys, TERMS, letterhead=LETTERHEAD, target=target, progress=progress or Progress(), **known
    )


def test_each_case_gets_a_file_and_none_is_replaced(
    database: Database, three: tuple[UUID, ...], tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    folder = tmp_path / "new" / "reports"
    first = run(database, three, folder, Progress(lambda done, total: seen.append((done, total))))
    assert [path.name for path in first.files] == [f"1403-ESF-000{n}-consultation-en-draft.pdf" for n in (1, 2, 3)]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    before = first.files[0].read_bytes()
    second = run(database, three[:1], folder)
    assert second.files[0].name == "1403-ESF-0001-consultation-en-draft (2).pdf"
    assert first.files[0].read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        path.name for path in (*first.files, *second.files)
    )


def test_issuing_many_enters_each_with_its_own_number(
    database: Database, three: tuple[UUID, ...], tmp_path: Path
) -> None:
    found = run(database, three, tmp_path / "out", issue=True)
    assert [path.name for path in found.files] == [f"1403-ESF-000{n}-consultation-en-v1.pdf" for n in (1, 2, 3)]
    for key, path in zip(three, found.files, strict=True):
        (entry,) = database.read(reporting.issued, key)
        assert database.read(reporting.verify, path.read_bytes()).issue == entry


def test_a_stop_leaves_nothing_behind(database: Database, three: tuple[UUID, ...], tmp_path: Path) -> None:
    for merged in (False, True):
        progress = Progress()

        def stop(done: int, total: int, progress: Progress = progress) -> None:
            progress.cancelled = done == 2

        progress._on_step = stop
        folder = tmp_path / f"out-{merged}"
        target = folder / "all.pdf" if merged else folder
        with pytest.raises(Cancelled):
            run(database, three, target, progress, issue=True, merged=merged)
        assert not folder.exists()
    assert [database.read(reporting.issued, key) for key in three] == [(), (), ()]


def test_one_file_holds_all_with_an_entry_a_case_and_working_links(
    database: Database, three: tuple[UUID, ...], tmp_path: Path
) -> None:
    target = tmp_path / "all.pdf"
    assert run(database, three, target, merged=True).files == (target,)
    single = reporting.draft(database, three[:1], TERMS, letterhead=LETTERHEAD)
    text = pypdfium2.PdfDocument(target)
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == len(text) >= 3 * single.pages
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [f"1403-ESF-000{n}" for n in (1, 2, 3)]
            assert all(item.children for item in outline.root)
        pages = {page.obj.objgen for page in pdf.pages}
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ()) if "/Dest" in link]
        assert all(isinstance(link.Dest, pikepdf.Array) and link.Dest[0].objgen in pages for link in links)
    words = "".join(page.get_textpage().get_text_range() for page in text)
    assert all(f"Tiles crack {n}." in words for n in "abc")


def test_the_tags_of_a_bound_file_lead_to_its_own_pages(
    database: Database, three: tuple[UUID, ...], tmp_path: Path
) -> None:
    target = tmp_path / "all.pdf"
    run(database, three, target, merged=True)
    with pikepdf.open(target) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(set(keys))
        owners = dict(zip(keys, numbers[1::2], strict=True))
        for page in pdf.pages:
            owned = [owner for owner in owners[int(page.obj.StructParents)] if "/Pg" in owner]
            assert owned
            assert any(owner.Pg.objgen == page.obj.objgen for owner in owned)
        assert len(tree.K.K) == 3


def test_what_is_refused_is_named_and_the_others_are_printed(
    database: Database, three: tuple[UUID, ...], tmp_path: Path
) -> None:
    gone = uuid4()
    found = run(database, (three[0], gone, three[1]), tmp_path)
    assert len(found.files) == 2
    ((name, error),) = found.refused
    assert (name, type(error)) == (str(gone), NotFound)
    found = run(database, three, tmp_path / "b", issue=True, review_required=True)
    assert found.files == ()
    assert [(name, type(error)) for name, error in found.refused] == [
        (f"1403-ESF-000{n}", ReviewerNeeded) for n in (1, 2, 3)
    ]


def test_a_folder_that_cannot_be_made_is_told(database: Database, three: tuple[UUID, ...], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        run(database, three, tmp_path / "file" / "reports")


@pytest.mark.parametrize("merged", [False, True])
def test_a_full_disk_is_told_of_the_folder_that_was_named_and_leaves_nothing(
    merged: bool, database: Database, three: tuple[UUID, ...], tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")  # not on Windows
    folder = tmp_path / "out"
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, usual[1]))  # no file may grow beyond 1000 bytes
    try:
        with pytest.raises(CannotWrite) as told:
            run(database, three, folder / "all.pdf" if merged else folder, merged=merged)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert told.value.details == {"path": str(folder), "reason": "no-space"}
    assert not folder.exists()


def test_a_bound_file_of_issued_reports_holds_what_the_ledger_keeps(
    database: Database, three: tuple[UUID, ...], tmp_path: Path
) -> None:
    target = tmp_path / "all.pdf"
    found = run(database, three, target, issue=True, merged=True)
    assert found.files == (target,)
    assert [(issue.number, issue.version) for issue in found.issues] == [(f"1403-ESF-000{n}", 1) for n in (1, 2, 3)]
    text = pypdfium2.PdfDocument(target)
    words = "".join(page.get_textpage().get_text_range() for page in text)
    assert all(issue.code in words for issue in found.issues)
    kept = [reporting.reprint(database, issue.id)[0] for issue in found.issues]
    assert found.pages == (sum(report.pages for report in kept),) == (len(text),)
    assert archive_faults(target.read_bytes()) == []


def test_the_same_documents_are_bound_into_the_same_bytes(database: Database, three: tuple[UUID, ...]) -> None:
    documents = [(str(key), reporting.draft(database, (key,), TERMS, letterhead=LETTERHEAD).pdf) for key in three[:2]]
    assert bound(documents, language="en", title="Reports") == bound(documents, language="en", title="Reports")
