"""The diagnosis: the scorecard as wheel and table, strengths and weaknesses, and what acts from outside."""

from collections.abc import Sequence

from reportlab.platypus import Spacer

from clinic_app.domain.assessment import (
    STRONG,
    WEAK,
    Assessment,
    Blank,
    Change,
    Strength,
    Weakness,
    strengths,
    weaknesses,
)
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.formats import percent
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, figure, section, told_under, topic
from clinic_app.reports.contents import Linked
from clinic_app.reports.desk import Desk, Story, quoted, words
from clinic_app.reports.floating import Floating
from clinic_app.reports.radar import LEAST_SPOKES, Radar, ScoreBar, Spoke
from clinic_app.reports.sections.scores import Standing, gained, named, standings
from clinic_app.reports.styles import TINT
from clinic_app.reports.tables import Cell, Column, grid, items, labelled, table, together

_BAR = 92.0
_WEAKEST = 7  # weaknesses with their advice; the rest stands in the annex
_SQUARE = 300.0  # points: higher ones are parted between pages
_STRONGEST = 8  # strengths that are told; the rest stands in the annex
_CORNERS = (("strengths", "weaknesses"), ("opportunities", "threats"))


def diagnosis(desk: Desk, file: CaseFile) -> Story:
    """Scorecard, SWOT and external factors, as far as they are there."""
    _, case = desk.catalog.text, file.case
    heading = chapter(desk, _("Diagnosis"), "diagnosis")
    told = [
        *_scorecard(desk, file),
        *_swot(desk, file),
        *told_under(desk, field(desk.catalog, "external_factors"), case.external_factors),
    ]
    if not told:
        return [*heading, words(desk, _("No scorecard and no analysis of strengths is recorded."), desk.sheet.note)]
    return [*heading, *told]


def _scorecard(desk: Desk, file: CaseFile) -> Story:
    _ = desk.catalog.text
    if not file.assessments:
        return []
    before, after = standings(file)
    about = [*section(desk, _("Scorecard")), *_assessments(desk, file.assessments)]
    if before is None:
        return about
    newest = after or before
    return [
        *about,
        *_floating(_wheel(desk, before, after), _scores(desk, before, after)),
        words(desk, _counting(desk, newest), desk.sheet.note),
        *_weak(desk, file, weaknesses(newest.answers, newest.instrument)),
        *_strong(desk, strengths(newest.answers, newest.instrument)),
    ]


def _floating(wheel: Story, scores: Story) -> Story:
    return [Floating(wheel, scores[0]), *scores[1:]] if wheel else scores


def _assessments(desk: Desk, assessments: Sequence[Assessment]) -> Story:
    """Each filling-in: when, by whom, with whom."""
    catalog, language = desk.catalog, desk.catalog.language
    told: Story = []
    for each in sorted(assessments, key=lambda each: each.assessed_on):
        head = " · ".join((label(catalog, each.occasion), formats.both_days(each.assessed_on, language)))
        people = [(field(catalog, name), getattr(each, name)) for name in ("respondent", "assessor")]
        told += [words(desk, head, desk.sheet.cell_strong), *labelled(desk, people)]
        told += [quoted(desk, each.notes, desk.sheet.cell)] if each.notes.strip() else []
    return [*told, Spacer(1, 4)]


def _wheel(desk: Desk, before: Standing, after: Standing | None) -> Story:
    """The radar, where there are enough dimensions with an answer."""
    _, catalog = desk.catalog.text, desk.catalog
    later = {each.dimension: each.percent for each in after.scores} if after else {}
    spokes = [
        Spoke(named(desk, dimension), score.percent, later.get(score.dimension))
        for dimension, score in zip(before.instrument.dimensions, before.scores, strict=True)
    ]
    known = [spoke for spoke in spokes if spoke.before is not None or spoke.after is not None]
    if len(known) < LEAST_SPOKES:
        return []
    legend = None
    if after is not None:
        first, last = (
            (label(catalog, each.assessment.occasion), each.assessment.assessed_on) for each in (before, after)
        )
        legend = tuple(f"{name} {formats.day(day, catalog.language)}" for name, day in (first, last))
    told = catalog.text("; ").join(f"{spoke.name}: {_told(desk, spoke)}" for spoke in spokes)
    drawn = Radar(desk, spokes, legend, told)  # type: ignore[arg-type]
    drawn.hAlign = "CENTER"
    caption = _("the scorecard by dimension, in percent; dashed: the limit of %(weak)s below which something is weak")
    return figure(desk, drawn, caption % {"weak": percent(WEAK, catalog.language)})


def _told(desk: Desk, spoke: Spoke) -> str:
    parts = [spoke.before] if spoke.after is None else [spoke.before, spoke.after]
    return " – ".join(percent(each, desk.catalog.language) or desk.catalog.text("not answered") for each in parts)


