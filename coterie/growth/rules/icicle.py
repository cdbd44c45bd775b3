"""A tree of any size as a picture that stays small: each person a block above those whom they brought.

An icicle (Kruskal and Landwehr 1983): blocks that would be too narrow to see stand together as one.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ALL = 0
"""Whom nobody brought are below this one."""
LEVELS, NARROWEST = 6, 1 / 120
"""Generations in one picture, and the narrowest block, as a part of the whole."""


@dataclass(frozen=True, slots=True)
class Block:
    """A person, or where there is none so many `together` who would be too narrow; `size` is with all below."""

    person: int | None
    level: int
    start: float
    width: float
    size: int
    together: int = 1


@dataclass(frozen=True, slots=True)
class Tree:
    """Who brought whom, downwards: below each those whom they brought, the largest first, and how many there are."""

    below: Mapping[int, Sequence[int]]
    sizes: Mapping[int, int]


def tree_of(parents: Mapping[int, int]) -> Tree:
    """Return the tree, given who brought each; nobody is in a circle, and who began is below ALL."""
    below: dict[int, list[int]] = {ALL: []}
    for person in {*parents, *parents.values()}:
        below.setdefault(parents.get(person, ALL), []).append(person)
    order, waiting = [], deque([ALL])
    while waiting:
        person = waiting.popleft()
        order.append(person)
        waiting.extend(below.get(person, ()))
    sizes = dict.fromkeys(order, 1)
    sizes[ALL] = 0
    for person in reversed(order[1:]):
        sizes[parents.get(person, ALL)] += sizes[person]
    for rows in below.values():
        rows.sort(key=lambda one: (-sizes[one], one))
    return Tree(below, sizes)


def blocks_of(tree: Tree, root: int = ALL) -> list[Block]:
    """Return the picture below somebody, generation by generation; they fill the first row, unless it is ALL."""
    whole = tree.sizes[root]
    if not whole:
        return []
    first = Block(root, 0, 0.0, 1.0, whole)
    rows, found = [first], [] if root == ALL else [first]
    for level in range(len(found), LEVELS):
        rows = [block for above in rows if above.person is not None for block in row_below(tree, above, level, whole)]
        found += rows
    return found


def row_below(tree: Tree, above: Block, level: int, whole: int) -> list[Block]:
    """Return those whom somebody brought, side by side; the narrow ones are one block."""
    below = tree.below.get(above.person or ALL, ())
    wide = [one for one in below if tree.sizes[one] / whole >= NARROWEST]
    rest = sum(tree.sizes[one] for one in below[len(wide) :])
    found, start = [], above.start
    for one in wide:
        width = tree.sizes[one] / whole
        found.append(Block(one, level, start, width, tree.sizes[one]))
        start += width
    if rest:
        found.append(Block(None, level, start, rest / whole, rest, len(below) - len(wide)))
    return found
