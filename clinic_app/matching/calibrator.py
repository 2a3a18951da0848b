"""Turn scores into a confidence that keeps its word: logistic functions whose weights are a data file."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clinic_app.matching.lexicon import BadLexicon
from clinic_app.matching.rank import Scored

FILE = "calibrator.json"
BIAS = "bias"
FEATURES = (
    BIAS,
    "log_first",
    "log_second",
    "agreement",
    "mass",
    "rival_mass",
    "known",
    "size",
    "strange",
    "fa",
    "ko",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrator:
    """Weights per feature for "the best area is acceptable" and "the text is in scope at all".

    ``stretch`` is what log scores are multiplied by before they become probabilities; ``in_scope_from`` the
    probability of being in scope below which a text is refused. ``digest`` names the fit.
    """

    stretch: float
    acceptable: Mapping[str, float]
    in_scope: Mapping[str, float]
    in_scope_from: float
    digest: str = ""

    def confidence(self, found: Mapping[str, float]) -> float:
        """Probability that the best area is an acceptable one, from the ``features`` of a text."""
        return logistic(self.acceptable, found)

    def is_in_scope(self, found: Mapping[str, float]) -> bool:
        """False when a text with these ``features`` hardly belongs to any of the areas."""
        return logistic(self.in_scope, found) >= self.in_scope_from


def features(scored: Scored, ranking: list[float], size: int, shares: Mapping[str, float]) -> dict[str, float]:
    """What the confidence depends on, by name. ``size`` is the number of words, ``shares`` of languages."""
    order = sorted(range(len(ranking)), key=lambda area: -ranking[area])
    best, heaviest = order[0], max(scored.mass)
    mine = scored.mass[best]
    return {
        BIAS: 1.0,
        "log_first": math.log(max(ranking[best], 1e-9)),
        "log_second": math.log(max(ranking[order[1]], 1e-9)),
        "agreement": 0.0 if not heaviest else 1.0 if mine == heaviest else -1.0,
        "mass": math.log1p(mine),
        "rival_mass": math.log1p(max(mass for area, mass in enumerate(scored.mass) if area != best)),
        "known": scored.known,
        "size": math.log1p(min(size, 60)),
        "strange": scored.strange,
        "fa": shares.get("fa", 0.0),
        "ko": shares.get("ko", 0.0),
    }


def logistic(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """1 / (1 + e^-z), z being the weighted sum of the features that have a weight."""
    z = sum(weight * found[name] for name, weight in weights.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def load(folder: Path) -> Calibrator:
    """Read ``calibrator.json``. Raises BadLexicon when a part of it is missing or of the wrong kind."""
    try:
        content = (folder / FILE).read_text("utf-8")
        data = json.loads(content)
        return Calibrator(
            digest=hashlib.sha256(content.encode()).hexdigest()[:6],
            stretch=float(data["stretch"]),
            acceptable=_weights(data["acceptable"]),
            in_scope=_weights(data["in_scope"]),
            in_scope_from=float(data["in_scope_from"]),
        )
    except FileNotFoundError:
        raise BadLexicon(file=FILE, line=0, problem="the file is missing") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadLexicon(file=FILE, line=0, problem=f"not a calibrator: {error!r}") from error


def _weights(data: Mapping[str, float]) -> dict[str, float]:
    unknown = data.keys() - set(FEATURES)
    if unknown:
        raise ValueError(f"unknown features {sorted(unknown)}")
    return {name: float(weight) for name, weight in data.items()}
