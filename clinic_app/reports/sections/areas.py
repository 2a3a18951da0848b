"""Which area of cooperation each problem belongs to, why the program says so, and what the advisor decided."""

from collections.abc import Sequence
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.match import Match, Reason, SuggestionKind
from clinic_app.domain.problem import Problem
from clinic_app.i18n import evidence, formats
from clinic_app.i18n.formats import digits
from clinic_app.i18n.labels import field, label, more, type_label
from clinic_app.reports.blocks import beside, chapter, section, told_under
from clinic_app.reports.charts import HeatRow, heat_map
from clinic_app.reports.desk import Desk, Story, area_spans, quoted, spans, words
from clinic_app.reports.sections.partners import partners
from clinic_app.reports.sections.summary import title_of
from clinic_app.reports.styles import AREA_COLOURS
from clinic_app.reports.tables import Fact, facts, panel, together
from clinic_app.reports.text.sanitise import isolate
from clinic_app.reports.text.style import Span

_KNOWN = 5  # lines of what is known beside the words of a problem


def areas(desk: Desk, file: CaseFile) -> Story:
    """The map of problems and areas, then the grounds for each problem."""
    _ = desk.catalog.text
    if not file.problems:
        return []
    explained = _(
        "Likelihood of each of the five areas, worked out from the words of the problem. "
        "A dot in a frame marks the area the advisor decided on."
    )
    if any(one.weight for match in file.matches for one in match.suggestion.contributions):
        explained = _(
            "Likelihood of each of the five areas, worked out from the words of the problem and, with less weight, "
            "from the scorecard and the figures. A dot in a frame marks the area the advisor decided on."
        )
    if not any(match.suggestion.ranking for match in file.matches):  # not told to this reader
        explained = _("A dot in a frame marks the area the advisor decided on.")
    partner = Fact(field(desk.catalog, "partner_country"), label(desk.catalog, file.case.partner_country))
    matched = [(place, each) for place, each in enumerate(file.problems, 1) if file.match_of(each.id) is not None]
    if not matched:
        none = words(desk, _("No problem has been matched to an area yet."), desk.sheet.note)
        return [*chapter(desk, _("Areas of cooperation"), "areas"), *facts(desk, [partner]), none]
    grounds = [part for place, each in matched for part in _problem(desk, file, each, place)]
    return [
        *together(
            [
                *chapter(desk, _("Areas of cooperation"), "areas"),
                *facts(desk, [partner]),
                words(desk, explained, desk.sheet.note),
                *heat_map(desk, [_heat_row(desk, file, problem) for problem in file.problems]),
            ],
            limit=desk.height * 0.45,
        ),
        *partners(desk, file),
        *grounds,
    ]


def _heat_row(desk: Desk, file: CaseFile, problem: Problem) -> HeatRow:
    match = file.match_of(problem.id)
    if match is None:
        return HeatRow(title_of(problem), {}, None, desk.catalog.text("not matched yet"))
    answer = match.suggestion.decision
    scores = {score.area: score.probability for score in match.suggestion.ranking}
    if answer is SuggestionKind.OUT_OF_SCOPE:
        scores = {}
    remark = "" if answer is SuggestionKind.SUGGESTED else _answer(desk, answer)
    return HeatRow(title_of(problem), scores, match.area, remark)


def _answer(desk: Desk, answer: SuggestionKind) -> str:
    _ = desk.catalog.text
    wording = {
        SuggestionKind.SUGGESTED: _("The program suggests"),
        SuggestionKind.UNSURE: _("The program is unsure"),
        SuggestionKind.OUT_OF_SCOPE: _("The program finds none of the five areas"),
    }
    return wording[answer]


def _problem(desk: Desk, file: CaseFile, problem: Problem, place: int) -> Story:
    _ = desk.catalog.text
    heading = section(desk, f"{desk.number(place)}. {title_of(problem)}")
    match = file.match_of(problem.id)
    if match is None:
        return []
    return [
        *heading,
        *_suggestion(desk, match),
        *_reasons(desk, match.suggestion.reasons),
        *_types(desk, match),
        *_evidence(desk, match),
        *_reworded(desk, problem, match),
        *_decision(desk, match),
        *_earlier(desk, file.matches, problem.id, match),
    ]


def _suggestion(desk: Desk, match: Match) -> Story:
    _, body = desk.catalog.text, desk.sheet.body
    answer = match.suggestion
    line: list[Span] = [(_answer(desk, answer.decision), body)]
    if answer.area is not None and answer.decision is not SuggestionKind.OUT_OF_SCOPE:
        best = _("its best guess is") if answer.decision is SuggestionKind.UNSURE else ""
        line[0] = (_("; ").join(part for part in (line[0][0], best) if part) + ": ", body)
        line += area_spans(desk, answer.area, body)
        if answer.ranking:  # how sure the program was is told to the clinic only
            share = formats.percent(100 * answer.confidence, desk.catalog.language)
            sure = _("confidence %(share)s") % {"share": share}
            line.append((f" ({sure})", body))
    return [spans(desk, line, body)]


