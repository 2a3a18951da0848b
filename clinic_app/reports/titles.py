"""What a document calls itself, by its kind and by whom it is for."""

from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.i18n.catalog import Catalog
from clinic_app.i18n.labels import label


def document_title(catalog: Catalog, kind: ReportKind, audience: Audience) -> str:
    """The title on the first page, in the header and in the file's properties."""
    if (kind, audience) == (ReportKind.CONSULTATION, Audience.MINISTRY):
        return catalog.text("Ministry summary")
    return label(catalog, kind)


def audience_note(catalog: Catalog, kind: ReportKind, audience: Audience) -> str:
    """Whom this copy is for; empty where the title says so, and for the office's own copy."""
    is_told = audience is Audience.FULL or (kind, audience) == (ReportKind.CONSULTATION, Audience.MINISTRY)
    return "" if is_told else label(catalog, audience)
