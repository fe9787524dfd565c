"""The fit of the relation's committee of networks. Needs scipy, which the runtime does not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from headwater.copies.relating.relation import Network, Weights
from headwater.model import Relation

try:
    from scipy.optimize import minimize
except ImportError as error:
    raise SystemExit("bench/copies.py fits with scipy: pip install scipy") from error

RELATIONS = (Relation.COPY, Relation.PARTIAL, Relation.UPDATE, Relation.QUOTES, Relation.BOILERPLATE)
# Chosen on repeated cross-validation (docs/copies.md): more networks or units change nothing, and a decay of
# half or double this costs half a point of macro-F1.
NETWORKS, UNITS, DECAY, STEPS = 7, 8, 1.0, 200
_FAR = 4.0

Matrix = NDArray[np.float64]


def fit(values: Matrix, target: Matrix, weight: Matrix, names: tuple[str, ...], labelled: int) -> Weights:
    """A committee that gives `target` (rows × relations, one 1 a row) for `values` (rows × measures).

    `weight` is how much each row counts; the first `labelled` rows set center and scale.
    """
    center, scale = values[:labelled].mean(axis=0), values[:labelled].std(axis=0) + 1e-9
    standard = np.clip((values - center) / scale, -_FAR, _FAR)
    x = np.hstack((np.ones((len(values), 1)), standard))
    networks = tuple(_network(x, target, weight, seed) for seed in range(NETWORKS))
    return Weights(names, tuple(map(float, center)), tuple(map(float, scale)), RELATIONS, networks)


def _network(x: Matrix, target: Matrix, weight: Matrix, seed: int) -> Network:
    """One network from its own random start, by L-BFGS on the cross-entropy with weight decay."""
    inputs, outputs = x.shape[1], target.shape[1]
    split = inputs * UNITS
    start = np.random.default_rng(seed).normal(0, 0.3, split + (UNITS + 1) * outputs)

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        hidden, output = flat[:split].reshape(inputs, UNITS), flat[split:].reshape(UNITS + 1, outputs)
        units = np.hstack((np.ones((len(x), 1)), np.tanh(x @ hidden)))
        scores = units @ output
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = weight[:, None] * (np.exp(logs) - target)
        back = (error @ output[1:].T) * (1 - units[:, 1:] ** 2)
        decay = DECAY * _without_bias(hidden), DECAY * _without_bias(output)
        gradient = np.concatenate(((x.T @ back + decay[0]).ravel(), (units.T @ error + decay[1]).ravel()))
        penalty = sum(float((part**2).sum()) for part in decay) / (2 * DECAY)
        return -float((weight[:, None] * target * logs).sum()) + penalty, gradient

    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    hidden, output = flat[:split].reshape(inputs, UNITS).T, flat[split:].reshape(UNITS + 1, outputs).T
    return Network(_rows(hidden), _rows(output))


def _without_bias(layer: Matrix) -> Matrix:
    free = layer.copy()
    free[0] = 0
    return free


def _rows(layer: Matrix) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in layer)


def source_of(constant: str, weights: Weights) -> Sequence[str]:
    """The lines of a Python module that define these weights."""
    lines = [f"{constant} = Weights("]
    lines += wrapped("measures", [f'"{name}"' for name in weights.measures], "    ", a_row=4)
    lines += wrapped("center", rounded(weights.center), "    ")
    lines += wrapped("scale", rounded(weights.scale), "    ")
    lines += wrapped("relations", [f"Relation.{relation.name}" for relation in weights.relations], "    ")
    lines.append("    networks=(")
    for network in weights.networks:
        lines.append("        Network(")
        for name, rows in (("hidden", network.hidden), ("output", network.output)):
            lines.append(f"            {name}=(")
            for row in rows:
                lines += wrapped("", rounded(row), "                ", "")
            lines.append("            ),")
        lines.append("        ),")
    return [*lines, "    ),", ")"]


def wrapped(name: str, values: Sequence[str], indent: str, mark: str = "=", a_row: int = 10) -> list[str]:
    lines = [f"{indent}{name}{mark}("]
    lines += [f"{indent}    {', '.join(values[i : i + a_row])}," for i in range(0, len(values), a_row)]
    return [*lines, f"{indent}),"]


def rounded(values: Sequence[float]) -> list[str]:
    return [repr(float(f"{value:.3g}")) for value in values]
