"""The visit kit: blank forms for the shop floor, of one case or of none, filled in by hand and keyed later."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import PageBreak, Spacer

from clinic_app.domain.assessment import HIGHEST, Blank, Dimension, Instrument, Item, instrument
from clinic_app.domain.case import Channel
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import UnitStatus
from clinic_app.domain.problem import CauseCategory
from clinic_app.domain.visit import VisitKind
from clinic_app.i18n.labels import field, label
from clinic_app.reports.blocks import chapter, section
from clinic_app.reports.desk import Desk, Story, words
from clinic_app.reports.forms import Box, asked, blanks, choices, empty_table, lines, scales, statements
from clinic_app.reports.sections.closing import signature_row
from clinic_app.reports.sections.head import head
from clinic_app.reports.tables import Cell, Column, table, together
from clinic_app.reports.text.sanitise import isolate

_SHEETS = 2  # blank problem sheets
_WHYS = 5
_YEARS = 3
_FIGURES = (
    "turnover", "export_value", "profit", "full_time", "part_time", "women", "research_spend", "training_hours",
    "investment", "energy_cost", "overdue_bank_debt", "tax_insurance_debt", "import_share", "inventory_days",
    "receivable_days", "scrap_share", "equipment_effectiveness", "machinery_age",
)  # fmt: skip


def story(desk: Desk, file: CaseFile | None) -> Story:
    """All forms; what is known of the enterprise stands in the first."""
    return [
        *head(desk, file),
        *_request(desk, file),
        PageBreak(),
        *(part for _ in range(_SHEETS) for part in (*_problem(desk), PageBreak())),
        *_scorecard(desk, instrument()),
        PageBreak(),
        *_years(desk),
        PageBreak(),
        *_visits(desk),
        *_actions(desk),
        PageBreak(),
        *_consent(desk, file),
        PageBreak(),
        *_photos(desk),
    ]


def _request(desk: Desk, file: CaseFile | None) -> Story:
    """Who asks, how to reach them, and what for."""
    _, catalog = desk.catalog.text, desk.catalog
    known = _known(desk, file)
    titles = {"contact": _("Contact name")}

    def row(*names: str) -> Story:
        shown = [(titles.get(name) or field(catalog, name), known.get(name, "")) for name in names]
        return blanks(desk, shown, columns=len(names))

    return [
        *chapter(desk, _("Request and contact")),
        *row("name", "products"),
        *row("legal_id", "licence_no", "isic"),
        *row("province", "industrial_park", "employees"),
        *row("address", "postal_code"),
        *choices(desk, field(catalog, "unit_status"), [label(catalog, each) for each in UnitStatus]),
        *row("contact", "position"),
        *row("phone", "email"),
        *choices(desk, field(catalog, "channel"), [label(catalog, each) for each in Channel]),
        *row("received_on", "advisor"),
        *lines(desk, 3, field(catalog, "request"), to_the_end=True),
    ]


def _known(desk: Desk, file: CaseFile | None) -> dict[str, str]:
    """What need not be asked again."""
    if file is None:
        return {}
    firm = file.enterprise
    plain = ("name", "products", "province", "industrial_park", "address")
    codes = ("legal_id", "licence_no", "isic", "postal_code")
    known = {name: getattr(firm, name) for name in plain} | {
        name: isolate(getattr(firm, name), ltr=True) for name in codes
    }
    main = file.main_contact
    if main:
        known |= {"contact": main.name, "position": main.position or label(desk.catalog, main.role)}
        known |= {"phone": isolate(main.phone, ltr=True), "email": isolate(main.email, ltr=True)}
    employees = "" if firm.employees is None else desk.number(firm.employees)
    return known | {"employees": employees, "advisor": file.case.advisor}


def _problem(desk: Desk) -> Story:
    """One problem in the owner's words, how pressing it is, and the five whys."""
    _, catalog = desk.catalog.text, desk.catalog
    hint = _("In the owner's words: who, what, where, since when, how much.")
    grades = [desk.number(each) for each in range(1, 6)]
    whys = [_("Why? (%(n)s)") % {"n": desk.number(each)} for each in range(1, _WHYS + 1)]
    return [
        *chapter(desk, _("Problem sheet")),
        *blanks(desk, [(_("Problem title"), ""), (field(catalog, "process"), "")]),
        *lines(desk, 4, f"{field(catalog, 'statement')} – {hint}"),
        *lines(desk, 2, field(catalog, "symptoms")),
        *blanks(desk, [(field(catalog, "since"), ""), (_("Measured effect of a year, with unit"), "")]),
        *lines(desk, 1, field(catalog, "evidence")),
        *scales(desk, [field(catalog, name) for name in ("severity", "urgency", "ease")], grades),
        words(desk, _("1: low, 5: high"), desk.sheet.note),
        *asked(desk, whys),
        *choices(desk, field(catalog, "cause_category"), [label(catalog, each) for each in CauseCategory]),
        *lines(desk, 1, field(catalog, "root_cause"), to_the_end=True),
    ]


def _scorecard(desk: Desk, questions: Instrument) -> Story:
    """The answer sheet: each item with what shows it, what the ends of the scale mean, and its boxes."""
    _, language = desk.catalog.text, desk.catalog.language
    explained = _(
        "Tick one box a line. %(most)s: fully, systematically, proven; %(least)s: not at all. What does not apply to "
        "this firm and what could not be seen have boxes of their own."
    ) % {"most": desk.number(HIGHEST), "least": desk.number(0)}
    named = blanks(
        desk, [(field(desk.catalog, name), "") for name in ("assessed_on", "respondent", "assessor")], columns=3
    )
    return [
        *chapter(desk, questions.label[language]),
        words(desk, explained, desk.sheet.note),
        *named,
        *(part for each in questions.dimensions for part in _dimension(desk, each)),
    ]