def _scores(desk: Desk, before: Standing, after: Standing | None) -> Story:
    """A line for each dimension and the mean of them; answered of asked, so that gaps are seen."""
    _, language = desk.catalog.text, desk.catalog.language
    newest = after or before
    later = {score.dimension: score for score in newest.scores}
    rows: list[list[Cell]] = []
    for dimension, score in zip(before.instrument.dimensions, before.scores, strict=True):
        now = later[score.dimension]
        rows.append(_line(desk, named(desk, dimension), (score.percent, now.percent), is_compared=after is not None))
        rows[-1].append(f"{desk.number(now.answered)} / {desk.number(now.asked)}")
    rows.append(_line(desk, _("All dimensions"), (before.overall, newest.overall), is_compared=after is not None))
    asked = sum(each.asked for each in newest.scores)
    rows[-1].append(
        f"{formats.number(sum(each.answered for each in newest.scores), language)} / {desk.number(asked)}"
    )
    compared = [Column(_("Before"), 1.2, is_figure=True), Column(_("After"), 1.2, is_figure=True)]
    columns = (
        Column(_("Dimension"), 3.6),
        Column("", 2.3),
        *(compared if after else [Column(_("Score"), 1.2, is_figure=True)]),
        *([Column(_("Change"), 1.3, is_figure=True)] if after else []),
        Column(_("Answered"), 1.4, is_figure=True),
    )
    last = [("BACKGROUND", (0, -1), (-1, -1), TINT), ("LINEABOVE", (0, -1), (-1, -1), 0.8, desk.sheet.accent)]
    return table(desk, columns, rows, extra=[("VALIGN", (0, 1), (-1, -1), "MIDDLE"), *last])


def _line(desk: Desk, name: str, values: tuple[float | None, float | None], *, is_compared: bool) -> list[Cell]:
    language = desk.catalog.language
    before, after = values
    unit = desk.width / (11.0 if is_compared else 8.5)
    bar = ScoreBar(desk, min(_BAR, 2.3 * unit - 10), before, after if is_compared else None)
    if not is_compared:
        return [name, [bar], percent(before, language) or "–"]
    points = Change(name, before, after).difference
    return [name, [bar], percent(before, language) or "–", percent(after, language) or "–", gained(desk, points)]


def _counting(desk: Desk, standing: Standing) -> str:
    """How many items count for nothing, and why; and that they are no zeros."""
    _ = desk.catalog.text
    scored = {item.code for item in standing.instrument.items.values() if not item.is_context}
    given = {answer.item: answer for answer in standing.answers}
    seen = [answer.blank for answer in standing.answers if answer.score is None and answer.item in scored]
    open_ = sum(code not in given for code in scored) + sum(blank is None for blank in seen)
    wording = _(
        "Each dimension weighs the same. Not seen: %(unseen)s, not applicable: %(exempt)s, not answered: %(open)s; "
        "none of these counts as zero."
    )
    return wording % {
        "unseen": desk.number(seen.count(Blank.NOT_SEEN)),
        "exempt": desk.number(seen.count(Blank.NOT_APPLICABLE)),
        "open": desk.number(open_),
    }


def told_weak(file: CaseFile) -> frozenset[str]:
    """The items whose advice stands in the diagnosis when there are annexes."""
    before, after = standings(file)
    newest = after or before
    found = weaknesses(newest.answers, newest.instrument)[:_WEAKEST] if newest else ()
    return frozenset(each.item.code for each in found)


def _weak(desk: Desk, file: CaseFile, found: Sequence[Weakness]) -> Story:
    """What lies under the limit, weakest first, each with what to do about it; the rest stands in the annex."""
    _, language = desk.catalog.text, desk.catalog.language
    if not found:
        return []
    shown = found[:_WEAKEST] if desk.order.with_annexes and file.answers else found
    left = len(found) - len(shown)
    wording = desk.catalog.plural(
        "%(n)s more stands in the annex, with its advice.", "%(n)s more stand in the annex, with their advice.", left
    )
    more = [Linked(desk, wording % {"n": desk.number(left)}, desk.sheet.note, "answers")] if left else []
    rows: list[list[Cell]] = [
        [each.item.text[language], percent(each.percent, language), each.item.advice[language]] for each in shown
    ]
    columns = (Column(_("What is weak"), 3.6), Column(_("Score"), 0.9, is_figure=True), Column(_("Advice"), 4.4))
    heading = _("Weaknesses: below %(weak)s") % {"weak": percent(WEAK, language)}
    return [*topic(desk, heading), *table(desk, columns, rows), *more]


def _strong(desk: Desk, found: Sequence[Strength]) -> Story:
    _, language = desk.catalog.text, desk.catalog.language
    told = [f"{each.item.text[language]} ({percent(each.percent, language)})" for each in found[:_STRONGEST]]
    heading = _("Strengths: from %(strong)s") % {"strong": percent(STRONG, language)}
    return [*topic(desk, heading), *items(desk, told)] if told else []


def _swot(desk: Desk, file: CaseFile) -> Story:
    """Strengths and weaknesses above, opportunities and threats below; empty fields say so."""
    if not any(getattr(file.case, name) for pair in _CORNERS for name in pair):
        return []
    rows = [[_corner(desk, file, name) for name in pair] for pair in _CORNERS]
    if desk.sheet.is_rtl:
        rows = [row[::-1] for row in rows]
    style = [
        ("BOX", (0, 0), (-1, -1), 0.8, desk.sheet.accent),
        ("INNERGRID", (0, 0), (-1, -1), 0.8, desk.sheet.accent),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
    ]
    drawn = grid(desk, rows, [desk.width / 2] * 2, style)
    title = desk.catalog.text("Strengths, weaknesses, opportunities, threats")
    return [*section(desk, title), Spacer(1, 2), *together([drawn], limit=_SQUARE), Spacer(1, 8)]


def _corner(desk: Desk, file: CaseFile, name: str) -> Cell:
    look = desk.sheet.topic.but(space_before=0)
    head = words(desk, field(desk.catalog, name), look)
    said = [text for text in getattr(file.case, name) if text.strip()]
    if not said:
        return [head, words(desk, desk.catalog.text("not recorded"), desk.sheet.label)]
    listed = items(desk, said, width=desk.width / 2 - 18)
    return [head, *listed[:-1]]
