"""Codes into words: every enum member, field name, error and missing thing, in the language of a catalogue."""

from collections.abc import Mapping
from enum import Enum

from clinic_app import errors
from clinic_app.domain.areas import Area, PartnerCountry, problem_types
from clinic_app.domain.assessment import Blank, Occasion
from clinic_app.domain.case import Channel, Confidentiality, Outcome, Stage, Standing, Triage
from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.domain.enterprise import ContactRole, EvidenceGrade, LegalForm, Licence, SizeBand, UnitStatus
from clinic_app.domain.gates import Lack
from clinic_app.domain.match import SuggestionKind, Verdict
from clinic_app.domain.plan import ActionStatus, CostClass
from clinic_app.domain.problem import CauseCategory, CauseMethod, ProblemStatus
from clinic_app.domain.records import FieldError
from clinic_app.domain.visit import VisitKind
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.i18n.fields import FIELDS
from clinic_app.i18n.file_reasons import FILE_REASONS
from clinic_app.i18n.formats import digits

_WORDS: Mapping[Enum, str] = {
    Area.NEW_TECHNOLOGIES: N_("New technologies"),
    Area.EDUCATION_TRAINING: N_("Education and training"),
    Area.RESEARCH_DEVELOPMENT: N_("Research and development"),
    Area.CLINICS_PROBLEM_SOLVING: N_("Clinics and problem solving"),
    Area.MARKET_MARKETING: N_("Market and marketing"),
    PartnerCountry.NONE: N_("No partner country"),
    PartnerCountry.SOUTH_KOREA: N_("South Korea"),
    PartnerCountry.AUSTRIA: N_("Austria"),
    PartnerCountry.GERMANY: N_("Germany"),
    PartnerCountry.TURKEY: N_("Turkey"),
    PartnerCountry.OTHER: N_("Other country"),
    Stage.INQUIRY: N_("Inquiry"),
    Stage.INTAKE: N_("Intake"),
    Stage.TRIAGE: N_("Screening"),
    Stage.ASSIGNED: N_("Assigned"),
    Stage.DIAGNOSIS: N_("Diagnosis"),
    Stage.MATCH: N_("Problems and areas"),
    Stage.PLAN: N_("Action plan"),
    Stage.TREATMENT: N_("Implementation"),
    Stage.REPORT: N_("Report"),
    Stage.CLOSED: N_("Closed"),
    Stage.FOLLOW_UP: N_("Follow-up"),
    Standing.OPEN: N_("In progress"),
    Standing.ON_HOLD: N_("On hold"),
    Standing.WITHDRAWN: N_("Withdrawn"),
    Standing.INELIGIBLE: N_("Not eligible"),
    Standing.DUPLICATE: N_("Duplicate"),
    Standing.REFERRED_OUT: N_("Referred elsewhere"),
    Channel.WALK_IN: N_("Came in person"),
    Channel.PHONE: N_("Telephone"),
    Channel.WEB_FORM: N_("Web form"),
    Channel.PARK_VISIT: N_("Visit to the industrial park"),
    Channel.REFERRAL: N_("Referral"),
    Channel.EVENT: N_("Event"),
    Channel.IDLE_UNIT_CAMPAIGN: N_("Idle-unit campaign"),
    Confidentiality.PUBLIC: N_("Public"),
    Confidentiality.INTERNAL: N_("Internal"),
    Confidentiality.CONFIDENTIAL: N_("Confidential"),
    Confidentiality.STRICT: N_("Strictly confidential"),
    Triage.ONE_POINT_ADVICE: N_("One-point advice"),
    Triage.CLINIC_CASE: N_("Clinic case"),
    Triage.REFER: N_("Refer elsewhere"),
    Triage.NOT_ELIGIBLE: N_("Not eligible"),
    Outcome.SOLVED: N_("Solved"),
    Outcome.PARTLY_SOLVED: N_("Partly solved"),
    Outcome.IMPLEMENTING: N_("Plan accepted, firm is implementing"),
    Outcome.NOT_SOLVED: N_("Not solved"),
    Outcome.REFERRED: N_("Referred"),
    Outcome.WITHDREW: N_("Client withdrew"),
    Outcome.INELIGIBLE: N_("Not eligible"),
    Outcome.DUPLICATE: N_("Duplicate"),
    Outcome.UNREACHABLE: N_("Could not be reached"),
    UnitStatus.ACTIVE: N_("Active"),
    UnitStatus.SEMI_ACTIVE: N_("Semi-active"),
    UnitStatus.IDLE: N_("Idle"),
    UnitStatus.UNDER_CONSTRUCTION: N_("Under construction"),
    UnitStatus.REVIVED: N_("Revived"),
    LegalForm.SOLE_PROPRIETOR: N_("Sole proprietor"),
    LegalForm.PARTNERSHIP: N_("Partnership"),
    LegalForm.LIMITED: N_("Limited liability company"),
    LegalForm.PRIVATE_JOINT_STOCK: N_("Private joint-stock company"),
    LegalForm.PUBLIC_JOINT_STOCK: N_("Public joint-stock company"),
    LegalForm.COOPERATIVE: N_("Cooperative"),
    LegalForm.INSTITUTE: N_("Institute"),
    LegalForm.OTHER: N_("Other form"),
    Licence.ESTABLISHMENT: N_("Establishment licence"),
    Licence.OPERATION: N_("Operating licence"),
    Licence.OTHER: N_("Other licence"),
    SizeBand.MICRO: N_("1-9 employees"),
    SizeBand.SMALL: N_("10-49 employees"),
    SizeBand.MEDIUM: N_("50-99 employees"),
    SizeBand.LARGE: N_("100 or more employees"),
    ContactRole.MANAGING_DIRECTOR: N_("Managing director"),
    ContactRole.OWNER: N_("Owner"),
    ContactRole.BOARD: N_("Board member"),
    ContactRole.PRODUCTION: N_("Production"),
    ContactRole.FINANCE: N_("Finance"),
    ContactRole.SALES: N_("Sales"),
    ContactRole.QUALITY: N_("Quality control"),
    ContactRole.OTHER: N_("Other role"),
    EvidenceGrade.SELF_DECLARED: N_("Self-declared"),
    EvidenceGrade.OBSERVED: N_("Observed by the advisor"),
    EvidenceGrade.DOCUMENT: N_("Documented"),
    EvidenceGrade.AUDITED: N_("Audited"),
    ProblemStatus.REPORTED: N_("Reported"),
    ProblemStatus.CONFIRMED: N_("Confirmed"),
    ProblemStatus.ANALYSED: N_("Analysed"),
    ProblemStatus.PLANNED: N_("Planned"),
    ProblemStatus.IN_TREATMENT: N_("In treatment"),
    ProblemStatus.SOLVED: N_("Solved"),
    ProblemStatus.PARTLY_SOLVED: N_("Partly solved"),
    ProblemStatus.NOT_SOLVED: N_("Not solved"),
    ProblemStatus.OUT_OF_SCOPE: N_("Out of scope"),
    ProblemStatus.REFERRED: N_("Referred"),
    CauseMethod.FIVE_WHYS: N_("Five whys"),
    CauseMethod.FISHBONE: N_("Fishbone diagram"),
    CauseMethod.PARETO: N_("Pareto analysis"),
    CauseMethod.DATA: N_("Data analysis"),
    CauseCategory.MAN: N_("People"),
    CauseCategory.MACHINE: N_("Machine"),
    CauseCategory.MATERIAL: N_("Material"),
    CauseCategory.METHOD: N_("Method"),
    CauseCategory.MEASUREMENT: N_("Measurement"),
    CauseCategory.ENVIRONMENT: N_("Environment"),
    CauseCategory.MANAGEMENT: N_("Management"),
    CauseCategory.MONEY: N_("Money"),
    CauseCategory.MARKET: N_("Market"),
    CauseCategory.LAW: N_("Law and regulation"),
    SuggestionKind.SUGGESTED: N_("Suggested"),
    SuggestionKind.UNSURE: N_("Unsure: please choose"),
    SuggestionKind.OUT_OF_SCOPE: N_("Outside the five areas"),
    Verdict.ACCEPTED: N_("Suggestion accepted"),
    Verdict.OVERRIDDEN: N_("Decided otherwise"),
    Verdict.CHOSEN: N_("Chosen by the advisor"),
    VisitKind.AT_FIRM: N_("At the firm"),
    VisitKind.AT_CENTRE: N_("At the centre"),
    VisitKind.PHONE: N_("By telephone"),
    VisitKind.ONLINE: N_("Online"),
    VisitKind.PREPARATION: N_("Preparation only"),
    VisitKind.TRAINING: N_("Training"),
    VisitKind.UPDATE: N_("Update only"),
    Occasion.BASELINE: N_("Baseline"),
    Occasion.FOLLOW_UP: N_("Follow-up"),
    Blank.NOT_APPLICABLE: N_("Not applicable"),
    Blank.NOT_SEEN: N_("Not seen"),
    CostClass.NONE: N_("No cost"),
    CostClass.LOW: N_("Low cost"),
    CostClass.MEDIUM: N_("Medium cost"),
    CostClass.HIGH: N_("High cost"),
    ActionStatus.PLANNED: N_("Planned"),
    ActionStatus.RUNNING: N_("Running"),
    ActionStatus.LATE: N_("Late"),
    ActionStatus.DONE: N_("Done"),
    ActionStatus.DROPPED: N_("Dropped"),
    ActionStatus.FOLLOW_UP: N_("Moved to follow-up"),
    ReportKind.CONSULTATION: N_("Consultation report"),
    Audience.FULL: N_("Full copy"),
    Lack.NO_DUPLICATE_CHECK: N_("Check whether the enterprise is already known"),
    Lack.NO_LEGAL_ID: N_("Legal ID, or the reason why there is none"),
    Lack.NO_CONTACT: N_("A contact person"),
    Lack.NO_REQUEST: N_("The request in the client's own words"),
    Lack.NO_CONSENT: N_("Date of the client's consent"),
    Lack.NO_TRIAGE: N_("The screening decision"),
    Lack.NO_ADVISOR: N_("Name of the advisor"),
    Lack.NO_CONFLICT_DECLARATION: N_("Date of the conflict-of-interest declaration"),
    Lack.NO_FIRST_CONTACT: N_("Date of the first contact"),
    Lack.NO_VISIT: N_("At least one visit"),
    Lack.NO_YEAR_FIGURES: N_("Figures of at least one fiscal year"),
    Lack.NO_PROBLEM: N_("At least one problem"),
    Lack.PROBLEM_WITHOUT_TYPE: N_("A type for every problem"),
    Lack.PROBLEM_WITHOUT_CAUSE: N_("A root cause for every problem"),
    Lack.PROBLEM_WITHOUT_AREA: N_("A decided area for every problem"),
    Lack.NO_RECOMMENDATION: N_("At least one recommendation"),
    Lack.NO_ACTION: N_("At least one action"),
    Lack.ACTION_INCOMPLETE: N_("Responsible person, due date and indicator for every action"),
    Lack.PLAN_NOT_APPROVED: N_("Date on which the client approved the plan"),
    Lack.NO_HOURS: N_("Hours of at least one visit"),
    Lack.ACTION_OPEN: N_("Every action done, dropped or moved to follow-up"),
    Lack.NO_ISSUED_REPORT: N_("An issued report"),
    Lack.REPORT_NOT_SIGNED: N_("Date on which the report was signed"),
    Lack.PROBLEM_WITHOUT_OUTCOME: N_("An outcome for every problem"),
    Lack.NO_OUTCOME: N_("The outcome of the case"),
}

