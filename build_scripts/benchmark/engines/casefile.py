"""The consultation report itself, as the program prints it, from Clinic's Persian sample cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from build_scripts.benchmark.reports_content import CLINIC, Report
from clinic_app import paths
from clinic_app.domain.casefile import CaseFile
from clinic_app.exchange import codec
from clinic_app.reports.document import Letterhead, Order
from clinic_app.reports.documents import render

_PRINTED = datetime(2024, 8, 2, 12, 0, tzinfo=UTC)


def prepare() -> None:
    """Read the sample cases."""
    _samples()


@cache
def _samples() -> tuple[CaseFile, ...]:
    path = paths.resources() / "samples" / "fa.json"
    document = codec.parsed(path.read_bytes(), name=path.name)
    return tuple(codec.from_plain(tree, name=path.name, where=where) for where, tree in codec.members(document))


def ready(reports: Sequence[Report]) -> CaseFile:
    """A sample case with another firm's name, and problems that the words of the first report follow."""
    report = reports[0]
    file = _samples()[int(report.number[-4:]) % len(_samples())]
    words = [text for _, text in report.essays]
    problems = tuple(
        replace(problem, statement=f"{problem.statement}\n{words[place % len(words)]}")
        for place, problem in enumerate(file.problems)
    )
    return replace(file, enterprise=replace(file.enterprise, name=report.firm), problems=problems)


def draw(file: CaseFile) -> bytes:
    """The whole report, as a draft."""
    order = Order(languages=("fa",), printed_at=_PRINTED, letterhead=Letterhead(clinic_name=CLINIC))
    return render([file], order).pdf
