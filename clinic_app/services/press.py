"""From whole cases to a finished document: redacted for its readers, with the photos that belong in it."""

from collections.abc import Sequence
from dataclasses import replace

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.redaction import redact
from clinic_app.reports.document import Order, RenderedReport
from clinic_app.services import attachments
from clinic_app.storage.database import Database


def rendered(database: Database, files: Sequence[CaseFile], order: Order) -> RenderedReport:
    """The document of these whole cases as its audience may read them."""
    from clinic_app.reports import documents  # 0.2 s of PDF libraries, and only when something is printed

    readable = [redact(file, order.audience) for file in files]
    photos = attachments.photos(database, readable[0]) if len(readable) == 1 else {}
    return documents.render(readable, replace(order, photos=photos))
