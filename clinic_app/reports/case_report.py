"""The consultation report of one case: its chapters, their numbers, and the pages in front of them."""

from collections.abc import Callable, Iterable

from clinic_app.domain.casefile import CaseFile
from clinic_app.reports.blocks import Heading
from clinic_app.reports.desk import Desk, Story
from clinic_app.reports.sections.advice import recommendations
from clinic_app.reports.sections.annexes import annexes
from clinic_app.reports.sections.areas import areas
from clinic_app.reports.sections.closing import declarations, signatures
from clinic_app.reports.sections.control import control
from clinic_app.reports.sections.cover import cover
from clinic_app.reports.sections.diagnosis import diagnosis
from clinic_app.reports.sections.enterprise import enterprise
from clinic_app.reports.sections.impact import impact
from clinic_app.reports.sections.plan import plan
from clinic_app.reports.sections.problems import problems
from clinic_app.reports.sections.referrals import referrals
from clinic_app.reports.sections.request import request
from clinic_app.reports.sections.risks import risks
from clinic_app.reports.sections.summary import summary

CHAPTERS: tuple[Callable[[Desk, CaseFile], Story], ...] = (
    summary,
    request,
    enterprise,
    diagnosis,
    problems,
    areas,
    recommendations,
    plan,
    referrals,
    impact,
    risks,
    declarations,
    signatures,
)


def story(desk: Desk, file: CaseFile) -> Story:
    """Cover, document control with the list of contents, then the chapters by number and the annexes by letter."""
    told = [block for chapter in CHAPTERS for block in chapter(desk, file)]
    added = annexes(desk, file)
    chapters = [*_numbered(desk, told, _numbers(desk)), *_numbered(desk, added, _letters(desk))]
    return [*cover(desk, file), *control(desk, file, chapters), *told, *added]


def _numbered(desk: Desk, told: Story, signs: Iterable[str]) -> list[tuple[str, Heading]]:
    """The headings of the chapters, each now with its sign in front."""
    headings = [each for each in told if isinstance(each, Heading) and each.level == 0]
    chapters = list(zip(signs, headings, strict=False))
    for sign, heading in chapters:
        heading.put_number(desk, sign)
    return chapters


def _numbers(desk: Desk) -> list[str]:
    return [desk.number(number) for number in range(1, len(CHAPTERS) + 1)]


def _letters(desk: Desk) -> list[str]:
    return list(["الف", "ب", "پ", "ت", "ث"] if desk.sheet.is_rtl else "ABCDE")