_FIELD_ERRORS: Mapping[str, str] = {
    "empty": N_("Please fill this in."),
    "out-of-range": N_("This number is outside the possible range."),
    "implausible-date": N_("This date cannot be right. Please check the year."),
    "before-start": N_("This date is before the beginning."),
    "unknown-type": N_("There is no problem type with this code."),
    "unknown-instrument": N_("There is no questionnaire of this name and version."),
    "unknown-item": N_("There is no question with this code."),
    "contradiction": N_("Give a score, or the reason why there is none, not both."),
    "unknown-column": N_("There is no column of this name."),
    "not-an-address": N_("This does not look like an e-mail address."),
    "wrong-length": N_("The number of digits is not right for this country. You can go on."),
    "wrong-check-digit": N_("The check digit does not fit. Please compare with the document. You can go on."),
    "unreadable-date": N_("This is not a date that exists."),
    "unreadable-number": N_("This is not a number."),
    "not-whole": N_("This must be a whole number."),
}

_ERRORS: Mapping[str, str] = {
    "error": N_("The action could not be carried out."),
    "not-found": N_("There is nothing with the number or name “%(id)s”."),
    "invalid-data": N_("Some fields need your attention."),
    "stale": N_("This was changed in the meantime. Please look at it again."),
    "still-used": N_("“%(name)s” still has cases. Move its cases to the bin first."),
    "gate-closed": N_("The case cannot go to “%(stage)s” yet. Still missing: %(lacks)s"),
    "unreadable-file": N_("The file “%(path)s” cannot be read: %(reason)s"),
    "cannot-write": N_(
        "The file “%(path)s” could not be written: %(reason)s. Choose another folder or free some space."
    ),
    "database-error": N_("The clinic file “%(path)s” cannot be used."),
    "database-missing": N_(
        "There is no clinic file at “%(path)s”. If it lies on a removable drive, plug the drive in; "
        "otherwise open another file or make a new one."
    ),
    "database-locked": N_("Another program is using the clinic file “%(path)s”. Close it there and try again."),
    "database-damaged": N_("The clinic file “%(path)s” is damaged. Keep it, and restore the newest backup."),
    "database-foreign": N_("“%(path)s” is not a clinic file. It was left as it is. Please choose another file."),
    "database-newer": N_(
        "The clinic file “%(path)s” was made by a newer version of this program. Please update the program."
    ),
    "database-read-only": N_(
        "The clinic file “%(path)s” or its folder may not be written to. Please choose another folder."
    ),
    "database-moved": N_(
        "The clinic file is no longer at “%(path)s”. Nothing was saved there. "
        "Plug the drive in again or restore the file."
    ),
    "database-unsupported": N_("Databases of the kind “%(scheme)s” cannot be opened by this version. Use a file."),
    "database-unreachable": N_(
        "The disk did not let the clinic file “%(path)s” be read or written. Check the drive."
    ),
    "disk-full": N_(
        "The disk is full. Nothing of this change was saved to “%(path)s”. Free some space and try again."
    ),
    "cancelled": N_("Stopped. Nothing was changed."),
}


