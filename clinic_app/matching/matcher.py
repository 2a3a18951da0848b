"""The matcher: a text in, one suggestion out, always the same for the same text and data files."""

import threading
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from clinic_app import paths
from clinic_app.domain.match import AreaScore, Reason, Suggestion, SuggestionKind, TypeScore
from clinic_app.matching import calibrator, lexicon, rank, reasons, words
from clinic_app.matching.bayes import AREAS, TYPES
from clinic_app.matching.rank import Model, Scored
from clinic_app.matching.words import Word

SUGGEST_FROM = 0.8
_TYPES_SHOWN = 5
# A text of fewer words, or with fewer known ones, may be ranked but is never answered with confidence.
_LEAST_WORDS, _LEAST_KNOWN = 4, 2
_UNSURE_AT_MOST = 0.49


class Matcher:
    """Ranks the areas for a text. Each language is read when the first text in it comes; thread-safe."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the lexicon files and the calibrator. Raises BadLexicon or OSError."""
        self._folder = folder
        self._calibrator = calibrator.load(folder)
        self._quiet = lexicon.stop_words(folder)
        self._models: dict[str, Model] = {}
        self._lock = threading.Lock()
        self._alone = lru_cache(maxsize=20_000)(self._pull_of)
        self.rules = f"{self._calibrator.version}-{lexicon.digest(folder)}"

    def suggest(self, text: str, language: str | None = None) -> Suggestion:
        """The areas and problem types ``text`` speaks of, with reasons quoted from it.

        ``language`` (en, fa, ko), when known, counts at least half in a text of mixed scripts. Raises
        BadLexicon when the files of the language are broken.
        """
        read = words.split(text)
        if not read:
            return self._refusal([1 / len(AREAS)] * len(AREAS), 0.0)
        shares = _with_language(words.shares(text), language)
        models = {self._model(name): share for name, share in shares.items()}
        scored = rank.score(read, models)
        if not scored.known:
            return self._refusal([1 / len(AREAS)] * len(AREAS), 0.0)
        ranking = self._calibrator.probabilities(scored)
        features = calibrator.features(scored, ranking, len(read), shares)
        confidence = self._calibrator.confidence(features)
        if not self._calibrator.is_in_scope(features):
            return self._refusal(ranking, min(confidence, _UNSURE_AT_MOST))
        if len(read) < _LEAST_WORDS or scored.known * len(read) < _LEAST_KNOWN:
            confidence = min(confidence, _UNSURE_AT_MOST)
        found = rank.types(read, models, scored, ranking)
        likeliest = sorted(range(len(found)), key=lambda kind: -found[kind])[:_TYPES_SHOWN]
        best = max(range(len(ranking)), key=ranking.__getitem__)
        return Suggestion(
            decision=SuggestionKind.SUGGESTED if confidence >= SUGGEST_FROM else SuggestionKind.UNSURE,
            area=AREAS[best],
            confidence=round(confidence, 4),
            ranking=_ranked(ranking),
            types=tuple(TypeScore(type=TYPES[k], probability=round(found[k], 4)) for k in likeliest),
            reasons=self._reasons(text, read, models, scored, confidence),
            rules=self.rules,
        )

    def _refusal(self, ranking: Sequence[float], confidence: float) -> Suggestion:
        """The answer to a text that belongs to no area, or says nothing."""
        return Suggestion(
            decision=SuggestionKind.OUT_OF_SCOPE,
            area=None,
            confidence=round(confidence, 4),
            ranking=_ranked(ranking),
            types=(),
            reasons=(),
            rules=self.rules,
        )

    def _reasons(
        self,
        text: str,
        read: Sequence[Word],
        models: Mapping[Model, float],
        scored: Scored,
        confidence: float,
    ) -> tuple[Reason, ...]:
        order = sorted(range(len(AREAS)), key=lambda area: -scored.areas[area])
        main = max(models, key=lambda model: models[model])
        question = reasons.Question(
            text=text,
            words=read,
            hits=scored.hits,
            score=lambda rest: self._calibrator.stretched(rank.score(rest, models)),
            alone=lambda word: self._alone(main, word.folded),
            quiet=self._quiet,
        )
        second = AREAS[order[1]] if confidence < SUGGEST_FROM else None
        return reasons.explain(question, AREAS[order[0]], second)

    def _pull_of(self, model: Model, word: str) -> tuple[float, ...]:
        return tuple(model.bayes.scores(model.features([word]))[: len(AREAS)])

    def _model(self, language: str) -> Model:
        with self._lock:
            if language not in self._models:
                self._models[language] = rank.model(lexicon.load(self._folder, language), self._quiet)
            return self._models[language]


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
