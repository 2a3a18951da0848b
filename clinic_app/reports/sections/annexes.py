"""The annexes: answers to the scorecard, photos, the figures of all years, a glossary, the papers of the case."""

from collections.abc import Sequence

from reportlab.platypus import Spacer

from clinic_app.domain.assessment import HIGHEST, WEAK, Answer, Assessment, Item, instruments, percent
from clinic_app.domain.attachment import Attachment, AttachmentKind
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import N_
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, figure_caption, section
from clinic_app.reports.desk import Desk, Story, quoted, scale, words
from clinic_app.reports.pictures import picture
from clinic_app.reports.sections.diagnosis import told_weak
from clinic_app.reports.sections.referrals import numbers_of
from clinic_app.reports.sections.scores import named
from clinic_app.reports.sections.years import all_years
from clinic_app.reports.tables import Cell, Column, grid, labelled, table
from clinic_app.reports.text.sanitise import isolate

_PHOTO = 320.0  # points: no photo that takes the whole width is higher
_BETWEEN = 14.0

_GLOSSARY = (
    (N_("Evidence"), N_("How well a figure is supported: self-declared, observed, documented or audited.")),
    (N_("Priority"), N_("The mean of severity and urgency, each 1 to 5, rounded up.")),
    (N_("Root cause"), N_("What, once removed, keeps the problem from coming back; the last answer to “why?”.")),
    (N_("Quick win"), N_("A recommendation that costs little and shows its effect within weeks.")),
    (N_("Owed to the clinic"), N_("The share of a change that would not have come without the clinic's advice.")),
    (N_("Cooperation area"), N_("One of the five areas in which the partner countries work together.")),
    (N_("Not seen"), N_("The advisor could not check it; it counts for nothing, never for zero.")),
)


def annexes(desk: Desk, file: CaseFile) -> Story:
    """Those that have something in them, when they were ordered; the glossary always."""
    if not desk.order.with_annexes:
        return []
    return [*_answers(desk, file), *_photos(desk, file), *_years(desk, file), *_glossary(desk), *_papers(desk, file)]


def _answers(desk: Desk, file: CaseFile) -> Story:
    """Every answer, by questionnaire and dimension; those of several assessments below each other."""
    _ = desk.catalog.text
    if not file.answers:
        return []
    in_order = sorted(file.assessments, key=lambda each: each.assessed_on)
    told: Story = []
    for code in dict.fromkeys((each.instrument, each.version) for each in in_order):
        alike = [each for each in in_order if (each.instrument, each.version) == code]
        told += _questionnaire(desk, file, code, alike)
    return [*chapter(desk, _("Answers to the scorecard"), "answers"), *told]


def _questionnaire(desk: Desk, file: CaseFile, code: tuple[str, str], filled: Sequence[Assessment]) -> Story:
    catalog, language = desk.catalog, desk.catalog.language
    given = {each.id: file.answers_of(each.id) for each in filled}
    known = instruments().get(code)
    title = known.label[language] if known else code[0]
    about = f"{isolate(title)}{catalog.text(', ')}{field(catalog, 'version')} {isolate(code[1])}"
    story: Story = [words(desk, about, desk.sheet.note)]
    told: set[str] = set()
    advised = told_weak(file)
    for dimension in known.dimensions if known else ():
        rows: list[list[Cell]] = []
        for item in dimension.items:
            told.add(item.code)
            found = [given[each.id].get(item.code) for each in filled]
            if any(found):
                rows.append(
                    [_asked(desk, item, None if item.code in advised else found[-1]), _given(desk, filled, found)]
                )
        story += [*section(desk, named(desk, dimension)), *_table(desk, rows)]
        story += _unanswered(desk, len(dimension.items) - len(rows))
    others = dict.fromkeys(item for answers in given.values() for item in answers if item not in told)
    rest: list[list[Cell]] = [
        [item, _given(desk, filled, [given[each.id].get(item) for each in filled])] for item in others
    ]
    return [*story, *_table(desk, rest)]


def _unanswered(desk: Desk, left: int) -> Story:
    wording = desk.catalog.plural("%(n)s question was not answered.", "%(n)s questions were not answered.", left)
    return [words(desk, wording % {"n": desk.number(left)}, desk.sheet.note)] if left else []


def _table(desk: Desk, rows: Sequence[Sequence[Cell]]) -> Story:
    columns = (Column(field(desk.catalog, "item"), 6.2), Column(desk.catalog.text("Answer"), 3.8))
    return table(desk, columns, rows)


def _asked(desk: Desk, item: Item, newest: Answer | None) -> Cell:
    """The question; with its advice where the newest answer is weak; None where the advice has been told."""
    language = desk.catalog.language
    value = percent(item, newest)
    asked: list[object] = [words(desk, item.text[language], desk.sheet.cell)]
    if value is not None and value < WEAK:
        asked += labelled(desk, [(desk.catalog.text("Advice"), item.advice[language])])
    return asked


