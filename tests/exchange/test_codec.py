"""Cases as JSON: nothing lost on the way out and back, and every fault named with its place."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app import paths
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.records import required
from clinic_app.domain.text import clean
from clinic_app.errors import UnreadableFile
from clinic_app.exchange import codec

NOBODY = "01910fd2-5c00-7000-8000-0000000009ff"
DOCUMENT = Path(__file__).parents[2] / "docs" / "case-json.md"


def example() -> dict[str, Any]:
    found = re.search(r"```json\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert found
    tree: dict[str, Any] = json.loads(found[1])
    return tree


def refused(tree: object) -> tuple[object, object]:
    with pytest.raises(UnreadableFile) as caught:
        codec.from_json(json.dumps(tree).encode())
    return caught.value.details["reason"], caught.value.details["where"]


_words = st.text(max_size=40).map(clean)
_titles = _words.filter(lambda text: not required("title", text))
_days = st.dates(date(1850, 1, 1), date(2150, 12, 31))
_times = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def casefiles(draw: st.DrawFn) -> CaseFile:
    """Any sound case: the documented one with drawn values in it."""
    tree = example()
    tree["case"] |= {"title": draw(_titles), "request": draw(_words), "received_on": draw(_days).isoformat()}
    tree["case"]["created_at"] = draw(_times).isoformat()
    tree["enterprise"] |= {
        "name": draw(_titles),
        "women_share": draw(st.none() | st.floats(0, 100)),
        "employees": draw(st.none() | st.integers(0, 1_000_000)),
        "is_family_firm": draw(st.none() | st.booleans()),
    }
    tree["problems"][0] |= {"symptoms": draw(st.lists(_words, max_size=4)), "severity": draw(st.sampled_from([1, 5]))}
    tree["years"] = [{"year": 1400, "turnover": draw(st.integers(0, 10**18))}]
    return codec.from_plain(tree)


@given(casefiles())
@settings(max_examples=60, deadline=None)
def test_a_case_comes_back_as_it_went(file: CaseFile) -> None:
    content = codec.to_json(file)
    assert codec.from_json(content) == file
    assert codec.to_json(codec.from_json(content)) == content
    assert codec.many_from_json(codec.many_to_json([file, file])) == (file, file)


def test_the_documented_example_is_a_sound_case() -> None:
    file = codec.from_plain(example())
    assert codec.unknown_fields(example()) == []
    assert file.problems[0].case_id == file.case.id
    assert file.contacts[0].enterprise_id == file.enterprise.id == file.case.enterprise_id
    assert file.case.created_at == datetime(2024, 8, 2, 12, tzinfo=UTC)
    assert len({record.id for record in (*file.contacts, *file.years, *file.visits, *file.actions)}) == 5


def test_a_case_of_an_earlier_release_is_read() -> None:
    tree = example()
    new = ("risks", "referrals", "opportunities", "assessments", "answers", "impacts", "follow_ups", "attachments")
    file = codec.from_plain({key: part for key, part in tree.items() if key not in new})
    assert [getattr(file, name) for name in new] == [()] * len(new)
    assert all(getattr(codec.from_plain(tree), name) for name in new[:-1])


def test_the_published_schema_is_that_of_the_records() -> None:
    published = (paths.resources() / "schema" / "case.schema.json").read_text("utf-8")
    assert published == codec.schema_text(), "run build_scripts/schema.py"


def test_the_schema_demands_only_what_a_writer_must_give() -> None:
    kinds = codec.schema()["$defs"]
    assert kinds["Case"]["required"] == ["title", "received_on", "id", "number"]
    assert kinds["Action"]["required"] == ["what"]


@pytest.mark.parametrize(
    ("kind", "change", "reason", "where"),
    [
        ("case", {"stage": "nowhere"}, "unknown-value", "$.case.stage"),
        ("case", {"received_on": "1403/05/12"}, "unreadable-date", "$.case.received_on"),
        ("case", {"id": "7"}, "not-an-id", "$.case.id"),
        ("case", {"created_at": "2024-08-02T10:00:00"}, "naive-time", "$.case.created_at"),
        ("case", {"title": "  "}, "empty", "$.case.title"),
        ("enterprise", {"employees": "many"}, "not-a-number", "$.enterprise.employees"),
        ("enterprise", {"name": 5}, "not-text", "$.enterprise.name"),
        ("enterprise", {"employees": 10**30}, "out-of-range", "$.enterprise.employees"),
        ("problems", {"severity": 9}, "out-of-range", "$.problems[0].severity"),
        ("problems", {"type_code": "9.99"}, "unknown-type", "$.problems[0].type_code"),
        ("problems", {"symptoms": "one"}, "not-a-list", "$.problems[0].symptoms"),
        (
            "actions",
            {"recommendation_id": NOBODY},
            "unknown-reference",
            "$.actions[0].recommendation_id",
        ),
        ("referrals", {"problem_id": NOBODY}, "unknown-reference", "$.referrals[0].problem_id"),
        ("opportunities", {"problem_id": NOBODY}, "unknown-reference", "$.opportunities[0].problem_id"),
        ("impacts", {"problem_id": NOBODY}, "unknown-reference", "$.impacts[0].problem_id"),
        ("answers", {"assessment_id": NOBODY}, "unknown-reference", "$.answers[0].assessment_id"),
        ("answers", {"item": "no-such-item"}, "unknown-item", "$.answers[0].item"),
        ("answers", {"blank": "not_seen"}, "contradiction", "$.answers[0].blank"),
        ("answers", {"item": "production-planning"}, "duplicate-id", "$.answers[1].item"),
        ("assessments", {"version": "0"}, "unknown-instrument", "$.assessments[0].instrument"),
        ("risks", {"damage": 6}, "out-of-range", "$.risks[0].damage"),
        ("case", {"copayment": 140}, "out-of-range", "$.case.copayment"),
    ],
)
def test_a_fault_is_named_with_its_place(kind: str, change: dict[str, object], reason: str, where: str) -> None:
    tree = example()
    record = tree[kind][0] if isinstance(tree[kind], list) else tree[kind]
    record.update(change)
    assert refused(tree) == (reason, where)


def test_the_hash_of_an_attachment_is_one() -> None:
    tree = example()
    tree["attachments"] = [{"name": "kiln.png", "media_type": "image/png", "size": 5, "sha256": "../../clinic.db"}]
    assert refused(tree) == ("wrong-value", "$.attachments[0].sha256")
    tree["attachments"][0]["sha256"] = "0a" * 32
    assert codec.from_plain(tree).attachments[0].in_report


def test_two_records_of_one_id_are_refused() -> None:
    tree = example()
    tree["problems"].append(tree["problems"][0])
    assert refused(tree) == ("duplicate-id", "$.problems[1].id")


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"format": "clinic-case/2"}, "newer-format"),
        ({"format": "recipe/1"}, "wrong-format"),
        ({"case": {}}, "wrong-format"),
        ([], "wrong-format"),
        ({"format": "clinic-case/1"}, "missing"),
        ({"format": "clinic-case/1", "case": [], "enterprise": 3}, "not-a-record"),
    ],
)
def test_another_document_is_refused(tree: object, reason: str) -> None:
    assert refused(tree)[0] == reason


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000, b'"\\ud800"'])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        codec.from_json(content, name="x.json")
    assert caught.value.details["reason"] == "not-json"
    assert caught.value.details["path"] == "x.json"


def test_the_place_in_a_document_of_several_names_the_case() -> None:
    broken = example()
    broken["visits"][0]["contact_hours"] = 900
    content = json.dumps({"format": "clinic-cases/1", "cases": [example(), broken]}).encode()
    with pytest.raises(UnreadableFile) as caught:
        codec.many_from_json(content)
    assert caught.value.details["where"] == "$.cases[1].visits[0].contact_hours"


def test_unknown_fields_are_ignored_but_can_be_listed() -> None:
    tree = example()
    tree["problems"][0]["titel"] = "slip"
    tree["mood"] = 1
    assert codec.from_plain(tree) == codec.from_plain(example())
    assert codec.unknown_fields(tree) == ["$.problems[0].titel", "$.mood"]


def test_control_characters_do_not_come_in() -> None:
    tree = example()
    tree["case"]["request"] = "a\x00b\x07c\r\nd"
    assert codec.from_json(json.dumps(tree).encode()).case.request == "abc\nd"


def test_a_text_of_fifty_thousand_characters_is_taken() -> None:
    tree = example()
    tree["case"]["request"] = "مشکل ما " * 6250
    assert len(codec.from_json(json.dumps(tree).encode()).case.request) == 50_000
