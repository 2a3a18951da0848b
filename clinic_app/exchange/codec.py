"""A whole case as JSON: one form for files between programs, for export, and for cases written by hand."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID, uuid5

import pydantic_core
from pydantic import TypeAdapter, ValidationError

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.text import clean
from clinic_app.errors import UnreadableFile
from clinic_app.exchange import soundness

FORMAT = "clinic-case/1"
FORMAT_MANY = "clinic-cases/1"

# Records of a case that are in order, and those that carry the id of the case or of the enterprise: what a
# reader can tell from the place of a record need not be written.
_POSITIONED = ("problems", "recommendations", "actions")
_OF_CASE = (
    *("problems", "matches", "visits", "recommendations", "actions", "risks", "referrals", "opportunities"),
    *("assessments", "answers", "impacts", "follow_ups", "attachments", "issues"),
)
_OF_ENTERPRISE = ("contacts", "years")
_DERIVED = frozenset({"id", "case_id", "enterprise_id", "position", "created_at", "updated_at"})


@cache
def _adapter() -> TypeAdapter[CaseFile]:
    return TypeAdapter(CaseFile)


def plain(file: CaseFile) -> dict[str, Any]:
    """The case as JSON values, fields in the order of the records: what ``to_json`` writes."""
    return {"format": FORMAT, **_adapter().dump_python(file, mode="json")}


def to_json(file: CaseFile) -> bytes:
    """One case as UTF-8 JSON. Equal cases give equal bytes."""
    return _encoded(plain(file))


def many_to_json(files: Iterable[CaseFile]) -> bytes:
    """Several cases as one UTF-8 JSON document."""
    cases = [_adapter().dump_python(file, mode="json") for file in files]
    return _encoded({"format": FORMAT_MANY, "cases": cases})


def from_json(content: bytes, *, name: str = "") -> CaseFile:
    """The case in ``content``; ``name`` is the file's, for the message. Raises UnreadableFile as ``from_plain``."""
    return from_plain(parsed(content, name=name), name=name)


def many_from_json(content: bytes, *, name: str = "") -> tuple[CaseFile, ...]:
    """All cases of a document of several, or of one. Raises UnreadableFile at the first that is not sound."""
    return tuple(from_plain(tree, name=name, where=where) for where, tree in members(parsed(content, name=name)))


