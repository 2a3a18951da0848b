"""Problems of closed cases that are like a text, with what solved them: out of the clinic file, in milliseconds."""

import heapq
import math
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from clinic_app.domain.case import Stage
from clinic_app.domain.plan import ActionStatus
from clinic_app.domain.similar import SimilarProblem
from clinic_app.matching import matcher, memory
from clinic_app.matching.model import Model, word_feature
from clinic_app.storage import search
from clinic_app.storage.tables import ActionRow, CaseRow, EnterpriseRow, ProblemRow, RecommendationRow

MOST = 3
LEAST = 0.15
"""Texts less alike than this share their common words only."""

_READ = 2_000  # characters of a text that are compared
_ASKED = 14  # words looked up
_ENTRIES = 1_500  # newest cases taken of each word
_CHUNK, _CHUNKS = 200, 4  # cases looked at, the most promising first
_COMPARED = 60  # cases whose problems are compared word by word
_UNKNOWN = 8.0  # the rarity of a word the model never met, as rare as its rarest
_NEWEST = sql("SELECT rowid FROM search_index WHERE search_index MATCH :asked ORDER BY rowid DESC LIMIT :most")
_CLOSED = sql(
    "SELECT d.docid, d.case_id FROM search_documents d CROSS JOIN cases c ON c.id = d.case_id "
    "WHERE d.docid IN :docids AND c.stage = :closed AND c.deleted_at IS NULL AND d.case_id != :but"
).bindparams(bindparam("docids", expanding=True))


def closed_like(session: Session, text: str, *, but: UUID | None = None) -> tuple[SimilarProblem, ...]:
    """The three problems of closed cases most like ``text``, the most similar first; never of the case ``but``.

    What lies in the bin is not found. The work is bounded, however many cases there are.
    """
    model = matcher.load().language(memory.language(text)).model
    asked = _weighed(text, model)
    if not asked:
        return ()
    texts = _texts(session, _closed(session, _promising(session, asked), but))
    alike = ((_cosine(asked, _weighed(other, model)), key) for key, other in texts)
    best = heapq.nlargest(MOST, (each for each in alike if each[0] >= LEAST))
    return tuple(_told(session, key, similarity) for similarity, key in best)


def _weighed(text: str, model: Model) -> dict[str, float]:
    """The terms of a text as the search knows them, with how rare they are; single letters tell nothing."""
    found = set(search.terms(text[:_READ]).split())
    return {
        term: model.rarity(word_feature(term)) or model.rarity(term) or _UNKNOWN for term in found if len(term) > 1
    }


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(weight**2 for term, weight in one.items() if term in other)
    lengths = sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in other.values())
    return shared / math.sqrt(lengths) if lengths else 0.0


def _promising(session: Session, weighed: Mapping[str, float]) -> list[int]:
    """Documents of the search index that share rare words with a text, the most promising first."""
    run = session.connection().execute
    asked = sorted(weighed, key=lambda term: (-weighed[term], term))[:_ASKED]
    total = run(sql("SELECT max(docid) FROM search_documents")).scalar() or 0
    scores: dict[int, float] = {}
    for term in asked:
        docids = run(_NEWEST, {"asked": f'"{term}"', "most": _ENTRIES}).scalars().all()
        if docids:
            weight = math.log(1 + total / len(docids))
            for docid in docids:
                scores[docid] = scores.get(docid, 0.0) + weight
    return sorted(scores, key=lambda docid: (-scores[docid], -docid))


def _closed(session: Session, docids: Sequence[int], but: UUID | None) -> list[UUID]:
    """The closed cases among documents, in their order, no more than are compared."""
    kept: list[UUID] = []
    excluded = but.bytes if but is not None else b""
    for start in range(0, min(len(docids), _CHUNK * _CHUNKS), _CHUNK):
        part = docids[start : start + _CHUNK]
        given = {"docids": part, "closed": Stage.CLOSED.value, "but": excluded}
        rows = session.connection().execute(_CLOSED, given).all()
        cases = {docid: UUID(bytes=case) for docid, case in rows}
        kept += [cases[docid] for docid in part if docid in cases]
        if len(kept) >= _COMPARED:
            break
    return kept[:_COMPARED]


def _texts(session: Session, cases: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """What the problems of cases say, with their ids."""
    query = select(ProblemRow.id, ProblemRow.title, ProblemRow.statement, ProblemRow.symptoms).where(
        ProblemRow.case_id.in_(cases), ProblemRow.deleted_at.is_(None)
    )
    rows = session.execute(query).all()
    return [(row.id, "\n".join((row.title, row.statement, *row.symptoms))) for row in rows]


def _told(session: Session, problem_id: UUID, similarity: float) -> SimilarProblem:
    problem = session.get_one(ProblemRow, problem_id)
    case = session.get_one(CaseRow, problem.case_id)
    firm = session.get_one(EnterpriseRow, case.enterprise_id, execution_options={"with_bin": True})
    return SimilarProblem(
        case_id=case.id,
        problem_id=problem.id,
        number=case.number,
        enterprise=firm.name,
        title=problem.title or problem.statement,
        area=problem.area,
        type_code=problem.type_code,
        status=problem.status,
        outcome=case.outcome,
        similarity=round(similarity, 4),
        solved_by=_solved_by(session, problem),
    )


def _solved_by(session: Session, problem: ProblemRow) -> tuple[str, ...]:
    """The actions done that follow from advice on the problem, else the advice itself.

    Advice that names no problem counts for each; so does an action without advice, when no advice names one.
    """
    in_order = select(RecommendationRow).filter_by(case_id=problem.case_id).order_by(RecommendationRow.position)
    advice = session.scalars(in_order).all()
    named = [item for item in advice if problem.id in item.problem_ids]
    about = named or [item for item in advice if not item.problem_ids]
    kept = {item.id for item in about} | ({None} if about == list(advice) else set())
    steps = session.scalars(select(ActionRow).filter_by(case_id=problem.case_id).order_by(ActionRow.position))
    done = [step.what for step in steps if step.status is ActionStatus.DONE and step.recommendation_id in kept]
    return tuple(done or [item.title for item in about])
