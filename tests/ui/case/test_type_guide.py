"""What is typical of a type: shown in the language on screen, copied, taken over as the cause."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import problem_types
from clinic_app.i18n.catalog import catalog
from clinic_app.settings import LANGUAGES
from clinic_app.ui.case.bands import Band
from clinic_app.ui.case.page import CasePage
from clinic_app.ui.case.type_guide import TypeGuide
from tests.ui.case.conftest import TRAINING, OpenPage, problem_section


def _buttons(guide: TypeGuide, tooltip: str) -> list[QToolButton]:
    return [
        each for each in guide.findChildren(QToolButton) if each.toolTip() == tooltip and each.parent() is not None
    ]


def _ready(qtbot: QtBot, page: CasePage) -> TypeGuide:
    section = problem_section(page)
    qtbot.waitUntil(lambda: section.panel.band is Band.SUGGESTED, timeout=10_000)
    section.foot.guide_fold.set_open(True)
    return section.foot.guide


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_typical_stands_there_in_the_language_of_the_window(qtbot: QtBot, language: str) -> None:
    guide = TypeGuide(catalog(language))
    qtbot.addWidget(guide)
    guide.show()
    assert len(guide.texts()) == 1  # the hint
    guide.show_type("5.07")
    kind = problem_types()["5.07"]
    said = guide.texts()
    assert kind.label[language] in said[0]
    for part in (kind.questions, kind.causes, kind.remedies):
        assert set(part[language]) <= set(said)
    guide.show_type("")
    assert len(guide.texts()) == 1


def test_the_likeliest_type_is_shown_until_one_is_chosen(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page(TRAINING)
    guide = _ready(qtbot, page)
    assert guide.texts()[0].startswith("2.")
    problem_section(page).form.choose_type("4.01")
    assert guide.texts()[0].startswith("4.01")


def test_a_typical_cause_is_put_behind_what_stands_there(qtbot: QtBot, open_page: OpenPage) -> None:
    page = open_page(TRAINING)
    guide = _ready(qtbot, page)
    section = problem_section(page)
    section.form.choose_type("4.01")
    first, second = problem_types()["4.01"].causes["en"]
    for button in _buttons(guide, "Take over as the root cause")[-2:]:
        button.click()
    assert section.form.form.read().root_cause == f"{first}\n{second}"
    with qtbot.waitSignal(section.keeper.saved, timeout=3_000):
        pass


def test_a_question_is_copied(qtbot: QtBot) -> None:
    guide = TypeGuide(catalog("en"))
    qtbot.addWidget(guide)
    guide.show_type("1.08")
    _buttons(guide, "Copy")[0].click()
    assert QGuiApplication.clipboard().text() == problem_types()["1.08"].questions["en"][0]
