"""What can go wrong that is not a bug: each error names itself by a code that the screens translate."""

import errno


class ClinicError(Exception):
    """The user can be told this, and can do something about it.

    ``code`` is stable and worded in ``i18n.labels``; ``details`` fill the placeholders of the wording.
    """

    code = "error"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


class NotFound(ClinicError):
    """No record of that id or number. Details: what."""

    code = "not-found"


class InvalidData(ClinicError):
    """A record breaks its own rules. Details: errors, a list of ``FieldError``."""

    code = "invalid-data"


class Stale(ClinicError):
    """The record was changed by somebody else since it was read."""

    code = "stale"


class StillUsed(ClinicError):
    """The enterprise cannot go to the bin while it has cases. Details: name."""

    code = "still-used"


class GateClosed(ClinicError):
    """The case may not enter the stage yet. Details: lacks, a tuple of ``Lack``."""

    code = "gate-closed"


class UnreadableFile(ClinicError):
    """A foreign file cannot be read as what it claims to be. Details: path, reason."""

    code = "unreadable-file"


class CannotWrite(ClinicError):
    """A file could not be written. Details: path, reason."""

    code = "cannot-write"


class CannotIssue(ClinicError):
    """A kind of document that nobody signs gets no number. Details: kind, a ``ReportKind``."""

    code = "cannot-issue"


class ReviewerNeeded(ClinicError):
    """The office wants a reviewer who did not write the report himself. Details: number."""

    code = "reviewer-needed"


class NotRedacted(ClinicError):
    """Something that the audience may not read survived in the report. Details: number."""

    code = "not-redacted"


class ReportLost(ClinicError):
    """An issued report is no longer kept, and printing it again gives other bytes. Details: number, version."""

    code = "report-lost"


class CannotSign(ClinicError):
    """The certificate file cannot sign a report; each kind says in its code what is wrong with it."""

    code = "cannot-sign"


class CertificateUnreadable(CannotSign):
    """The file is no PKCS#12 file, or a damaged one."""

    code = "certificate-unreadable"


class CertificateLocked(CannotSign):
    """The passphrase is not that of the certificate file."""

    code = "certificate-locked"


class CertificateWithoutKey(CannotSign):
    """The file holds no private key, or no certificate to it."""

    code = "certificate-without-key"


class CertificateExpired(CannotSign):
    """The certificate is not valid today. Details: since and until, dates as YYYY-MM-DD."""

    code = "certificate-expired"


class CertificateUnfit(CannotSign):
    """The certificate was not made for signing documents, or its key is of a kind that readers do not take."""

    code = "certificate-unfit"


class UnusablePassphrase(ClinicError):
    """A file cannot be locked with it: it is empty, too long, or has signs that some readers change."""

    code = "unusable-passphrase"


class DatabaseError(ClinicError):
    """The clinic file cannot be used. Every kind maps to exit code 3."""

    code = "database-error"


class DatabaseMissing(DatabaseError):
    """There is no clinic file at a path where one was expected."""

    code = "database-missing"


class DatabaseLocked(DatabaseError):
    """Another program holds the clinic file."""

    code = "database-locked"


class DatabaseDamaged(DatabaseError):
    """The clinic file, or a page of it, cannot be read."""

    code = "database-damaged"


class DatabaseForeign(DatabaseError):
    """The file is no clinic file."""

    code = "database-foreign"


class DatabaseNewer(DatabaseError):
    """The clinic file was made by a newer version of the program."""

    code = "database-newer"


class DatabaseReadOnly(DatabaseError):
    """The clinic file, or the folder it lies in, may not be written."""

    code = "database-read-only"


class DatabaseMoved(DatabaseError):
    """The file that was opened is no longer the one at its path (drive pulled, file deleted)."""

    code = "database-moved"


class DatabaseUnsupported(DatabaseError):
    """The address names a kind of database this version does not open."""

    code = "database-unsupported"


class DatabaseUnreachable(DatabaseError):
    """The disk or drive refused to read or write the clinic file."""

    code = "database-unreachable"


class DiskFull(DatabaseError):
    """There was no room to write; nothing of the change was kept."""

    code = "disk-full"


class Cancelled(ClinicError):
    """The user stopped a long job; nothing of it was kept."""

    code = "cancelled"


_CAUSES = {
    errno.ENOENT: "no-such-place",
    errno.ENOTDIR: "no-such-place",
    errno.EISDIR: "not-a-file",
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.EROFS: "read-only",
    errno.ENOSPC: "no-space",
    errno.EDQUOT: "no-space",
    errno.EFBIG: "no-space",
    errno.ENAMETOOLONG: "long-name",
    errno.EIO: "drive-failed",
}


def cause(error: OSError) -> str:
    """Why the system refused a file, as a code that the screens translate; its own words for a rare cause."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)
