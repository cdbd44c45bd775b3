"""The shape of spreading: who brought whom, as trees."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """How far it spread: people by generation (those who began are the first), and the largest tree.

    `distance` is the mean distance between two people of the largest tree, its structural virality: 2 where one person
    brought many, more the longer the chains (Goel, Anderson, Hofman and Watts 2016, after the index of Wiener 1947).
    """

    generations: tuple[int, ...]
    largest: int
    distance: float


def shape_of(parents: Mapping[int, int]) -> Shape:
    """Return the shape of trees, given who brought each; nobody is in a circle."""
    depths: dict[int, int] = {}
    roots: dict[int, int] = {}
    for person in {*parents, *parents.values()}:
        walk(person, parents, depths, roots)
    sizes = Counter(roots.values())
    root, largest = max(sizes.items(), key=lambda row: (row[1], -row[0]), default=(0, 0))
    own = [person for person in depths if roots[person] == root]
    by_generation = Counter(depths.values())
    generations = tuple(by_generation[depth] for depth in range(len(by_generation)))
    return Shape(generations, largest, mean_distance(own, parents, depths))


def walk(person: int, parents: Mapping[int, int], depths: dict[int, int], roots: dict[int, int]) -> None:
    """Find the generation and the root of a person and of all above them."""
    path = []
    while person not in depths and person in parents:
        path.append(person)
        person = parents[person]
    depths.setdefault(person, 0)
    roots.setdefault(person, person)
    for below in reversed(path):
        depths[below] = depths[parents[below]] + 1
        roots[below] = roots[parents[below]]


def mean_distance(own: list[int], parents: Mapping[int, int], depths: Mapping[int, int]) -> float:
    """Return the mean distance between two people of one tree: each edge lies between s people and all others."""
    if len(own) < 2:
        return 0.0
    below = dict.fromkeys(own, 1)
    total = 0
    for person in sorted(own, key=lambda one: -depths[one]):
        if person in parents and parents[person] in below:
            total += below[person] * (len(own) - below[person])
            below[parents[person]] += below[person]
    return 2 * total / (len(own) * (len(own) - 1))
