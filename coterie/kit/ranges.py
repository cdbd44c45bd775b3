"""Many numbers, said shortly."""

from collections.abc import Iterable


def ranges(numbers: Iterable[int]) -> str:
    """Return different whole numbers as `1-3,7`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