def label(catalog: Catalog, member: Enum | None) -> str:
    """The words for an enum member; empty for None."""
    return "" if member is None else digits(catalog.text(_WORDS[member]), catalog.language)


def words_of(member: Enum) -> str:
    """The English message id of an enum member, for those who look it up in several languages."""
    return _WORDS[member]


def type_label(catalog: Catalog, code: str) -> str:
    """Code and name of a problem type, as in "5.07 Export readiness"; the bare code when it is unknown."""
    kind = problem_types().get(code)
    name = f" {kind.label[catalog.language]}" if kind else ""
    return digits(code, catalog.language) + name


def field_error(catalog: Catalog, error: FieldError) -> str:
    """The sentence for one broken rule."""
    return catalog.text(_FIELD_ERRORS[error.code])


def lack(catalog: Catalog, missing: Lack) -> str:
    """What a case still needs, as an item of a list."""
    return label(catalog, missing)


def error_text(catalog: Catalog, error: errors.ClinicError) -> str:
    """The whole sentence for an error: what is wrong, and what to do."""
    details = {name: _detail(catalog, value) for name, value in error.details.items()}
    if isinstance(error, errors.InvalidData):
        broken: list[FieldError] = error.details["errors"]  # type: ignore[assignment]
        sentences = (f"{field(catalog, each.field)}: {field_error(catalog, each)}" for each in broken)
        return " ".join((catalog.text(_ERRORS[error.code]), *sentences))
    if where := details.get("where"):
        details["reason"] = f"{details.get('reason', '')} ({where})"
    return catalog.text(_ERRORS[error.code]) % _Details(details)


class _Details(dict[str, str]):
    """Details of an error; one that was not given is an empty word, never a second error."""

    def __missing__(self, key: str) -> str:
        return ""


def os_reason(catalog: Catalog, error: OSError) -> str:
    """Why the system refused a file, as the end of a sentence."""
    return _detail(catalog, errors.cause(error))


def _detail(catalog: Catalog, value: object) -> str:
    if isinstance(value, Enum):
        return label(catalog, value)
    if isinstance(value, tuple):
        return "; ".join(_detail(catalog, part) for part in value)
    words = str(value)
    return catalog.text(FILE_REASONS[words]) if words in FILE_REASONS else words


def field(catalog: Catalog, name: str) -> str:
    """The name of a record's field, as forms and reports show it."""
    return catalog.text(FIELDS[name]) if name in FIELDS else name
