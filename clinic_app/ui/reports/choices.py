"""What can be ordered of a document: kinds, languages, readers, paper, each in words."""

from collections.abc import Iterable, Mapping

from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.reports.document import Paper
from clinic_app.ui.choices import LANGUAGE_NAMES

OF_ONE = tuple(kind for kind in ReportKind if not kind.is_of_many)
OF_MANY = tuple(ReportKind)
LANGUAGES: tuple[tuple[str, ...], ...] = (("en",), ("fa",), ("ko",), ("fa", "en"), ("ko", "en"), ("fa", "ko"))
MOST_COPIES = 9
_PAPERS: Mapping[Paper, str] = {Paper.A4: "A4", Paper.LETTER: "Letter"}


def language_words(languages: Iterable[str]) -> str:
    """Each language by its own name: "فارسی + English". Isolated, so that a Persian window keeps their order."""
    return " + ".join(f"\u2068{LANGUAGE_NAMES.get(code, code)}\u2069" for code in languages)


def kind_words(catalog: Catalog, kind: ReportKind) -> str:
    """The kind of document in words."""
    return labels.label(catalog, kind)


def audience_words(catalog: Catalog, audience: Audience) -> str:
    """Whom the document is for, in words."""
    return labels.label(catalog, audience)


def paper_words(catalog: Catalog, paper: Paper) -> str:
    """The size of the sheet, with its millimetres: names differ, sheets do not."""
    size = "210 × 297" if paper is Paper.A4 else "216 × 279"
    return f"\u2066{_PAPERS[paper]} ({formats.digits(size, catalog.language)} mm)\u2069"
