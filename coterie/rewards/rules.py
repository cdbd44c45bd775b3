"""How red envelopes are cut, whose praise counts, and which level it makes. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

Pair = tuple[int, int]
"""Who was praised, and by whom."""


class Dice(Protocol):
    """What chance is drawn from."""

    def sample(self, population: range, k: int) -> list[int]:
        """Draw some different ones."""


def cut_by_luck(amount: int, count: int, dice: Dice) -> list[int]:
    """Cut an amount into shares of at least 1, every way of cutting it equally likely.

    `count - 1` different marks on a line of `amount` units: each share has the same distribution, with mean
    `amount / count`, so that it does not matter when one comes. Source: uniform compositions of an integer, by the
    bijection with subsets ("stars and bars"), Feller, An Introduction to Probability Theory I, II.5.
    """
    marks = sorted(dice.sample(range(1, amount), count - 1))
    return [after - before for before, after in zip([0, *marks], [*marks, amount], strict=True)]


def cut_equally(amount: int, count: int) -> list[int]:
    """Cut an amount into shares that differ by at most 1, the larger ones first."""
    each, rest = divmod(amount, count)
    return [each + 1] * rest + [each] * (count - rest)


class Counted(NamedTuple):
    """What counts of a member's awards: of their own deeds, and of praise from `givers` people that count."""

    own: int
    praise: int
    givers: int

    @property
    def score(self) -> int:
        """All that counts."""
        return self.own + self.praise


def praisers(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    """Return by whom everybody was praised."""
    found: dict[int, set[int]] = defaultdict(set)
    for member, giver in pairs:
        found[member].add(giver)
    return found


def is_independent(giver: int, member: int, known: Mapping[int, set[int]], hosts: Collection[int]) -> bool:
    """Tell whether a giver is known outside of the circle that praises the member.

    At least half of those who praise the giver are neither the member nor praise the member; a host always is. Friends
    who praise one another are praised by the same friends, and accounts made for praising by nobody.
    """
    if giver in hosts:
        return True
    own = known.get(giver, set())
    others = own - known.get(member, set()) - {member}
    return bool(own) and 2 * len(others) >= len(own)


def counted(
    own: Mapping[int, int], praise: Mapping[Pair, int], *, known: Mapping[int, set[int]], hosts: Collection[int],
    least: int,
) -> dict[int, Counted]:  # fmt: skip
    """Return what counts for levels and boards: own deeds, and praise from at least `least` independent people."""
    by_member: dict[int, list[Pair]] = defaultdict(list)
    for (member, giver), points in praise.items():
        if is_independent(giver, member, known, hosts):
            by_member[member].append((giver, points))
    found = {}
    for member in {*own, *(member for member, _giver in praise)}:
        givers = by_member[member]
        points = sum(points for _giver, points in givers) if len(givers) >= least else 0
        found[member] = Counted(own.get(member, 0), points, len(givers))
    return found


def level_at(score: int, steps: Sequence[Pair]) -> int:
    """Return the highest level whose beginning is reached; `steps` are (from how many points, number)."""
    return max((number for points, number in steps if points <= score), default=0)


def too_old(balance: int, credited: int, credited_by_then: int) -> int:
    """Return how many points are too old: what had come in by the limit, less all that ever went out.

    The oldest go first, so what was spent was the oldest.
    """
    return max(0, min(balance, credited_by_then - (credited - balance)))
