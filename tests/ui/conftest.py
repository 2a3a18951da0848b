"""What the window's tests get: a context on a real clinic file, dialogs that answer, and no modal loop."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from clinic_app.i18n.catalog import catalog
from clinic_app.settings import Settings
from clinic_app.storage.database import Database
from clinic_app.ui import theme
from clinic_app.ui.changes import Changes
from clinic_app.ui.context import Context
from clinic_app.ui.dialogs import Dialogs
from clinic_app.ui.jobs import Jobs

# the last one: a link that leads to a page and not to a place on it, which QtPdf follows all the same
_HARMLESS = ("propagateSizeHints", "QFont::setPointSizeF", "link with invalid location")


class ScriptedDialogs(Dialogs):
    """Answers from a list instead of a person; what was asked is kept. No answer left fails the test."""

    def __init__(self) -> None:
        super().__init__(catalog("en"))
        self.answers: list[Any] = []
        self.asked: list[str] = []

    def will_answer(self, *answers: Any) -> None:
        """The answers to come, in order. An answer to ``run`` may be a function that is given the dialog."""
        self.answers.extend(answers)

    def _answer(self, question: str) -> Any:
        self.asked.append(question)
        assert self.answers, f"nobody expected to be asked: {question}"
        return self.answers.pop(0)

    def tell(self, parent: QWidget | None, message: str, *, detail: str = "") -> None:
        self.asked.append(message)

    def choose(self, parent: QWidget | None, question: str, **options: Any) -> int | None:
        answer = self._answer(question)
        return {True: 0, False: None}[answer] if isinstance(answer, bool) else answer

    def ask_text(self, parent: QWidget | None, question: str, **options: Any) -> str | None:
        return self._answer(question)

    def open_files(self, parent: QWidget | None, title: str, *, filters: str) -> list[Path]:
        return self._answer(title)

    def open_file(self, parent: QWidget | None, title: str, *, filters: str) -> Path | None:
        return self._answer(title)

    def save_file(self, parent: QWidget | None, title: str, **options: Any) -> Path | None:
        return self._answer(title)

    def pick_folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self._answer(title)

    def run(self, dialog: QDialog) -> bool:
        answer = self._answer(type(dialog).__name__)
        return bool(answer(dialog)) if callable(answer) else answer

    def open_outside(self, path: Path) -> bool:
        self.asked.append(str(path))
        return True


@pytest.fixture(autouse=True)
def _garbage_stays_on_this_thread() -> Iterator[None]:
    """Collect between the tests only: a worker that collects would destroy the widgets of earlier tests."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _no_modal_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object, *args: object) -> None:
        raise AssertionError(f"{type(self).__name__}.exec() would hang the tests: go through Dialogs")

    for kind in (QDialog, QMenu):
        monkeypatch.setattr(kind, "exec", refuse)


@pytest.fixture(autouse=True)
def _no_qt_warnings(qtlog: Any) -> Iterator[None]:
    yield
    loud = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    found = [record.message for record in qtlog.records if record.type in loud]
    assert [message for message in found if not any(known in message for known in _HARMLESS)] == []


@pytest.fixture
def dialogs() -> ScriptedDialogs:
    return ScriptedDialogs()


@pytest.fixture
def make_context(
    qapp: QApplication, database: Database, dialogs: ScriptedDialogs
) -> Iterator[Callable[..., Context]]:
    """A context in a language: ``make_context("fa")``. Keyword arguments are settings."""
    jobs: list[Jobs] = []

    def make(language: str = "en", **chosen: str) -> Context:
        settings = Settings(language=language, **{"theme": "light", "advisor": "Test Advisor", **chosen})
        theme.apply(qapp, language=language, theme=settings.theme)
        jobs.append(Jobs())
        return Context(
            database=database,
            settings=settings,
            jobs=jobs[-1],
            changes=Changes(database),
            catalog=catalog(language),
            dialogs=dialogs,
        )

    yield make
    for each in jobs:
        each.finish()
    theme.apply(qapp, language="en", theme="light")


@pytest.fixture
def context(make_context: Callable[..., Context]) -> Context:
    """A context in English on an empty clinic file."""
    return make_context()
