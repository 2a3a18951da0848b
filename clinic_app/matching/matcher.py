"""The matcher: a text in, one suggestion out, always the same for the same text and data files."""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from clinic_app import paths
from clinic_app.domain.match import AreaScore, Contribution, Recall, Suggestion, SuggestionKind, TypeScore
from clinic_app.matching import calibrator, facts, lexicon, rank, reasons, words
from clinic_app.matching.memory import CERTAIN, Memory, Recalled
from clinic_app.matching.model import AREAS, TYPES, ModelFile
from clinic_app.matching.rank import Language, Scored, Scorer

SUGGEST_FROM = 0.8
_TYPES_SHOWN = 5
# A text of fewer words, or with fewer known ones, may be ranked but is never answered with confidence.
_LEAST_WORDS, _LEAST_KNOWN = 4, 2
_UNSURE_AT_MOST = 0.49


class Matcher:
    """Ranks the areas for a text. Each language is read when the first text in it comes; thread-safe."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the model, the calibrator and the stop words. Raises BadLexicon or OSError."""
        self._file = ModelFile(folder)
        self._calibrator = calibrator.load(folder)
        self._quiet = lexicon.stop_words(folder)
        self._languages: dict[str, Language] = {}
        self._lock = threading.Lock()
        self.rules = f"{self._file.version}-{self._calibrator.digest}"

    def suggest(
        self,
        text: str,
        language: str | None = None,
        *,
        contributions: Sequence[Contribution] = (),
        memory: Memory | None = None,
    ) -> Suggestion:
        """The areas and problem types ``text`` speaks of, with reasons quoted from it.

        ``language`` (en, fa, ko), when known, counts at least half in a text of mixed scripts. ``contributions``
        of the enterprise's scorecard and facts move the ranking, never the bounds of scope. What ``memory`` holds of
        the same text always wins, of a like one it moves the ranking. Raises BadLexicon when the model is broken.
        """
        read = words.split(text)
        if not read:
            return self._refusal([1 / len(AREAS)] * len(AREAS), 0.0, memory)
        shares = _with_language(words.shares(text), language)
        scorer = Scorer(text, read, {self.language(name): share for name, share in shares.items()})
        scored = scorer.scored()
        recalled = self._recalled(text, memory)
        is_same = recalled is not None and recalled.is_same
        if not scored.known and recalled is None:
            return self._refusal([1 / len(AREAS)] * len(AREAS), 0.0, memory)
        scores = self._scores(scorer, read, shares, facts.by_area(contributions), memory, recalled)
        stretched = scores(())
        ranking = rank.probabilities(stretched)
        features = calibrator.features(scored, ranking, len(read), shares)
        confidence = self._calibrator.confidence(features)
        by_words = rank.probabilities(self._stretched(scored.areas, [0.0] * len(AREAS)))
        is_in_scope = self._calibrator.is_in_scope(calibrator.features(scored, by_words, len(read), shares))
        if not is_in_scope and recalled is None:
            return self._refusal(ranking, min(confidence, _UNSURE_AT_MOST), memory)
        if not is_in_scope or len(read) < _LEAST_WORDS or scored.known * len(read) < _LEAST_KNOWN:
            confidence = min(confidence, _UNSURE_AT_MOST)
        question = reasons.Question(
            text=text, words=read, hits=scored.hits, scores=stretched, without=scores, quiet=self._quiet
        )
        found = self._answer(question, scored, max(confidence, CERTAIN) if is_same else confidence, recalled)
        return replace(found, contributions=tuple(contributions), rules=self.rules_with(memory))

    def _scores(
        self,
        scorer: Scorer,
        read: Sequence[words.Word],
        shares: Mapping[str, float],
        known: Sequence[float],
        memory: Memory | None,
        recalled: Recalled | None,
    ) -> Callable[[Collection[int]], list[float]]:
        """What gives the log scores of the areas, with all that was learnt, without the words at some places."""
        tuning = memory.tuning if memory is not None else None
        models = {name: (self.language(name).model, share) for name, share in shares.items()}
        tuned = tuning.read([word.folded for word in read], models) if tuning is not None else None

        def learnt(gone: Collection[int]) -> list[float]:
            found = self._stretched(scorer.areas_without(gone), known)
            return found if tuned is None else [a + b for a, b in zip(found, tuned.added(gone), strict=True)]

        pull = recalled.added(learnt(())) if recalled is not None else [0.0] * len(AREAS)
        return lambda gone: [a + b for a, b in zip(learnt(gone), pull, strict=True)]

    def _recalled(self, text: str, memory: Memory | None) -> Recalled | None:
        return memory.recall(text, lambda name: self.language(name).model) if memory is not None else None

    def recall(self, text: str, memory: Memory) -> Recall | None:
        """The earlier correction that ``suggest`` follows for a text."""
        found = self._recalled(text, memory)
        return found.recall if found is not None else None

    def rules_with(self, memory: Memory | None) -> str:
        """The version of lexicon and model, and of what a rebuild made of them."""
        return (
            f"{self.rules}+{memory.tuning.name}" if memory is not None and memory.tuning is not None else self.rules
        )

    def _answer(
        self,
        question: reasons.Question,
        scored: Scored,
        confidence: float,
        recalled: Recalled | None,
    ) -> Suggestion:
        ranking = rank.probabilities(question.scores)
        order = sorted(range(len(AREAS)), key=lambda area: -ranking[area])
        best, second = AREAS[order[0]], AREAS[order[1]] if confidence < SUGGEST_FROM else None
        found = rank.types(scored, ranking)
        if recalled is not None:
            found = recalled.with_type(found)
        likeliest = sorted(range(len(found)), key=lambda kind: -found[kind])[:_TYPES_SHOWN]
        why = reasons.explain(question, best, second)
        return Suggestion(
            decision=SuggestionKind.SUGGESTED if confidence >= SUGGEST_FROM else SuggestionKind.UNSURE,
            area=best,
            confidence=round(confidence, 4),
            ranking=_ranked(ranking),
            types=tuple(TypeScore(type=TYPES[k], probability=round(found[k], 4)) for k in likeliest),
            reasons=why,
            rules=self.rules,
            recall=recalled.recall if recalled is not None else None,
            turn=reasons.turn(question, why, best),
        )

    def _refusal(self, ranking: Sequence[float], confidence: float, memory: Memory | None = None) -> Suggestion:
        """The answer to a text that belongs to no area, or says nothing."""
        return Suggestion(
            decision=SuggestionKind.OUT_OF_SCOPE,
            area=None,
            confidence=round(confidence, 4),
            ranking=_ranked(ranking),
            types=(),
            reasons=(),
            rules=self.rules_with(memory),
        )

    def _stretched(self, areas: Sequence[float], added: Sequence[float]) -> list[float]:
        return [self._calibrator.stretch * score + more for score, more in zip(areas, added, strict=True)]

    def language(self, name: str) -> Language:
        """What is known of a language (en, fa, ko), read at the first call. Raises BadLexicon."""
        with self._lock:
            if name not in self._languages:
                self._languages[name] = Language(self._file.language(name), self._quiet)
            return self._languages[name]


@cache
def load(folder: Path | None = None) -> Matcher:
    """The matcher over the lexicon in ``folder``, by default the one that comes with the program."""
    return Matcher(folder or paths.resources() / "lexicon")


def _with_language(shares: dict[str, float], language: str | None) -> dict[str, float]:
    if language is None or not 0.0 < shares.get(language, 0.0) < 0.5:
        return shares
    rest = {name: share for name, share in shares.items() if name != language}
    return {language: 0.5, **{name: share / sum(rest.values()) / 2 for name, share in rest.items()}}


def _ranked(probabilities: Sequence[float]) -> tuple[AreaScore, ...]:
    scores = (AreaScore(area=area, probability=p) for area, p in zip(AREAS, probabilities, strict=True))
    return tuple(sorted(scores, key=lambda score: -score.probability))