def _given(desk: Desk, filled: Sequence[Assessment], answers: Sequence[Answer | None]) -> Cell:
    """The answers to one question; with their days where there are several."""
    parts: list[object] = []
    for assessment, answer in zip(filled, answers, strict=True):
        day = f"{formats.day(assessment.assessed_on, desk.catalog.language)}: " if len(filled) > 1 else ""
        parts.append(quoted(desk, day + _score(desk, answer), desk.sheet.cell))
        if answer is not None:
            notes = (("comment", answer.comment), ("evidence", answer.evidence))
            parts += labelled(desk, [(field(desk.catalog, name), text) for name, text in notes])
    return parts


def _score(desk: Desk, answer: Answer | None) -> str:
    if answer is None or (answer.score is None and answer.blank is None):
        return desk.catalog.text("not answered")
    return label(desk.catalog, answer.blank) if answer.score is None else scale(desk, answer.score, HIGHEST)


def _photos(desk: Desk, file: CaseFile) -> Story:
    """The photos that are to be printed; one that is missing or broken is said to be."""
    _ = desk.catalog.text
    shown = [each for each in file.attachments if each.kind is AttachmentKind.PHOTO and each.in_report]
    if not shown:
        return []
    across = 1 if len(shown) == 1 else 2
    width = (desk.width - (across - 1) * _BETWEEN) / across
    printed = [_photo(desk, file, each, width) for each in shown]
    rows: list[list[Cell]] = []
    for at in range(0, len(printed), across):
        row: list[Cell] = [*printed[at : at + across], *([""] * (at + across - len(printed)))]
        rows.append(row[::-1] if desk.sheet.is_rtl else row)
    gap = ("LEFTPADDING", (-1, 0), (-1, -1), _BETWEEN if across == 2 else 0)
    widths = [width, *([width + _BETWEEN] * (across - 1))]
    return [*chapter(desk, _("Photos"), "photos"), grid(desk, rows, widths, [gap]), Spacer(1, 4)]


def _photo(desk: Desk, file: CaseFile, each: Attachment, width: float) -> Story:
    """The photo with its number and caption, or that it is not at hand."""
    _ = desk.catalog.text
    number = numbers_of(file).get(each.problem_id)
    about = (
        each.caption or each.name,
        formats.day(each.taken_on, desk.catalog.language),
        _("problem %(number)s") % {"number": desk.number(number)} if number else "",
    )
    caption = " · ".join(isolate(part) for part in about if part.strip())
    content = desk.order.photos.get(each.sha256)
    drawn = picture(content, width, _PHOTO * width / desk.width, caption, is_photo=True) if content else None
    if drawn is None:
        missing = _("The photo “%(caption)s” is not at hand.") % {"caption": caption}
        return [words(desk, missing, desk.sheet.note)]
    drawn.hAlign = "RIGHT" if desk.sheet.is_rtl else "LEFT"
    return [drawn, figure_caption(desk, caption)]


def _years(desk: Desk, file: CaseFile) -> Story:
    if not file.years:
        return []
    _ = desk.catalog.text
    note = words(desk, _("– means that the firm did not answer."), desk.sheet.note)
    return [*chapter(desk, _("Financial tables"), "years"), note, *all_years(desk, file)]


def _glossary(desk: Desk) -> Story:
    _ = desk.catalog.text
    rows: list[list[Cell]] = [[[words(desk, _(word), desk.sheet.cell_strong)], _(told)] for word, told in _GLOSSARY]
    columns = (Column(_("Word"), 2.4), Column(_("Meaning in this report"), 7))
    return [*chapter(desk, _("Glossary"), "glossary"), *table(desk, columns, rows)]


def _papers(desk: Desk, file: CaseFile) -> Story:
    """All files of the case, with the check sums by which they are known again."""
    _, catalog, language = desk.catalog.text, desk.catalog, desk.catalog.language
    if not file.attachments:
        return []
    rows: list[list[Cell]] = []
    for each in file.attachments:
        size = f"{formats.number(each.size / 1024, language, 1)} KB"
        about = [
            *([quoted(desk, each.caption, desk.sheet.cell)] if each.caption.strip() else []),
            quoted(desk, isolate(each.name), desk.sheet.label),
            quoted(desk, isolate(f"SHA-256 {each.sha256}", ltr=True), desk.sheet.label),
        ]
        kind = f"{label(catalog, each.kind)}\n{isolate(each.media_type, ltr=True)}"
        rows.append([about, kind, formats.day(each.taken_on, language) or "–", size])
    columns = (
        Column(_("Document"), 5.6),
        Column(field(catalog, "kind"), 2),
        Column(field(catalog, "taken_on"), 1.6),
        Column(field(catalog, "size"), 1.4, is_figure=True),
    )
    return [*chapter(desk, _("List of documents"), "papers"), *table(desk, columns, rows)]
