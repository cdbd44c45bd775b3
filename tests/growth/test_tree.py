"""The picture of who brought whom: each block within the one above, as wide as all below, and never too many."""

from collections import Counter
from random import Random
from time import process_time

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.rules.icicle import ALL, LEVELS, NARROWEST, Block, blocks_of, tree_of
from coterie.web.sign_in.session import BACKEND
from tests.cast import NOW, Cast
from tests.growth.campaign_scenes import PEN
from tests.growth.drive import HOUR, after, comes, inviting, running
from tests.growth.test_measures import forests, line

PEOPLE = 100_000


@given(forests)
def test_sizes_are_what_ancestors_say(parents: dict[int, int]) -> None:
    parents = {child + 1: above + 1 for child, above in parents.items()}
    people = {*parents, *parents.values()}

    tree = tree_of(parents)

    said = Counter(above for person in people for above in line(person, parents))
    assert {person: tree.sizes[person] for person in people} == said
    assert tree.sizes[ALL] == len(people)


@given(forests, st.integers(0, 31))
def test_blocks_lie_within_the_ones_above(parents: dict[int, int], at: int) -> None:
    tree = tree_of({child + 1: above + 1 for child, above in parents.items()})
    root = at if at in tree.sizes else ALL

    found = blocks_of(tree, root)

    if found:
        first = [block for block in found if block.level == 0]
        assert sum(block.size for block in first) == tree.sizes[root]
        assert sum(block.width for block in first) == pytest.approx(1)
    for block in found[1:]:
        if block.level:
            assert any(holds(above, block) for above in found if above.level == block.level - 1)


def holds(above: Block, block: Block) -> bool:
    return above.start <= block.start + 1e-9 and block.start + block.width <= above.start + above.width + 1e-9


@pytest.mark.parametrize("shape", ["even", "few", "star"])
def test_a_hundred_thousand_stay_a_small_picture(shape: str) -> None:
    chance = Random(7)
    above = {"even": lambda n: chance.randrange(1, n), "few": lambda n: max(1, n // 40), "star": lambda _n: 1}[shape]
    parents = {person: above(person) for person in range(2, PEOPLE + 1)}

    begun = process_time()
    found = blocks_of(tree_of(parents))
    took = process_time() - begun

    assert len(found) <= 2 * LEVELS / NARROWEST
    assert (found[0].size, found[0].person) == (PEOPLE, 1)
    assert took < 5


@pytest.mark.django_db
def test_page_draws_it_and_looks_from_somebody_on(cast: Cast, client: Client) -> None:
    row = running(cast, PEN)
    dan = inviting(cast, row)
    friends = [comes(cast, dan, 100 + place, NOW + HOUR) for place in range(3)]
    after(dan, NOW + 2 * HOUR)
    client.force_login(cast.accounts["alice"], backend=BACKEND)
    page = f"/console/table/spread/campaigns/{row.key}/tree"

    whole = client.get(page).content.decode()
    one = client.get(page, {"from": friends[0].key}).content.decode()

    assert whole.count("<rect ") == 4
    assert f"{dan.member.name} and 3 below" in whole
    assert one.count("<rect ") == 1
    assert client.get(page, {"from": "nobody"}).status_code == 404