def _reasons(desk: Desk, reasons: Sequence[Reason]) -> Story:
    """The words of the text that carry the answer, by area."""
    _, cell = desk.catalog.text, desk.sheet.cell
    if not reasons:
        return [words(desk, _("No single word of the text carries this answer."), desk.sheet.note)]
    lines: Story = []
    for area in Area:
        speaking = [reason for reason in reasons if reason.area is area]
        if not speaking:
            continue
        said = desk.catalog.text("; ").join(_quote(desk, reason) for reason in speaking)
        colour = cell.but(colour=AREA_COLOURS[area])
        lines.append(spans(desk, [("■ ", colour), (f"{label(desk.catalog, area)}: ", colour), (said, cell)], cell))
    return beside(desk, _("Words that speak for it"), lines)


def _quote(desk: Desk, reason: Reason) -> str:
    """The words quoted, the known term when it differs, and the sign when they speak against the area."""
    _ = desk.catalog.text
    shown = _("“%(words)s”") % {"words": isolate(" ".join(reason.quote.split()))}  # it may run over a line end
    known = [isolate(reason.term)] if reason.term.casefold() != reason.quote.casefold() else []
    known += [digits(reason.type, desk.catalog.language)] if reason.type else []
    if reason.weight < 0:
        known.append(_("speaks against it"))
    listed = _(", ").join(known)
    return f"{shown} ({listed})" if known else shown


def _types(desk: Desk, match: Match) -> Story:
    likely = [type_label(desk.catalog, each.type) for each in match.suggestion.types]
    if not likely:
        return []
    said = words(desk, desk.catalog.text("; ").join(likely), desk.sheet.cell)
    return beside(desk, desk.catalog.text("Problem types that come near"), [said])


def _evidence(desk: Desk, match: Match) -> Story:
    """What scorecard and figures add, apart from the words, and what nobody has answered."""
    _, cell = desk.catalog.text, desk.sheet.cell
    told = evidence.lines(desk.catalog, match.suggestion)
    inside: Story = []
    for line in told.speaking[:_KNOWN]:
        kinds = digits(_(", ").join(one.type for one in line.parts), desk.catalog.language)
        colour = cell.but(colour=AREA_COLOURS[line.parts[0].area])
        inside.append(spans(desk, [("■ ", colour), (f"{line.text} ", cell), (f"({kinds})", cell)], cell))
    if more_speaking := told.more_speaking + len(told.speaking[_KNOWN:]):
        inside.append(words(desk, more(desk.catalog, more_speaking), cell))
    if told.unanswered:
        rest = [more(desk.catalog, told.more_unanswered)] if told.more_unanswered else []
        names = _("; ").join((*told.unanswered, *rest))
        inside.append(words(desk, _("Not answered: %(names)s") % {"names": names}, desk.sheet.label))
    return beside(desk, _("Beside the words"), inside) if inside else []


def _reworded(desk: Desk, problem: Problem, match: Match) -> Story:
    """The text that was judged, when the problem has been worded anew since."""
    if not match.is_decided or " ".join(match.text.split()) == " ".join(problem.matching_text.split()):
        return []
    return told_under(desk, desk.catalog.text("Decided on this earlier wording"), match.text)


def _decision(desk: Desk, match: Match) -> Story:
    _ = desk.catalog.text
    if match.area is None or match.verdict is None:
        return [words(desk, _("The advisor has not decided yet."), desk.sheet.note.but(space_before=4))]
    body = desk.sheet.body
    line = [(f"{_('Decision')}: ", desk.sheet.strong), *area_spans(desk, match.area, desk.sheet.strong)]
    inside: Story = [spans(desk, line, body), words(desk, _verdict(desk, match), desk.sheet.label)]
    if match.reason.strip():
        inside += told_under(desk, field(desk.catalog, "reason"), match.reason)
    return [*panel(desk, inside, colour=AREA_COLOURS[match.area])]


def _verdict(desk: Desk, match: Match) -> str:
    """How the decision stands to the suggestion, by whom and when, and by which rules."""
    _, language = desk.catalog.text, desk.catalog.language
    when = formats.day(desk.day_of(match.decided_at), language) if match.decided_at else ""
    rules = _("rules %(version)s") % {"version": isolate(match.suggestion.rules, ltr=True)}
    parts = (label(desk.catalog, match.verdict), isolate(match.decided_by), when, rules)
    return " · ".join(part for part in parts if part)


def _earlier(desk: Desk, matches: Sequence[Match], problem_id: UUID, newest: Match) -> Story:
    """Decisions that were taken back since."""
    former = [each for each in matches if each.problem_id == problem_id and each.is_decided and each is not newest]
    if not former:
        return []
    told = [part for each in former for part in _former(desk, each, newest)]
    return beside(desk, desk.catalog.text("Earlier decisions"), told)


def _former(desk: Desk, match: Match, newest: Match) -> Story:
    """One decision that was taken back: what it was, on which words, and why."""
    cell = desk.sheet.cell
    area = label(desk.catalog, match.area)
    told: Story = [words(desk, f"{area} · {_verdict(desk, match)}", cell)]
    texts = (match.text if match.text != newest.text else "", match.reason)
    told += [quoted(desk, text, cell) for text in texts if text.strip()]
    said = desk.catalog.text("; ").join(_quote(desk, reason) for reason in match.suggestion.reasons)
    return [*told, words(desk, said, desk.sheet.label)] if said else told
