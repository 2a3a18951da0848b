"""The first page of an invented report, to show a letterhead on. Runs on any thread; imports the PDF libraries."""

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage

from clinic_app.domain.case import Case
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.enterprise import Enterprise
from clinic_app.i18n.catalog import catalog
from clinic_app.reports.document import Letterhead, Order, Paper


def first_page(letterhead: Letterhead, language: str, paper: Paper, box: QSize) -> QImage:
    """The page on white, as large as fits into ``box`` pixels."""
    from PySide6.QtPdf import QPdfDocument

    from clinic_app.reports import documents
    from clinic_app.ui.reports.page_image import page_image

    order = Order(languages=(language,), printed_at=datetime.now().astimezone(), letterhead=letterhead, paper=paper)
    held = QBuffer()
    held.setData(QByteArray(documents.render([_invented(language)], order).pdf))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    size = document.pagePointSize(0).toSize().scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
    image = page_image(document, 0, size)
    document.close()
    return image


def _invented(language: str) -> CaseFile:
    text, now, nobody = catalog(language).text, datetime.now(UTC), UUID(int=0)
    case = Case(
        id=nobody,
        number="0000-CLN-0000",
        enterprise_id=nobody,
        title=text("Title"),
        received_on=now.date(),
        created_at=now,
        updated_at=now,
    )
    return CaseFile(case=case, enterprise=Enterprise(id=nobody, name=text("Enterprise")))
