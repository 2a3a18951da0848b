"""What leaves the house for the ministry: thirty planted words, and none of them anywhere in the PDF."""

from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest

from clinic_app.domain.case import Case
from clinic_app.domain.casefile import Audience, CaseFile, ReportKind
from clinic_app.domain.enterprise import Enterprise
from clinic_app.domain.masking import Mask
from clinic_app.domain.redaction import redact
from clinic_app.domain.text import ascii_digits, fold
from clinic_app.domain.visit import Visit
from clinic_app.reports.document import IssueMark, Letterhead, Previous
from clinic_app.services import press
from clinic_app.services.terms import Terms, order_of
from clinic_app.storage.database import Database
from tests.domain.test_redaction import filled, whole
from tests.factories import CASE_ID, NOW, TODAY

PEOPLE = {
    "contact": "Golnar Zarrinpour",
    "advisor": "Bahman Koushkpar",
    "reviewer": "Sudabeh Lindqvist",
    "approver": "Farzin Yazdgerdi",
    "referrer": "Homayra Tavallali",
    "participant": "Rostam Dastanpour",
    "responsible": "Katayun Mehrjooy",
    "supporter": "Siavash Ordoukhani",
    "respondent": "Manizheh Turanpour",
    "assessor": "Esfandiar Rouyintan",
    "decider": "Gordafarid Sepidpour",
    "owner": "Fereydun Kaviani",
    "visitor": "Tahmineh Samangan",
    "issuer": "Jamshid Varjavand",
}
FIRM = {
    "name": "شرکت کاشی زرنگارفر",
    "name_latin": "Zarnegarfar Tile Co.",
    "legal_id": "10380284790",
    "registration_no": "RG-77431",
    "economic_code": "411345678912",
    "licence_no": "LN/90817/ب",
    "county": "Taftanrud",
    "industrial_park": "Shahrak Bistunabad",
    "address": "Kuhestan Alley, No 17",
    "postal_code": "8134567891",
    "website": "www.zarnegarfar.example",
}
ONLY_THERE = {
    "request": "Haftdastgah",
    "triage_note": "Sarbasteh",
    "conflict_note": "Damadzadeh",
    "closing_note": "Payanname",
    "products": "Goldinobrand",
    "ownership": "Farrokhlagha",
    "notes": "Pasteplus",
    "visit_notes": "Dafterdovom",
    "document": "Barnamehno",
    "caption": "Axnegari",
    "organisation": "Bankshahrak",
    "phone": "+98 913 555 1234",
    "email": "g.zarrin@mailbox.example",
}


SAID = ", ".join((*PEOPLE.values(), *FIRM.values(), "ZARNEGARFAR tile", "0913-555-1234", ONLY_THERE["email"]))


def planted() -> CaseFile:
    """A case whose every free text speaks of everybody, and whose other fields hold what nobody else may read."""
    file = filled(whole(), SAID)
    contact = replace(file.contacts[0], name=PEOPLE["contact"], phone=ONLY_THERE["phone"], email=ONLY_THERE["email"])
    fields: dict[str, dict[str, str]] = {
        "actions": {"responsible": PEOPLE["responsible"], "supporter": PEOPLE["supporter"]},
        "risks": {"owner": PEOPLE["owner"]},
        "referrals": {"organisation": ONLY_THERE["organisation"]},
        "assessments": {"respondent": PEOPLE["respondent"], "assessor": PEOPLE["assessor"]},
        "matches": {"decided_by": PEOPLE["decider"]},
        "impacts": {"document": ONLY_THERE["document"]},
        "follow_ups": {"done_by": PEOPLE["visitor"]},
        "attachments": {"caption": ONLY_THERE["caption"]},
        "issues": {"issued_by": PEOPLE["issuer"]},
    }
    records = {name: tuple(replace(each, **known) for each in getattr(file, name)) for name, known in fields.items()}
    return replace(file, case=_case(file), enterprise=_firm(file), contacts=(contact,), visits=(_visit(),), **records)


def _case(file: CaseFile) -> Case:
    hidden = {name: ONLY_THERE[name] for name in ("request", "triage_note", "conflict_note", "closing_note")}
    people = {"advisor": "advisor", "reviewer": "reviewer", "plan_approved_by": "approver", "referred_by": "referrer"}
    named = {field: PEOPLE[name] for field, name in people.items()}
    return replace(file.case, **hidden, **named, standing_reason=ONLY_THERE["triage_note"])


def _firm(file: CaseFile) -> Enterprise:
    own = {name: ONLY_THERE[name] for name in ("products", "ownership", "notes")}
    return replace(file.enterprise, **FIRM, **own, province="Yazd", isic="2392")


def _visit() -> Visit:
    return Visit(
        id=uuid4(),
        case_id=CASE_ID,
        visited_on=TODAY,
        place=FIRM["address"],
        advisor=PEOPLE["advisor"],
        participants=f"{PEOPLE['participant']} (CEO), {PEOPLE['contact']}",
        contact_hours=3,
        notes=ONLY_THERE["visit_notes"],
        next_step=SAID,
    )


def all_texts(content: bytes) -> str:
    """What a reader, a search engine or a screen reader finds in a PDF: text, outline, properties, descriptions."""
    document = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_range() for page in document]
    with pikepdf.open(BytesIO(content)) as pdf:
        found += [str(value) for value in pdf.docinfo.values()]
        found.append(pdf.Root.Metadata.read_bytes().decode())
        found += [str(part.Alt) for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/Alt" in part]
        found += [
            str(part.Title) for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/Title" in part
        ]
    return "\n".join(found)


def bare(text: str) -> str:
    return "".join(char for char in ascii_digits(fold(text)) if char.isalnum())


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_planted_word_is_in_the_file(database: Database, kind: ReportKind, language: str) -> None:
    file = planted()
    terms = Terms(kind=kind, audience=Audience.MINISTRY, languages=(language,))
    mark = IssueMark(
        number=file.case.number,
        version=2,
        issued_at=NOW,
        by=PEOPLE["issuer"],
        reviewer=PEOPLE["reviewer"],
        code="7K3M-2QXD-94TB",
    )
    issue = mark if kind.can_be_issued else None
    before = Previous(version=1, issued_at=NOW, file=redact(file, Audience.MINISTRY))
    order = order_of(terms, Letterhead(clinic_name="Isfahan Clinic"), before, printed_at=NOW, issue=issue)
    found = all_texts(press.rendered(database, (file,), order).pdf)
    squeezed = bare(found)
    words = [word for name in PEOPLE.values() for word in name.split()]
    planted_words = [*words, *FIRM.values(), *ONLY_THERE.values(), "zarnegarfar", "زرنگارفر", "5551234", "77431"]
    assert len(planted_words) > 30
    assert [word for word in planted_words if bare(word) in squeezed] == []
    if not kind.is_of_many:
        assert Mask(file).enterprise in found
