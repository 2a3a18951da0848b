"""S1: the three closed cases most like a text, out of a hundred thousand."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import sqlcipher3.dbapi2 as driver

from build_scripts.figures import Outcome, outcome
from clinic_app import paths
from clinic_app.domain.case import CaseData
from clinic_app.domain.enterprise import EnterpriseData
from clinic_app.domain.plan import RecommendationData
from clinic_app.domain.problem import ProblemData
from clinic_app.matching import lexicon
from clinic_app.services import cases, enterprises, plans, problems, similar
from clinic_app.services.cases import Numbering
from clinic_app.storage import search
from clinic_app.storage.database import Database, open_database
from clinic_app.storage.types import uuid7

_CASES, _BAR = 100_000, 50.0  # ms
_CLONED = ("cases", "problems", "recommendations", "search_documents")


def closed_cases(*, quick: bool) -> Outcome:
    """S1: texts of every language asked of a real clinic file, each once, in one session and warm."""
    texts = _texts()
    with tempfile.TemporaryDirectory() as folder:
        database = filled(Path(folder) / "clinic.db", texts, 10_000 if quick else _CASES)
        asked = _asked(texts, 60 if quick else 300)
        for text in asked[:15]:
            database.read(similar.closed_like, text)
        times, found = [], 0
        for text in asked:
            start = time.perf_counter()
            found += bool(database.read(similar.closed_like, text))
            times.append(1000 * (time.perf_counter() - start))
        database.close()
    slow = quantiles(times, n=20)[-1]
    values = {
        "p50": f"{median(times):.1f}ms", "p95": f"{slow:.1f}ms", "bar": f"{_BAR:.0f}ms",
        "most": f"{max(times):.1f}ms", "found": f"{found}/{len(times)}", "cases": 10_000 if quick else _CASES,
    }  # fmt: skip
    return outcome("S1", values, ok=slow <= _BAR)


def _texts() -> list[str]:
    """Statements of all languages, from the lexicon's own files."""
    read = (lexicon.load(paths.resources() / "lexicon", language).exemplars for language in lexicon.LANGUAGES)
    return [one.text for part in read for one in part]


def _asked(texts: Sequence[str], n: int) -> list[str]:
    """Half of one statement and half of another: like some cases, the same as none."""
    chance = random.Random(2)
    pairs = ((chance.choice(texts).split(), chance.choice(texts).split()) for _ in range(n))
    return [" ".join((*one[: 1 + len(one) // 2], *other[len(other) // 2 :])) for one, other in pairs]


def filled(path: Path, texts: Sequence[str], n: int) -> Database:
    """A clinic file of ``n`` cases, nine in ten of them closed: one made by the services, the others its likes."""
    database = open_database(path, create=True, actor="benchmark")
    firm = database.do(enterprises.add, EnterpriseData(name="Mehr Tile"))
    data = CaseData(title="Request", received_on=date(2024, 1, 1))
    case = database.do(cases.open_case, firm.id, data, numbering=Numbering(prefix="B", calendar="gregorian"))
    problem = database.do(problems.add, case.id, ProblemData(statement="x"))
    database.do(plans.add_recommendation, case.id, RecommendationData(title="y", problem_ids=(problem.id,)))
    database.close()
    link = driver.connect(str(path), isolation_level=None)
    link.row_factory = driver.Row
    one = {table: dict(link.execute(f"SELECT * FROM {table}").fetchone()) for table in _CLONED}
    chance = random.Random(1)
    link.execute("BEGIN")
    for start in range(0, n, 5_000):
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in _CLONED}
        for number in range(start, min(start + 5_000, n)):
            for table, row in _case(number, one, texts, chance):
                rows[table].append(row)
        for table, made in rows.items():
            names = ", ".join(f":{name}" for name in made[0])
            link.executemany(f"INSERT INTO {table} ({', '.join(made[0])}) VALUES ({names})", made)
    link.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    link.execute("COMMIT")
    link.close()
    return open_database(path)


def _case(
    number: int, one: dict[str, dict[str, Any]], texts: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, dict[str, Any]]]:
    """A closed or open case of one problem: two or three statements in the register's words, with numbers in them."""
    said = " ".join((*chance.sample(texts, chance.randint(2, 3)), f"{chance.randint(3, 900)} / {number}"))
    advice = chance.choice(texts)
    case, problem = uuid7().bytes, uuid7().bytes
    stage, order = ("closed", 9) if number % 10 else ("plan", 4)
    changed = {"id": case, "number": f"C-{number}", "title": said[:60], "stage": stage, "stage_order": order}
    yield "cases", one["cases"] | changed
    yield "problems", one["problems"] | {"id": problem, "case_id": case, "statement": said}
    advised = {"id": uuid7().bytes, "case_id": case, "title": advice[:80], "problem_ids": "[]"}
    yield "recommendations", one["recommendations"] | advised
    yield "search_documents", {"docid": number + 10, "case_id": case, "body": search.terms(f"{said}\n{advice}")}
