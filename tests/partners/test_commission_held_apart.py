"""What projects and teams keep apart brings no commission before it is the community's."""

import pytest

from coterie.market.models import Payment, ProviderAccount, ProviderNotice
from coterie.partners.models import CommissionEntry, PartnerOrder
from tests.cast import NOW, Cast
from tests.market.fund import END, back, minute, paid, running
from tests.market.stall import on_sale, pay
from tests.market.teams import OVER, begin, join, together
from tests.market.teams import minute as team_minute
from tests.partners.sales import heard, partner, programme, sends, standing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("goal", "earned"), [(1000, [(1, "pending", 100)]), (5000, [])])
def test_pledge_earns_once_its_project_has_made_it(cast: Cast, goal: int, earned: list[tuple[int, str, int]]) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    paid(cast, back(cast, running(cast, goal=goal)))
    heard()
    assert (standing(paul), PartnerOrder.objects.count()) == ([], 0)

    minute()
    heard(END)
    heard(END)

    assert standing(paul) == earned


def test_pledge_whose_money_is_kept_whatever_comes_earns_at_once(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)

    paid(cast, back(cast, running(cast, kind="keep_it_all", goal=5000)))
    heard()

    assert standing(paul) == [(1, "pending", 100)]


def test_what_was_disputed_before_it_came_about_is_held_once(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    disputes(cast, paid(cast, back(cast, running(cast, goal=1000))))
    heard()

    minute()
    heard(END)
    heard(END)

    assert standing(paul) == [(1, "held", 100)]
    assert CommissionEntry.objects.filter(kind="held", why="disputed").count() == 1


def disputes(cast: Cast, asked: Payment) -> None:
    """Let the buyer's bank ask about a payment."""
    account = ProviderAccount.objects.create(community=cast.table, provider="stripe", changed_at=NOW)
    ProviderNotice.objects.create(account=account, kind="disputed", payment=asked, told_at=NOW, received_at=NOW)


@pytest.mark.parametrize(("people", "earned"), [(2, [(1, "pending", 70)]), (3, [])])
def test_what_is_bought_together_earns_once_the_team_is_complete(
    cast: Cast, people: int, earned: list[tuple[int, str, int]]
) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    first = begin(cast, together(cast, on_sale(cast, left=None), people=people))
    pay(cast, first)
    heard()
    assert standing(paul) == []

    pay(cast, join(cast, first, "nina"))
    team_minute()
    heard(OVER)

    assert standing(paul) == earned
