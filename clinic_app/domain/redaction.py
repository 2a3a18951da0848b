"""What of a case each audience may read: a table per audience, field by field, and how each field is coarsened."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeAlias, TypeVar, cast

from clinic_app.domain.assessment import Answer, Assessment
from clinic_app.domain.attachment import Attachment
from clinic_app.domain.case import Case
from clinic_app.domain.casefile import Audience, CaseFile, ReportIssue
from clinic_app.domain.enterprise import Contact, Enterprise, YearFigures
from clinic_app.domain.impact import FollowUp, Impact
from clinic_app.domain.masking import Mask, pseudonym
from clinic_app.domain.match import Match, Reason, Suggestion
from clinic_app.domain.partner import Cover, Offer
from clinic_app.domain.plan import Action, Recommendation, Risk
from clinic_app.domain.problem import Problem
from clinic_app.domain.referral import Opportunity, Referral
from clinic_app.domain.visit import Visit

R = TypeVar("R")
Rule: TypeAlias = Callable[[Any, Any, Mask], Any]
"""(value, the record it is of, the mask of the case) -> what the audience reads."""


def _keep(value: Any, record: Any, mask: Mask) -> Any:
    return value


def _drop(value: Any, record: Any, mask: Mask) -> Any:
    """What the field holds when nothing was ever entered."""
    if isinstance(value, str | tuple):
        return type(value)()
    return False if isinstance(value, bool) else None


def _mask(value: Any, record: Any, mask: Mask) -> Any:
    return tuple(map(mask.text, value)) if isinstance(value, tuple) else mask.text(value)


def _round(value: Any, record: Any, mask: Mask) -> Any:
    """Two significant digits, half away from zero: amounts, quantities, shares."""
    if value is None or isinstance(value, float):
        return value if value is None else float(f"{value:.1e}")
    digits = str(abs(value))
    if len(digits) < 3:
        return value
    kept = (int(digits[:2]) + (digits[2] >= "5")) * 10 ** (len(digits) - 2)
    return kept if value > 0 else -kept


def _band(value: int | None, record: Any, mask: Mask) -> int | None:
    """A head-count as one of its size band: 5, full tens, 50 or 75, from 100 on the first digit only."""
    if not value or value < 0:
        return value
    if value < 10:
        return 5
    if value < 50:
        return value // 10 * 10
    if value < 100:
        return 50 if value < 75 else 75
    step = int(10 ** (len(str(value)) - 1))
    return value // step * step


def _decade(value: int | None, record: Any, mask: Mask) -> int | None:
    return None if value is None else value // 10 * 10


def _year(value: date | None, record: Any, mask: Mask) -> date | None:
    return None if value is None else date(value.year, 1, 1)


def _division(value: str, record: Any, mask: Mask) -> str:
    """The first two digits of an ISIC code."""
    return "".join(char for char in value if char.isdecimal())[:2]


def _enterprise(value: str, record: Enterprise, mask: Mask) -> str:
    return mask.enterprise


def _person(value: str, record: Contact, mask: Mask) -> str:
    return pseudonym("P", record.id)


def _each(value: Any, record: Any, mask: Mask) -> Any:
    """Stands for records inside a record: each by the table of its own kind."""
    return value


def _decided(value: tuple[Match, ...], record: Any, mask: Mask) -> tuple[Match, ...]:
    return tuple(match for match in value if match.is_decided)


def _for_it(value: tuple[Reason, ...], record: Any, mask: Mask) -> tuple[Reason, ...]:
    return tuple(reason for reason in value if reason.weight > 0)


def _printed(value: tuple[Attachment, ...], record: Any, mask: Mask) -> tuple[Attachment, ...]:
    return tuple(each for each in value if each.in_report)


def _withheld(value: float, record: Any, mask: Mask) -> float:
    return 0.0


Table: TypeAlias = Mapping[type[Any], Mapping[Rule, str]]

CLIENT: Table = {
    CaseFile: {
        _each: "case enterprise contacts visits assessments issues cover",
        _decided: "matches",
        _printed: "attachments",
        _keep: "years problems recommendations actions risks referrals opportunities answers impacts follow_ups",
    },
    Case: {
        _drop: "referred_by triage_note conflict_note standing_reason wake_on closing_note source_id",
    },
    Enterprise: {_drop: "legal_id_excuse notes"},
    Contact: {_drop: "notes"},
    Match: {_each: "suggestion"},
    Suggestion: {_withheld: "confidence", _drop: "ranking types contributions recall turn", _for_it: "reasons"},
    Visit: {_drop: "preparation_hours travel_hours expenses"},
    Assessment: {_drop: "notes"},
    ReportIssue: {_drop: "snapshot_sha256 pdf_sha256"},
    Cover: {_each: "programmes", _drop: "contact"},
    Offer: {_drop: "contact"},
}
"""The enterprise's own copy: everything but what the clinic says to itself. Fields that are not named stay."""

