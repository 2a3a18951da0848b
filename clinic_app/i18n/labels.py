"""Codes into words: every enum member, field name, error and missing thing, in the language of a catalogue."""

from collections.abc import Mapping
from enum import Enum

from clinic_app import errors
from clinic_app.domain.areas import problem_types
from clinic_app.domain.gates import Lack
from clinic_app.domain.records import FieldError
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.i18n.fields import FIELDS
from clinic_app.i18n.file_reasons import FILE_REASONS
from clinic_app.i18n.formats import digits, number
from clinic_app.i18n.members import MEMBERS

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
    "cannot-issue": N_("Only what is signed can be issued. Print “%(kind)s” without issuing it."),
    "reviewer-needed": N_(
        "Report %(number)s needs a reviewer who is neither its author nor the one who issues it. Please name one."
    ),
    "not-redacted": N_(
        "Report %(number)s would still name the enterprise or a person, and was not issued. "
        "Look for unusual spellings of their names in the case."
    ),
    "report-lost": N_(
        "Report %(number)s, version %(version)s, is no longer kept here, and printing it again would give another "
        "file. Ask those who received it for a copy; the program can tell whether it is genuine."
    ),
    "cannot-sign": N_("The report could not be signed with this certificate file."),
    "certificate-unreadable": N_("This is not a certificate file (.p12 or .pfx), or it is damaged."),
    "certificate-locked": N_("The passphrase does not open this certificate file. Please type it again."),
    "certificate-without-key": N_("This certificate file has no private key. Ask for one that holds the key too."),
    "certificate-expired": N_(
        "This certificate is valid from %(since)s until %(until)s only. Ask the office that gave it for a new one."
    ),
    "certificate-unfit": N_("This certificate is not meant for signing documents. Please choose another one."),
    "unusable-passphrase": N_(
        "Please choose another passphrase: 1 to 127 ordinary letters, digits and signs, without half-spaces."
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
    return "" if member is None else digits(catalog.text(MEMBERS[member]), catalog.language)


def words_of(member: Enum) -> str:
    """The English message id of an enum member, for those who look it up in several languages."""
    return MEMBERS[member]


def type_label(catalog: Catalog, code: str) -> str:
    """Code and name of a problem type, as in "5.07 Export readiness"; the bare code when it is unknown."""
    kind = problem_types().get(code)
    name = f" {kind.label[catalog.language]}" if kind else ""
    return digits(code, catalog.language) + name


def more(catalog: Catalog, n: int) -> str:
    """What stands at the end of a list that is cut short: how many are left out."""
    return catalog.plural("%(n)s more", "%(n)s more", n) % {"n": number(n, catalog.language)}


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
