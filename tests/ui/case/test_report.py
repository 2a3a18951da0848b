"""The report section of a case, and the way from it to the pages."""

from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.case.report import ReportSection
from tests.ui.case.conftest import TRAINING, OpenPage, case_id_of
from tests.ui.conftest import ScriptedDialogs


def test_the_page_hands_its_case_to_the_dialog(open_page: OpenPage, dialogs: ScriptedDialogs) -> None:
    page = open_page(TRAINING)
    dialogs.will_answer(lambda asked: asked.case.id == case_id_of(page))
    section = page.section_of(SectionKey.REPORT)
    assert isinstance(section, ReportSection)
    section.open_button.click()
    assert dialogs.asked == ["ReportDialog"]
