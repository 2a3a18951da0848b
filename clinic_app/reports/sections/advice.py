"""Options considered and recommendations: what comes quickly first, each with its grounds and how to carry it out."""

from collections.abc import Sequence

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import Recommendation
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import TITLE, beside, chapter, rest_of_title, section, subsection, told_under
from clinic_app.reports.contents import Linked
from clinic_app.reports.desk import Desk, Story, excerpt, scale, words
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.tables import Cell, Column, Fact, facts, table

_OVERVIEW = 3  # recommendations from which on a table of them helps

Numbered = tuple[int, Recommendation]


def recommendations(desk: Desk, file: CaseFile) -> Story:
    """An overview, the quick wins, then the others; numbers are the advisor's order."""
    _ = desk.catalog.text
    heading = chapter(desk, _("Options and recommendations"), "advice")
    if not file.recommendations:
        return [*heading, words(desk, _("There is no recommendation yet."), desk.sheet.note)]
    listed = list(enumerate(file.recommendations, 1))
    quick = [each for each in listed if each[1].is_quick_win]
    others = [each for each in listed if not each[1].is_quick_win]
    if not (quick and others):
        return [*heading, *_overview(desk, listed), *_told(desk, file, listed, is_grouped=False)]
    return [
        *heading,
        *_overview(desk, listed),
        *section(desk, _("Quick wins")),
        *_told(desk, file, quick, is_grouped=True),
        *section(desk, _("Other recommendations")),
        *_told(desk, file, others, is_grouped=True),
    ]


def _overview(desk: Desk, listed: Sequence[Numbered]) -> Story:
    """Cost against difficulty at a glance; each line leads to its recommendation."""
    _, catalog = desk.catalog.text, desk.catalog
    if len(listed) < _OVERVIEW:
        return []
    rows: list[list[Cell]] = [
        [
            desk.number(place),
            [Linked(desk, excerpt(advice.title, TITLE)[0], desk.sheet.cell, f"advice-{place}")],
            label(catalog, advice.cost) or "–",
            scale(desk, advice.difficulty) or "–",
            _("Yes") if advice.is_quick_win else "–",
        ]
        for place, advice in listed
    ]
    columns = (
        Column(_("No."), 0.7),
        Column(field(catalog, "recommendation_id"), 5.2),
        Column(field(catalog, "cost"), 1.8),
        Column(field(catalog, "difficulty"), 1.7),
        Column(field(catalog, "is_quick_win"), 1.3),
    )
    return table(desk, columns, rows)


def _told(desk: Desk, file: CaseFile, listed: Sequence[Numbered], *, is_grouped: bool) -> Story:
    return [part for each in listed for part in _recommendation(desk, file, each, is_grouped=is_grouped)]


def _recommendation(desk: Desk, file: CaseFile, numbered: Numbered, *, is_grouped: bool) -> Story:
    place, advice = numbered
    catalog = desk.catalog
    solved: Story = [
        Linked(desk, f"{desk.number(number)}. {title_of(problem)}", desk.sheet.cell, f"problem-{number}")
        for number, problem in enumerate(file.problems, 1)
        if problem.id in advice.problem_ids
    ]
    known = [
        Fact(field(catalog, "cost"), label(catalog, advice.cost)),
        Fact(field(catalog, "difficulty"), scale(desk, advice.difficulty)),
        Fact(field(catalog, "is_quick_win"), catalog.text("Yes") if advice.is_quick_win and not is_grouped else ""),
    ]
    head = subsection if is_grouped else section
    texts = ("how", "rationale", "benefit", "alternatives")
    return [
        *head(desk, f"{desk.number(place)}. {advice.title}", f"advice-{place}"),
        *rest_of_title(desk, advice.title),
        *facts(desk, known),
        *(part for name in texts for part in told_under(desk, field(catalog, name), getattr(advice, name))),
        *beside(desk, field(catalog, "problem_ids"), solved),
    ]
