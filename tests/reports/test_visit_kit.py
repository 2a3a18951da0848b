"""The visit kit: what is known is filled in, everything else is a blank to write on, each form on its page."""

from clinic_app.domain.assessment import instrument
from clinic_app.domain.casefile import ReportKind
from clinic_app.i18n.catalog import catalog
from clinic_app.i18n.labels import field
from clinic_app.reports.document import Paper
from tests.reports.cases import whole
from tests.reports.orders import LANGUAGES, printed, said
from tests.reports.printing import pages_of
from tests.reports.test_case_report import squeezed


def test_what_is_known_of_the_enterprise_need_not_be_asked_again() -> None:
    text = said([whole()], ReportKind.VISIT_KIT)
    for known in ("Mehr Tile", "10380284790", "Isfahan", "Maryam Sadeghi", "Leila Karimi", "1403-ESF-0001"):
        assert known in text


def test_without_a_case_all_forms_are_blank() -> None:
    text = said([], ReportKind.VISIT_KIT)
    assert "Mehr Tile" not in text
    for form in (
        "Request and contact",
        "Problem sheet",
        "Visit log",
        "Action list",
        "Consent of the client",
        "Photo list",
    ):
        assert form in text


def test_every_question_of_the_scorecard_is_asked_in_every_language() -> None:
    for language in LANGUAGES:
        text = said([], ReportKind.VISIT_KIT, language)
        joined = text.replace(" ", "")
        for item in instrument().items.values():
            assert item.text[language].replace(" ", "") in joined or _in_order(item.text[language], text)


def _in_order(wanted: str, text: str) -> bool:
    """All words of a question are there; where lines break, readers may put other cells between them."""
    return all(word in text for word in wanted.split())


def test_every_year_figure_has_a_line() -> None:
    text = said([], ReportKind.VISIT_KIT)
    for name in ("turnover", "export_value", "profit", "full_time", "scrap_share", "overdue_bank_debt"):
        assert field(catalog("en"), name) in text


def test_each_form_keeps_to_its_page() -> None:
    for language in LANGUAGES:
        for paper in Paper:
            for files in ([], [whole()]):
                pages = [
                    squeezed(page)
                    for page in pages_of(printed(files, ReportKind.VISIT_KIT, language, paper=paper).pdf)
                ]
                sheet = set(catalog(language).text("Problem sheet").split())
                assert [number for number, page in enumerate(pages) if sheet <= set(page.split())] == [1, 2]
                scorecard = instrument().label[language]
                assert scorecard in pages[3]