MINISTRY: Table = {
    CaseFile: {
        _each: (
            "case enterprise contacts years problems matches visits recommendations actions risks referrals "
            "opportunities assessments answers impacts follow_ups issues cover"
        ),
        _drop: "attachments",
    },
    Case: {
        _keep: (
            "id number enterprise_id received_on channel partner_country confidentiality currency copayment "
            "duplicates_checked consent_on triage conflict_declared_on contacted_on plan_approved_on reviewed_on "
            "report_signed_on story_consent_on outcome stage standing created_at updated_at closed_at revision"
        ),
        _mask: (
            "title centre programme scope exclusions method strengths weaknesses opportunities threats "
            "external_factors assumptions not_supplied next_step"
        ),
        _round: "fee budget",
        _drop: (
            "request referred_by advisor triage_note conflict_note plan_approved_by reviewer closing_note "
            "standing_reason wake_on source_id"
        ),
    },
    Enterprise: {
        _keep: "id revision country legal_form licence unit_status is_family_firm",
        _enterprise: "name",
        _mask: "province capacity_unit certificates markets export_countries",
        _division: "isic",
        _band: "employees",
        _decade: "founded_year",
        _year: "idle_since",
        _round: "nominal_capacity actual_output women_share foreign_share",
        _drop: (
            "name_latin legal_id legal_id_excuse registration_no economic_code licence_no licence_on activity "
            "products county industrial_park address postal_code website ownership notes"
        ),
    },
    Contact: {
        _keep: "id enterprise_id revision role is_primary",
        _person: "name",
        _drop: "position phone email language notes",
    },
    YearFigures: {
        _keep: "id enterprise_id revision year currency evidence",
        _band: "full_time part_time women",
        _round: (
            "turnover export_value profit research_spend training_hours investment energy_cost overdue_bank_debt "
            "tax_insurance_debt import_share inventory_days receivable_days scrap_share equipment_effectiveness "
            "machinery_age"
        ),
        _drop: "source",
    },
    Problem: {
        _keep: (
            "id case_id position revision since type_code severity urgency ease cause_method cause_category status"
        ),
        _mask: "title statement symptoms process effect effect_unit root_cause cause_chain",
        _round: "effect_amount",
        _drop: "evidence source_id",
    },
    Match: {
        _keep: "id case_id problem_id computed_at verdict area decided_at",
        _each: "suggestion",
        _mask: "reason",
        _drop: "text decided_by",
    },
    Suggestion: {_keep: "decision area confidence ranking types rules", _drop: "reasons contributions recall turn"},
    Visit: {
        _keep: "id case_id revision visited_on kind contact_hours preparation_hours travel_hours",
        _mask: "next_step",
        _round: "expenses",
        _drop: "place advisor participants notes",
    },
    Recommendation: {
        _keep: "id case_id position revision cost difficulty is_quick_win problem_ids",
        _mask: "title how rationale alternatives benefit",
    },
    Action: {
        _keep: "id case_id position revision recommendation_id start_on due_on hours status done_on",
        _mask: "what indicator target",
        _round: "cost",
        _drop: "responsible supporter evidence",
    },
    Risk: {_keep: "id case_id revision likelihood damage", _mask: "what response", _drop: "owner"},
    Referral: {
        _keep: "id case_id problem_id revision target referred_on consent_on status",
        _mask: "purpose programme result",
        _drop: "organisation",
    },
    Opportunity: {
        _keep: "id case_id problem_id revision kind cooperation opened_on valid_until",
        _mask: "title summary description advantages development_stage rights_status partner_sought countries",
    },
    Assessment: {
        _keep: "id case_id revision assessed_on instrument version occasion",
        _drop: "respondent assessor notes",
    },
    Answer: {_keep: "id assessment_id case_id revision item score blank", _drop: "comment evidence"},
    Impact: {
        _keep: (
            "id case_id problem_id revision kind baseline_on target_on actual_on attribution evidence confirmed_on"
        ),
        _mask: "indicator unit evidence_needed",
        _round: "baseline target actual",
        _drop: "document",
    },
    FollowUp: {
        _keep: "id case_id revision due_on months done_on",
        _mask: "findings",
        _drop: "done_by",
    },
    ReportIssue: {
        _keep: "id case_id number version kind audience language issued_at",
        _drop: "issued_by reviewer code snapshot_sha256 pdf_sha256",
    },
    Cover: {
        _keep: "id country status dated_on valid_until areas",
        _mask: "organisation title",
        _each: "programmes",
        _drop: "contact",
    },
    Offer: {_keep: "areas", _mask: "name eligibility", _drop: "contact"},
}
"""Without a way back to the enterprise or a person for anybody but the clinic, which can tell by the case number.

Fields that are not named are dropped.
"""

