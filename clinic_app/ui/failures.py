"""Errors in the words of the user."""

from clinic_app.errors import ClinicError
from clinic_app.i18n.catalog import Catalog


def worded(catalog: Catalog, error: Exception) -> str:
    """What went wrong and what to do; for what is no ClinicError the general sentence."""
    from clinic_app.i18n import labels  # late: it brings the whole domain along, and the window is painted first

    return labels.error_text(catalog, error if isinstance(error, ClinicError) else ClinicError())


def os_reason(catalog: Catalog, error: OSError) -> str:
    """Why the system refused a file, as the end of a sentence."""
    from clinic_app.i18n import labels

    return labels.os_reason(catalog, error)
