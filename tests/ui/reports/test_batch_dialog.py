"""Documents of many cases: a folder, one file, the ledger, and what was refused."""

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.domain.casefile import ReportKind
from clinic_app.domain.summary import CaseQuery
from clinic_app.services import casefile, cases, trash
from clinic_app.storage.database import Database
from clinic_app.ui.context import Context
from clinic_app.ui.reports.batch_dialog import BatchDialog
from tests.factories import saved_case
from tests.ui.conftest import ScriptedDialogs
from tests.ui.reports.conftest import DRAWN_MS, words_of


@pytest.fixture
def keys(database: Database) -> list[UUID]:
    return [saved_case(database, title=f"Case {name}", enterprise=f"Firm {name}").id for name in "ABC"]


Open = Callable[..., BatchDialog]


@pytest.fixture
def open_batch(qtbot: QtBot, context: Context, keys: list[UUID]) -> Open:
    def make(chosen: Sequence[UUID] = (), on: Context | None = None) -> BatchDialog:
        made = BatchDialog(on or context, CaseQuery(), chosen)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def _made(qtbot: QtBot, dialog: BatchDialog) -> str:
    dialog.start_button.click()
    qtbot.waitUntil(lambda: dialog.start_button.isEnabled() and dialog.bar.isVisible(), timeout=DRAWN_MS)
    return dialog.bar.text()


def test_the_chosen_cases_come_first_and_the_whole_list_is_offered(open_batch: Open, keys: list[UUID]) -> None:
    dialog = open_batch(keys[:2])
    assert dialog.chosen_ids() == keys[:2]
    dialog.scope.button(1).click()
    assert sorted(dialog.chosen_ids()) == sorted(keys)
    assert sorted(open_batch().chosen_ids()) == sorted(keys)


def test_drafts_go_into_a_folder(
    qtbot: QtBot, open_batch: Open, keys: list[UUID], dialogs: ScriptedDialogs, tmp_path: Path, database: Database
) -> None:
    dialogs.will_answer(tmp_path)
    dialog = open_batch(keys[:2])
    assert _made(qtbot, dialog) == "2 files were written."
    files = sorted(tmp_path.glob("*.pdf"))
    assert sorted(dialog.results.rows()) == [f"\u2066{file.name}\u2069" for file in files]
    assert "DRAFT" in words_of(files[0])
    assert database.read(casefile.load, keys[0]).issues == ()


def test_issuing_many_is_asked_and_entered(
    qtbot: QtBot, open_batch: Open, keys: list[UUID], dialogs: ScriptedDialogs, tmp_path: Path, database: Database
) -> None:
    dialog = open_batch(keys)
    dialog.standing.button(1).click()
    dialogs.will_answer(False)
    dialog.start_button.click()
    assert "3 reports will get their numbers" in dialogs.asked[-1]
    dialogs.will_answer(True, tmp_path)
    assert _made(qtbot, dialog) == "3 files were written."
    assert [len(database.read(casefile.load, key).issues) for key in keys] == [1, 1, 1]


def test_what_is_refused_is_named_by_case(
    qtbot: QtBot, open_batch: Open, make_context: Callable[..., Context], keys: list[UUID], dialogs: ScriptedDialogs,
    tmp_path: Path, database: Database,
) -> None:  # fmt: skip
    dialog = open_batch(keys[:1], make_context(review="required"))
    dialog.standing.button(1).click()
    dialogs.will_answer(True, tmp_path)
    assert "1 case was refused." in _made(qtbot, dialog)
    number = database.read(cases.get, keys[0]).number
    assert number in dialog.results.rows()[0]
    assert "reviewer" in dialog.results.rows()[0]


def test_one_file_holds_them_all(
    qtbot: QtBot, open_batch: Open, keys: list[UUID], dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialog = open_batch(keys[:2])
    dialog.form.button(1).click()
    dialogs.will_answer(tmp_path / "all.pdf")
    assert _made(qtbot, dialog) == "1 file was written."
    words = words_of(tmp_path / "all.pdf")
    assert "Firm A" in words
    assert "Firm B" in words


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind.is_of_many])
def test_a_document_of_many_is_one_file(
    qtbot: QtBot, open_batch: Open, keys: list[UUID], dialogs: ScriptedDialogs, tmp_path: Path, kind: ReportKind
) -> None:
    dialog = open_batch(keys)
    dialog.options.choose(kind=kind)
    assert not dialog.standing.button(1).isEnabled()
    dialogs.will_answer(tmp_path / "many")
    assert _made(qtbot, dialog) == "1 file was written."
    assert (tmp_path / "many.pdf").read_bytes().startswith(b"%PDF")


def test_a_batch_that_is_stopped_leaves_nothing(
    qtbot: QtBot, open_batch: Open, keys: list[UUID], dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = open_batch(keys)
    dialogs.will_answer(folder)
    dialog.start_button.click()
    dialog.busy.cancelled.emit()
    qtbot.waitUntil(dialog.start_button.isEnabled, timeout=DRAWN_MS)
    assert list(folder.iterdir()) == []


def test_a_case_that_is_gone_meanwhile_does_not_stop_the_others(
    qtbot: QtBot, open_batch: Open, keys: list[UUID], dialogs: ScriptedDialogs, tmp_path: Path, database: Database
) -> None:
    dialog = open_batch(keys)
    database.do(trash.remove, "cases", keys[0])
    dialogs.will_answer(tmp_path)
    told = _made(qtbot, dialog)
    assert told.startswith("2 files were written.")
    assert "1 case was refused." in told