def parsed(content: bytes, *, name: str = "") -> Any:
    """The JSON values in ``content``, control characters cleaned. Raises UnreadableFile (reason "not-json")."""
    try:
        tree = pydantic_core.from_json(content.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError as error:
        raise UnreadableFile(path=name, reason="not-json", where="$", value=str(error)) from error
    return _cleaned(tree)


def members(tree: Any) -> Iterator[tuple[str, Any]]:
    """The cases of a document with the JSON path of each; a single case is its own only member."""
    if isinstance(tree, dict) and isinstance(tree.get("cases"), list) and tree.get("format") == FORMAT_MANY:
        yield from ((f"$.cases[{index}]", case) for index, case in enumerate(tree["cases"]))
    else:
        yield "$", tree


def from_plain(tree: Any, *, name: str = "", where: str = "$") -> CaseFile:
    """The case of JSON values that stand at the path ``where`` of a document.

    Raises UnreadableFile; details: path, reason (a code: "wrong-format", "newer-format", "missing",
    "unknown-value", … or the code of a ``FieldError``), where (a JSON path), value (as found, shortened).
    """
    _check_format(tree, name, where)
    try:
        file = _adapter().validate_json(json.dumps(_completed(tree)), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = where + _path(first["loc"])
        reason = _reason(first["type"])
        raise UnreadableFile(path=name, reason=reason, where=path, value=_short(first["input"])) from error
    for flaw in soundness.flaws(file):
        raise UnreadableFile(path=name, reason=flaw.code, where=where + flaw.where, value=flaw.value)
    return file


def unknown_fields(tree: Any, *, where: str = "$") -> list[str]:
    """JSON paths of fields this version does not know, and so ignores: those of a later one, or slips of the pen."""
    known = {"format": FORMAT, **_adapter().dump_python(from_plain(tree), mode="json")}
    return list(_extra(tree, known, where))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a case and of a document of several, as published in resources/schema."""
    found = _adapter().json_schema(ref_template="#/$defs/{model}")
    kinds: dict[str, Any] = found.pop("$defs")
    kinds["CaseFile"] = {key: found[key] for key in ("type", "description", "properties", "required")}
    kinds["CaseFile"]["properties"] = {"format": {"const": FORMAT}, **found["properties"]}
    for name, kind in kinds.items():
        derived = _DERIVED - {"id"} if name in ("Case", "Cover") else _DERIVED
        if "required" in kind:
            kind["required"] = [field for field in kind["required"] if field not in derived]
    many = {
        "type": "object",
        "properties": {
            "format": {"const": FORMAT_MANY},
            "cases": {"type": "array", "items": {"$ref": "#/$defs/CaseFile"}},
        },
        "required": ["format", "cases"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Clinic case",
        "anyOf": [{"$ref": "#/$defs/CaseFile", "required": ["format"]}, many],
        "$defs": kinds,
    }


def schema_text() -> str:
    """``schema`` as the published file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _encoded(tree: Mapping[str, Any]) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _cleaned(tree: Any) -> Any:
    if isinstance(tree, str):
        return clean(tree)
    if isinstance(tree, list):
        return [_cleaned(part) for part in tree]
    if isinstance(tree, dict):
        return {clean(key): _cleaned(part) for key, part in tree.items()}
    return tree


def _check_format(tree: Any, name: str, where: str) -> None:
    if not isinstance(tree, dict):
        raise UnreadableFile(path=name, reason="wrong-format", where=where, value=_short(tree))
    found = tree.get("format", FORMAT if where != "$" else None)
    if found != FORMAT:
        kind, _, version = str(found).partition("/")
        newer = kind in ("clinic-case", "clinic-cases") and version.isdecimal() and int(version) > 1
        reason = "newer-format" if newer else "wrong-format"
        raise UnreadableFile(path=name, reason=reason, where=f"{where}.format", value=_short(found))


def _completed(tree: dict[str, Any]) -> dict[str, Any]:
    """``tree`` with what the place of a record tells filled in: ids of its owners, positions, times of the case."""
    case, firm = tree.get("case"), tree.get("enterprise")
    if not isinstance(case, dict) or not isinstance(firm, dict):
        return tree
    firm = {"id": case.get("enterprise_id") or _derived_id(case.get("id"), "enterprise"), **firm}
    noon = f"{case.get('received_on')}T12:00:00Z"
    case = {"enterprise_id": firm["id"], "created_at": noon, **case}
    case.setdefault("updated_at", case["created_at"])
    full = {**tree, "case": case, "enterprise": firm}
    for names, owner, record in ((_OF_CASE, "case_id", case), (_OF_ENTERPRISE, "enterprise_id", firm)):
        for kind in names:
            if isinstance(tree.get(kind), list):
                full[kind] = [_placed(part, kind, i, owner, record) for i, part in enumerate(tree[kind])]
    return full


def _placed(part: Any, kind: str, index: int, owner: str, record: dict[str, Any]) -> Any:
    if not isinstance(part, dict):
        return part
    known = {"id": _derived_id(record.get("id"), f"{kind}/{index}"), owner: record.get("id")}
    if kind in _POSITIONED:
        known["position"] = index + 1
    return {**known, **part}


def _derived_id(owner: Any, place: str) -> str | None:
    """A stable id from the owner's and the place; None, and so a clear error, when the owner has no sound id."""
    try:
        return str(uuid5(UUID(owner), place))
    except (TypeError, ValueError, AttributeError):
        return None


def _extra(tree: Any, known: Any, where: str) -> Iterator[str]:
    if isinstance(tree, dict) and isinstance(known, dict):
        for key, part in tree.items():
            if key in known:
                yield from _extra(part, known[key], f"{where}.{key}")
            else:
                yield f"{where}.{key}"
    elif isinstance(tree, list) and isinstance(known, list):
        for index, (part, other) in enumerate(zip(tree, known, strict=False)):
            yield from _extra(part, other, f"{where}[{index}]")


_REASONS = {
    "missing": "missing",
    "enum": "unknown-value",
    "string_type": "not-text",
    "int_type": "not-a-number",
    "int_from_float": "not-a-number",
    "float_type": "not-a-number",
    "bool_type": "not-true-or-false",
    "list_type": "not-a-list",
    "tuple_type": "not-a-list",
    "dataclass_type": "not-a-record",
}


def _reason(kind: str) -> str:
    if kind.startswith("uuid"):
        return "not-an-id"
    if kind.startswith("datetime"):
        return "unreadable-time"
    if kind.startswith("date"):
        return "unreadable-date"
    return _REASONS.get(kind, "wrong-value")


def _path(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:79] + "…"