_OTHERS: Mapping[Audience, Rule] = {Audience.CLIENT: _keep, Audience.MINISTRY: _drop}


def _by_field(table: Table) -> Mapping[type[Any], Mapping[str, Rule]]:
    return {
        kind: {name: rule for rule, names in rules.items() for name in names.split()} for kind, rules in table.items()
    }


_RULES = {Audience.CLIENT: _by_field(CLIENT), Audience.MINISTRY: _by_field(MINISTRY)}


def redact(file: CaseFile, audience: Audience) -> CaseFile:
    """The case as ``audience`` may read it: whole for FULL, by the tables ``CLIENT`` and ``MINISTRY`` for the others.

    For the ministry the enterprise is "U-…" and each contact "P-…", the same ones in every report; what the texts say
    of them in any spelling is replaced likewise, and other people, addresses and numbers by "[…]". Amounts keep two
    digits, head-counts their size band. Redacting again changes nothing.
    """
    if audience is Audience.FULL:
        return file
    return _redacted(file, audience, Mask(file))


def _redacted(record: R, audience: Audience, mask: Mask) -> R:
    rules = _RULES[audience].get(type(record), {})
    changes = {}
    for field in fields(cast(Any, record)):
        value = getattr(record, field.name)
        rule = rules.get(field.name, _OTHERS[audience])
        if rule is not _keep:
            value = _inside(value, audience, mask) if rule is not _drop else value
            changes[field.name] = rule(value, record, mask)
    return cast(R, replace(cast(Any, record), **changes))


def _inside(value: Any, audience: Audience, mask: Mask) -> Any:
    if isinstance(value, tuple):
        return tuple(_inside(part, audience, mask) for part in value)
    return _redacted(value, audience, mask) if type(value) in _RULES[audience] else value


def leaks(file: CaseFile, redacted: CaseFile) -> tuple[str, ...]:
    """Where in ``redacted`` something still stands that the case names, as paths such as ``problems[0].title``.

    Texts that are chosen rather than written (numbers, codes) are passed over.
    """
    mask = Mask(file)
    return tuple(where for where, text in _written(redacted, "") if mask.names(text) != text)


def _written(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from _written(part, f"{where}[{place}]")
    elif is_dataclass(value):
        rules = _RULES[Audience.MINISTRY].get(type(value), {})
        for field in fields(value):
            if rules.get(field.name) is not _keep:
                yield from _written(getattr(value, field.name), f"{where}.{field.name}".lstrip("."))
