"""The shop: points for prizes, and never more than there are."""

import pytest

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.ledger.errors import NotEnough
from coterie.rewards.domain.prize import add_prize, edit_prize
from coterie.rewards.domain.purchase import buy_prize, deliver_purchase, return_purchase
from coterie.rewards.errors import SoldOut
from coterie.rewards.models import Prize, Purchase
from coterie.rewards.queries.shop import prizes_run_by, prizes_visible_to
from tests.cast import NOW, Cast
from tests.rewards.points import gift, giving, has
from tests.talk.speech import told


def offered(cast: Cast, **facts: object) -> Prize:
    usual = {"name": "A pen", "price": 10, "left": 2}
    return add_prize(community=cast.table.pk, **{**usual, **facts}, actor=cast.actor("alice"), now=NOW)


def buy(cast: Cast, row: Prize, who: str = "dan") -> Purchase:
    return buy_prize(prize=row.pk, actor=cast.actor(who), now=NOW)


def test_bought_handed_over_and_taken_back(cast: Cast) -> None:
    giving(cast)
    gift(cast, "dan", 25)
    row = offered(cast)
    first, second = buy(cast, row), buy(cast, row)
    with pytest.raises(SoldOut):
        buy(cast, row)

    deliver_purchase(purchase=first.pk, note="Code A7", actor=cast.actor("alice"), now=NOW)
    return_purchase(purchase=second.pk, actor=cast.actor("amy"), now=NOW)

    row.refresh_from_db()
    assert (row.left, has(cast, "dan")) == (1, 15)
    for verb in (deliver_purchase, return_purchase):
        for one in (first, second):
            with pytest.raises(Conflict):
                verb(purchase=one.pk, actor=cast.actor("alice"), now=NOW)
    assert [len(told(kind)) for kind in ("prize_bought", "prize_delivered", "prize_returned")] == [2, 1, 1]
    [shown] = prizes_run_by(cast.actor("alice"), cast.table.pk)
    assert (shown.bought, shown.waiting) == (1, 0)


def test_who_cannot_buy(cast: Cast) -> None:
    giving(cast)
    gift(cast, "dan", 15)
    row, high, few = offered(cast), offered(cast, level=1), offered(cast, price=1, most_each=1)
    with pytest.raises(NotEnough):
        buy(cast, row, "carol")
    with pytest.raises(Forbidden):
        buy(cast, high)
    buy(cast, few)
    with pytest.raises(Conflict):
        buy(cast, few)
    for who in ("stranger", "mallory", "eve"):
        with pytest.raises(NotFound):
            buy(cast, row, who)
    edit_prize(prize=row.pk, on=False, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(NotFound):
        buy(cast, row)

    assert (has(cast, "dan"), Purchase.objects.count()) == (14, 1)
    assert [prize.pk for prize in prizes_visible_to(cast.actor("dan"), cast.table.pk)] == [few.pk, high.pk]
    assert not prizes_visible_to(cast.actor("stranger"), cast.table.pk).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"name": " "}, "name"), ({"price": 0}, "price"), ({"left": -1}, "left"), ({"level": 99}, "level")],
)
def test_what_makes_no_sense_is_refused(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        offered(cast, **facts)

    assert (wrong.value.field, Prize.objects.count()) == (field, 0)


def test_a_change_never_puts_back_what_was_sold_meanwhile(cast: Cast) -> None:
    giving(cast)
    gift(cast, "dan", 25)
    row = offered(cast)
    buy(cast, row)

    edit_prize(prize=row.pk, name="A red pen", actor=cast.actor("alice"), now=NOW)
    edit_prize(prize=row.pk, more=3, actor=cast.actor("alice"), now=NOW)
    for more in (-5, 10**6):
        with pytest.raises(Invalid):
            edit_prize(prize=row.pk, more=more, actor=cast.actor("alice"), now=NOW)

    row.refresh_from_db()
    assert (row.name, row.left) == ("A red pen", 4)
