"""The two linear classifiers that the model pools: multinomial logistic regression and complement naive Bayes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import scipy.optimize
import scipy.sparse
from numpy.typing import NDArray

Matrix = Any
"""A scipy.sparse.csr_matrix: a row a text, a column a feature."""
Numbers = NDArray[np.float64]

_ROUNDS, _TOLERANCE = 300, 1e-4


def counts(texts: Iterable[Sequence[str]], place: dict[str, int], *, grow: bool) -> Matrix:
    """How often each feature stands in each text. ``grow`` gives unknown features the next column in ``place``."""
    columns: list[int] = []
    ends = [0]
    for features in texts:
        if grow:
            columns += [place.setdefault(feature, len(place)) for feature in features]
        else:
            columns += [place[feature] for feature in features if feature in place]
        ends.append(len(columns))
    ones = np.ones(len(columns))
    matrix = scipy.sparse.csr_matrix((ones, columns, ends), shape=(len(ends) - 1, len(place)))
    matrix.sum_duplicates()
    return matrix


def rarities(matrix: Matrix) -> Numbers:
    """1 plus the log of how many times more texts there are than texts with the feature."""
    with_feature = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.asarray(np.log((1 + matrix.shape[0]) / (1 + with_feature)) + 1)


def weighed(matrix: Matrix, rarity: Numbers) -> Matrix:
    """Counts times rarity, over the root of the summed squares of all occurrences of the text."""
    length = np.sqrt(np.maximum(matrix @ rarity**2, 1e-9))
    return scipy.sparse.diags(1 / length) @ matrix @ scipy.sparse.diags(rarity)


def logistic(matrix: Matrix, targets: Numbers, importance: Numbers, looseness: float) -> tuple[Numbers, Numbers]:
    """Weights (features x classes) and biases of a multinomial logistic regression.

    ``targets`` (texts x classes) are probabilities; ``looseness`` is the inverse of the ridge on the weights. The
    biases are free. Minimised by L-BFGS.
    """
    features, classes = matrix.shape[1], targets.shape[1]
    transposed = matrix.T.tocsr()

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights, bias = flat[: features * classes].reshape(features, classes), flat[features * classes :]
        scores = matrix @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slope = (np.exp(logs) - targets) * importance[:, None]
        surprise = -float((targets * logs).sum(axis=1) @ importance)
        down = transposed @ slope + weights / looseness
        ridge = float((weights**2).sum()) / (2 * looseness)
        return surprise + ridge, np.concatenate([down.ravel(), slope.sum(axis=0)])

    start = np.zeros((features + 1) * classes)
    options = {"maxiter": _ROUNDS, "gtol": _TOLERANCE, "maxcor": 8}
    found = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return found[: features * classes].reshape(features, classes), found[features * classes :]


def complement_bayes(matrix: Matrix, targets: Numbers, importance: Numbers, smoothing: float) -> Numbers:
    """Weights (features x classes) of complement naive Bayes (Rennie et al. 2003): minus the log of how likely a
    feature is in everything but the class, made to sum to zero over the classes.
    """
    of_class = np.asarray(matrix.T @ (targets * importance[:, None]))
    outside = of_class.sum(axis=1, keepdims=True) - of_class + smoothing
    weights = -np.log(outside / outside.sum(axis=0))
    return np.asarray(weights - weights.mean(axis=1, keepdims=True))


def spread(scores: Numbers) -> float:
    """The standard deviation of scores around the mean of their row: what makes two classifiers comparable. 1 when
    there is nothing to tell apart.
    """
    return float((scores - scores.mean(axis=1, keepdims=True)).std()) or 1.0


Classifier = Callable[[Matrix, Numbers, Numbers], tuple[Numbers, Numbers]]
