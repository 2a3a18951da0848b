"""What opening a case costs: no section is imported or built before it is wanted."""

import subprocess
import sys
from pathlib import Path

from clinic_app.ui.case.lacks import SectionKey

_OPENED = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from clinic_app.i18n.catalog import catalog
from clinic_app.settings import Settings
from clinic_app.storage.database import open_database
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.changes import Changes
from clinic_app.ui.context import Context
from clinic_app.ui.dialogs import Dialogs
from clinic_app.ui.jobs import Jobs
from tests.factories import saved_case
database, jobs = open_database(sys.argv[1], create=True), Jobs()
page = CasePage(Context(database=database, settings=Settings(), jobs=jobs, changes=Changes(database),
                        catalog=catalog("en"), dialogs=Dialogs(catalog("en"))))
page.show_case(saved_case(database, "Nobody teaches the operators.").id)
page.show()
app.processEvents()
print(*(name for name in sys.argv[2].split() if name in sys.modules))
jobs.finish()
"""


def test_opening_a_case_brings_along_no_section_but_the_one_shown(tmp_path: Path) -> None:
    part = "clinic_app.ui.case."
    sections = [f"{part}{key.value}" for key in SectionKey]
    others = ["PySide6.QtPdf", "reportlab", "puremagic", "clinic_app.ui.reports.dialog", f"{part}item_row"]
    ran = subprocess.run(
        [sys.executable, "-c", _OPENED, str(tmp_path / "clinic.db"), " ".join((*sections, *others))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.split() == [f"{part}problems"], ran.stderr[-800:]
