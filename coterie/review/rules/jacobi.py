"""Means over a Beta distribution by quadrature."""

import numpy as np
from numpy.typing import NDArray

POINTS = 60
Floats = NDArray[np.float64]


def beta_points(a: float, b: float) -> tuple[Floats, Floats]:
    """Return points in (0, 1) and weights that sum to 1, whose weighted mean is the mean over Beta(a, b).

    Exact for polynomials up to degree 2 * POINTS - 1. Source: Golub and Welsch (1969), for the Jacobi polynomials moved
    to (0, 1); weights come normalised, so that no a or b is too large.
    """
    n = np.arange(1, POINTS, dtype=np.float64)
    alpha, beta = b - 1, a - 1
    total = 2 * n + alpha + beta
    middle = np.empty(POINTS)
    middle[0] = (beta - alpha) / (alpha + beta + 2)
    middle[1:] = (beta - alpha) * (beta + alpha) / (total * (total + 2))
    # At n = 1 the factor n + alpha + beta is divided by total - 1, which is the same number and may be zero.
    ratio = np.where(n == 1, 1.0, (n + alpha + beta) / np.where(n == 1, 1.0, total - 1))
    side = 2 / total * np.sqrt(n * (n + alpha) * (n + beta) * ratio / (total + 1))
    points, vectors = np.linalg.eigh(np.diag(middle) + np.diag(side, -1))
    return np.clip((points + 1) / 2, 1e-300, 1), vectors[0] ** 2
