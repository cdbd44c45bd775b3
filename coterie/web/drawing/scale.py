"""Maps numbers onto a picture's pixels."""

from collections.abc import Sequence


def short(number: float) -> str:
    """Write a coordinate with at most one decimal, so that the page stays small."""
    return f"{number:.1f}".removesuffix(".0")


def points(values: Sequence[float | None], *, width: float, height: float, low: float, high: float) -> list[str]:
    """Return `x y` per value; None leaves a gap, and a flat series runs through the middle."""
    step = width / max(len(values) - 1, 1)
    share = [None if value is None else (value - low) / (high - low) if high > low else 0.5 for value in values]
    return ["" if up is None else f"{short(at * step)} {short(height - up * height)}" for at, up in enumerate(share)]


def path(dots: Sequence[str]) -> str:
    """Join points into the `d` of a path, lifting the pen over gaps."""
    parts, down = [], False
    for dot in dots:
        if dot:
            parts.append(f"{'L' if down else 'M'}{dot}")
        down = bool(dot)
    return "".join(parts)
