"""Red envelopes: cut fairly, taken once each, exact to the unit, and the rest goes back."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.ledger.errors import NotEnough
from coterie.rewards.domain import share as shares
from coterie.rewards.domain.envelope import close_due, offer_envelope
from coterie.rewards.domain.share import grab_share
from coterie.rewards.errors import EnvelopeEmpty
from coterie.rewards.models import Envelope
from coterie.rewards.queries.envelopes import envelopes_visible_to, opened
from coterie.rewards.rules import cut_by_luck, cut_equally
from tests.cast import NOW, Cast
from tests.rewards.points import SYSTEM, gift, giving, has
from tests.talk.speech import told

HOUR = timedelta(hours=1)


def offer(cast: Cast, who: str = "dan", **facts: object) -> Envelope:
    usual = {"group": cast.group.pk, "amount": 10, "count": 3, "words": "Good morning"}
    return offer_envelope(**{**usual, **facts}, actor=cast.actor(who), now=NOW)


def grab(cast: Cast, row: Envelope, who: str, after: timedelta = HOUR) -> int:
    return grab_share(
        envelope=row.pk, member=cast.members[who].pk, actor=cast.actor(who), now=NOW + after
    )  # fmt: skip


def test_from_a_full_wallet_to_an_empty_envelope(cast: Cast) -> None:
    giving(cast)
    gift(cast, "dan", 30)
    row = offer(cast)

    got = [grab(cast, row, who) for who in ("carol", "nina", "carol", "paul")]

    assert (got[0], got[0] + got[1] + got[3]) == (got[2], 10)
    with pytest.raises(EnvelopeEmpty):
        grab(cast, row, "dan")
    assert [has(cast, who) for who in ("dan", "carol", "nina", "paul")] == [20, got[0], got[1], got[3]]
    row.refresh_from_db()
    assert row.closed_at == NOW + HOUR
    assert [event.data["points"] for event in told("share_grabbed")] == [got[0], got[1], got[3]]
    assert [event.data["returned"] for event in told("envelope_closed")] == [0]
    shown = opened(row, cast.members["carol"].pk, NOW + HOUR)
    assert (shown.taken, shown.points, shown.own, shown.best, shown.open) == (3, 10, got[0], max(got), False)


def test_what_nobody_took_goes_back(cast: Cast) -> None:
    giving(cast, monthly_budget=100)
    gift(cast, "dan", 30)
    own, ours = offer(cast), offer(cast, "alice", own=False, split="equal", amount=9)
    got = grab(cast, own, "carol")
    grab(cast, ours, "nina")

    done = [close_due(actor=SYSTEM, now=NOW + hours * HOUR) for hours in (23, 24, 25)]

    assert done == [0, 2, 0]
    assert (has(cast, "dan"), has(cast, "carol"), has(cast, "nina")) == (30 - got, got, 3)
    assert sorted(event.data["returned"] for event in told("envelope_closed")) == sorted([10 - got, 6])
    with pytest.raises(EnvelopeEmpty):
        grab(cast, own, "paul", after=24 * HOUR)


def test_who_cannot_give_or_take(cast: Cast) -> None:
    with pytest.raises(Conflict):
        offer(cast)
    giving(cast)
    with pytest.raises(NotEnough):
        offer(cast)
    gift(cast, "dan", 30)
    for who, own in (("stranger", True), ("mallory", False), ("bob", True)):
        with pytest.raises(NotFound):
            offer(cast, who, own=own)
    with pytest.raises(Forbidden):
        offer(cast, "bob", own=False)
    row = offer(cast)
    for who, name in (("mallory", "dan"), ("eve", "eve"), ("carol", "dan")):
        with pytest.raises(NotFound):
            grab_share(envelope=row.pk, member=cast.members[name].pk, actor=cast.actor(who), now=NOW)

    assert (has(cast, "dan"), list(envelopes_visible_to(cast.actor("stranger"), cast.table.pk))) == (20, [])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount": 2}, "count"), ({"amount": 0}, "amount"), ({"count": 0}, "count"), ({"words": " "}, "words"),
        ({"hours": 73}, "hours"), ({"count": 10**6, "amount": 10**6}, "count"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(cast: Cast, facts: dict[str, object], field: str) -> None:
    giving(cast)
    gift(cast, "dan", 30)

    with pytest.raises(Invalid) as wrong:
        offer(cast, **facts)

    assert (wrong.value.field, has(cast, "dan")) == (field, 30)


@given(st.integers(1, 400), st.integers(0, 5000), st.integers())
def test_shares_are_whole_and_exact(count: int, more: int, seed: int) -> None:
    amount = count + more

    lucky, equal = cut_by_luck(amount, count, Random(seed)), cut_equally(amount, count)

    for cut in (lucky, equal):
        assert (len(cut), sum(cut), min(cut) >= 1) == (count, amount, True)
    assert max(equal) - min(equal) <= 1


def test_it_does_not_matter_when_one_comes() -> None:
    """Every way of cutting 6 into 3 is equally likely: ten ways, each share with the same distribution."""
    dice, draws = Random(11), 30_000
    cuts = Counter(tuple(cut_by_luck(6, 3, dice)) for _draw in range(draws))

    expected = draws / 10
    assert len(cuts) == 10
    # chi-square with 9 degrees of freedom: beyond 27.9 once in a thousand
    assert sum((seen - expected) ** 2 / expected for seen in cuts.values()) < 27.9


def test_who_meets_the_closing_is_told_so_and_nobody_else_suffers(cast: Cast) -> None:
    giving(cast)
    gift(cast, "dan", 30)
    over = offer(cast, hours=1)
    grabs = [
        shares.Grab(shares.looked_at(row.pk, cast.members[who].pk, cast.actor(who)), cast.members[who].pk, None, NOW)
        for row, who in ((over, "carol"), (offer(cast), "nina"))
    ]
    close_due(actor=SYSTEM, now=NOW + HOUR)

    got = shares.take_shares(grabs)

    assert (got[0], has(cast, "carol"), has(cast, "nina")) == (None, 0, got[1])