def _dimension(desk: Desk, dimension: Dimension) -> Story:
    language = desk.catalog.language
    blank = [label(desk.catalog, each) for each in Blank]
    columns = [
        Column(desk.catalog.text("Question"), 7),
        *(Column(desk.number(score), 0.6, is_figure=True) for score in range(HIGHEST + 1)),
        *(Column(word, 1.25, is_figure=True) for word in blank),
    ]
    rows = [_item(desk, item) for item in dimension.items]
    middle = [("VALIGN", (1, 1), (-1, -1), "MIDDLE")]
    return [*section(desk, dimension.label[language]), *table(desk, columns, rows, extra=middle)]


def _item(desk: Desk, item: Item) -> list[Cell]:
    """A question with its boxes; what stands under it is small."""
    language = desk.catalog.language
    ends = "  ".join(f"{desk.number(score)}: {told[language]}" for score, told in sorted(item.anchors.items()))
    question: list[Any] = [words(desk, item.text[language], desk.sheet.cell)]
    question += [words(desk, text, desk.sheet.label) for text in (item.look_for[language], ends) if text]
    boxes: list[Cell] = [[Box()] for _ in range(HIGHEST + 1 + len(Blank))]
    return [question, *boxes]


def _years(desk: Desk) -> Story:
    """The figures of three fiscal years."""
    _, catalog = desk.catalog.text, desk.catalog
    note = _("Leave empty what is not known; write 0 only where it is none. Money in whole units of one currency.")
    year = field(catalog, "year")
    columns = [Column(_("Figure"), 3.4), *(Column(f"{year}: ………", 2) for _each in range(_YEARS))]
    rows: list[list[Cell]] = [[field(catalog, name), [Spacer(1, 17)], "", ""] for name in ("currency", *_FIGURES)]
    return [
        *chapter(desk, _("Figures by fiscal year")),
        words(desk, note, desk.sheet.note),
        *table(desk, columns, rows, extra=_ruled()),
        *lines(desk, 1, field(catalog, "source")),
    ]


def _ruled() -> Sequence[Any]:
    return [("INNERGRID", (0, 0), (-1, -1), 0.4, "#8A9499"), ("BOX", (0, 0), (-1, -1), 0.4, "#8A9499")]


def _visits(desk: Desk) -> Story:
    _, catalog = desk.catalog.text, desk.catalog
    columns = (
        Column("", 0.6),
        Column(field(catalog, "visited_on"), 1.6),
        Column(field(catalog, "place"), 2.4),
        Column(field(catalog, "participants"), 2.8),
        Column(field(catalog, "contact_hours"), 1.3),
        Column(field(catalog, "preparation_hours"), 1.5),
        Column(field(catalog, "travel_hours"), 1.3),
    )
    kinds = " · ".join(label(catalog, each) for each in VisitKind)
    return [
        *chapter(desk, _("Visit log")),
        words(desk, kinds, desk.sheet.note),
        *empty_table(desk, columns, 5),
        *lines(desk, 4, _("What was seen")),
    ]


def _actions(desk: Desk) -> Story:
    _, catalog = desk.catalog.text, desk.catalog
    columns = (
        Column("", 0.6),
        Column(field(catalog, "what"), 4),
        Column(field(catalog, "responsible"), 2),
        Column(field(catalog, "due_on"), 1.4),
        Column(_("Indicator and target"), 2.4),
        Column(field(catalog, "cost"), 1.4),
    )
    return together([*chapter(desk, _("Action list")), *empty_table(desk, columns, 7)])


def _consent(desk: Desk, file: CaseFile | None) -> Story:
    """What the client agrees to, and what the advisor declares."""
    _ = desk.catalog.text
    agreed = (
        _("The clinic may keep what this enterprise tells it, and show it to the advisors of the case."),
        _("The clinic may tell the ministry about the case without naming the enterprise."),
        _("The clinic may pass the case on to the bodies named here: banks, laboratories, partner centres."),
        _("The clinic may publish the case as an example once the enterprise has approved the text."),
    )
    declared = (
        _("I have no personal tie to the owners or managers of this enterprise."),
        _("I have no financial interest in it, its suppliers, its buyers or its lenders."),
        _("I do not advise a competitor of it, and I do not judge its applications for support."),
    )
    firm, clinic = file.enterprise.name if file else "", desk.order.letterhead.clinic_name
    answers = [_("Yes"), _("No")]
    return [
        *chapter(desk, _("Consent of the client")),
        *statements(desk, _("The enterprise agrees"), agreed, answers),
        *lines(desk, 2, _("Limits and exceptions")),
        *chapter(desk, _("Declaration of the advisor on conflicts of interest")),
        *statements(desk, _("The advisor declares"), declared, answers),
        *lines(desk, 2, _("If not, why")),
        *signature_row(
            desk, [(_("Advisor"), file.case.advisor if file else "", clinic), (_("For the enterprise"), "", firm)]
        ),
    ]


def _photos(desk: Desk) -> Story:
    _, catalog = desk.catalog.text, desk.catalog
    note = _("Take no picture of a person who has not agreed to it.")
    columns = (
        Column("", 0.6),
        Column(_("Date and time"), 1.8),
        Column(field(catalog, "place"), 2.2),
        Column(_("What it shows"), 4.4),
        Column(_("Problem"), 1.2),
        Column(_("Agreed by"), 1.8),
    )
    return [
        *chapter(desk, _("Photo list")),
        words(desk, note, desk.sheet.note),
        *empty_table(desk, columns, 18),
    ]
