"""clinic partners."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from clinic_app.cli.form_commands import told
from clinic_app.cli.shell import Shell, described
from clinic_app.domain.areas import Area
from clinic_app.domain.calendar import today
from clinic_app.domain.partner import Cover, Memorandum, Partner, Programme
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label
from clinic_app.i18n.names import country
from clinic_app.services import partner_sheets, partners
from clinic_app.services.partners import Register


def register(shell: Shell) -> int:
    """Print the register or what of it covers an area, write it to a table, read one, or begin it."""
    options = shell.options
    options.may_create = options.founding or options.read is not None
    if options.read is not None:
        result = partner_sheets.read(shell.database, options.read, dry_run=options.dry_run)
        return told(shell, result, {"dry_run": True} if options.dry_run else {})
    if options.founding:
        return _load_founding(shell)
    if options.out is not None:
        return _write(shell)
    if options.area is not None:
        return _print_cover(shell, options.area)
    return _print_register(shell)


def _load_founding(shell: Shell) -> int:
    is_trial = shell.options.dry_run
    count = shell.database.do(partners.load_founding, shell.language, dry_run=is_trial)
    words = shell.catalog.plural("%(n)s partner added.", "%(n)s partners added.", count)
    shell.show(words % {"n": formats.number(count, shell.language)})
    shell.give({"added": count} | ({"dry_run": True} if is_trial else {}))
    return 0


def _write(shell: Shell) -> int:
    path = shell.options.out
    count = partner_sheets.write(shell.database, path, shell.catalog)
    words = shell.catalog.plural("%(n)s row was written: %(path)s", "%(n)s rows were written: %(path)s", count)
    shell.show(words % {"n": formats.number(count, shell.language), "path": path})
    shell.give({"files": [described(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())], "rows": count})
    return 0


def _print_cover(shell: Shell, area: Area) -> int:
    found = shell.database.read(partners.covering, area, today())
    if not found:
        shell.say(shell.text("No memorandum covers this area yet."))
    for cover in found:
        shell.show("\n".join(_cover_lines(shell, cover)))
    shell.give({"area": area.value, "covering": [_plain(cover) for cover in found]})
    return 0


def _cover_lines(shell: Shell, cover: Cover) -> Iterator[str]:
    status = label(shell.catalog, cover.status) or shell.text("No memorandum needed")
    yield "  ".join(part for part in (status, country(shell.catalog, cover.country), cover.organisation) if part)
    yield from _dated(shell, cover)
    if cover.contact:
        yield f"  {field(shell.catalog, 'contact')}: {cover.contact}"
    for offer in cover.programmes:
        yield from _offered(shell, offer.name, offer.eligibility, offer.contact)


def _print_register(shell: Shell) -> int:
    found = shell.database.read(partners.register)
    if not found.partners:
        shell.say(shell.text("No partner written down yet. --founding enters those the founding text names."))
    for partner in found.partners:
        shell.show("\n".join(_partner_lines(shell, partner, found)))
    shell.give({"partners": [_with_papers(partner, found) for partner in found.partners]})
    return 0


def _partner_lines(shell: Shell, partner: Partner, found: Register) -> Iterator[str]:
    name = partner.name or shell.text("Not named yet")
    yield "  ".join(part for part in (country(shell.catalog, partner.country), name) if part)
    for paper in _of(partner, found.memoranda):
        status = label(shell.catalog, paper.status_on(today()))
        yield f"  {status}  " + next(_dated(shell, paper), "").strip()
        if paper.areas:
            yield "    " + _listed(shell, paper.areas)
    for offer in _of(partner, found.programmes):
        yield from _offered(shell, offer.name, offer.eligibility, offer.contact)


def _dated(shell: Shell, paper: Memorandum | Cover) -> Iterator[str]:
    ends = formats.day(paper.valid_until, shell.language)
    until = f"{field(shell.catalog, 'valid_until')}: {ends}" if ends else ""
    parts = (paper.title, formats.day(paper.dated_on, shell.language), until)
    if told_ := "  ".join(part for part in parts if part):
        yield f"  {told_}"


def _offered(shell: Shell, name: str, eligibility: str, contact: str) -> Iterator[str]:
    yield f"  • {name}"
    for key, words in (("eligibility", eligibility), ("contact", contact)):
        if words:
            yield f"    {field(shell.catalog, key)}: {' '.join(words.split())}"


def _listed(shell: Shell, areas: tuple[Area, ...]) -> str:
    return " · ".join(label(shell.catalog, area) for area in areas)


def _of(partner: Partner, records: tuple[Any, ...]) -> list[Any]:
    return [each for each in records if each.partner_id == partner.id]


def _with_papers(partner: Partner, found: Register) -> dict[str, Any]:
    papers = [_plain(each) | {"status": each.status_on(today()).value} for each in _of(partner, found.memoranda)]
    return _plain(partner) | {
        "memoranda": papers,
        "programmes": [_plain(each) for each in _of(partner, found.programmes)],
    }


def _plain(record: Partner | Memorandum | Programme | Cover) -> dict[str, Any]:
    """A record as JSON values."""
    return {each.name: _as_json(getattr(record, each.name)) for each in fields(record) if each.name != "revision"}


def _as_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID | date):
        return str(value)
    return value if isinstance(value, str | int | None) else _plain(value)
