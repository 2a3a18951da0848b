"""What every test gets: its own home folder, a real clinic file, and a failure for every unexpected warning."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any Qt import: without a display Qt aborts

import hypothesis
import pytest

from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.storage.database import Database, open_database

# Every everyday run tries the same examples, so that a red one can be repeated; CLINIC_FUZZ=1 tries new ones.
hypothesis.settings.register_profile("everyday", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("fuzz" if os.environ.get("CLINIC_FUZZ") else "everyday")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_log: the test provokes warnings in the log on purpose")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    if request.node.get_closest_marker("expects_log") is None:
        assert collector.lines == []


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own: no test reads or writes the user's."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CLINIC_HOME", str(folder))
    monkeypatch.delenv("CLINIC_DATABASE", raising=False)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty clinic file, open."""
    opened = open_database(tmp_path / "clinic.db", create=True, actor="Test Advisor")
    yield opened
    opened.close()


@pytest.fixture
def english() -> Catalog:
    return catalog("en")


@pytest.fixture
def persian() -> Catalog:
    return catalog("fa")


@pytest.fixture
def korean() -> Catalog:
    return catalog("ko")
