"""Partners who are no members any more: paid what they earned, earning nothing new; and back when they come back."""

import pytest

from coterie.kit.errors import Invalid
from coterie.members.domain.member import admit_member, leave_community, remove_member
from coterie.partners.domain.binding import bind_by_code, follow_partner
from coterie.partners.domain.enrolment import apply_as_partner
from coterie.partners.domain.payout import prepare_batch, send_batch, turn_payout
from coterie.partners.models import Binding, Partner, PartnerOrder
from tests.cast import NOW, Cast
from tests.market.stall import on_sale
from tests.partners.sales import LATER, buys, partner, payouts, programme, sends, settled, standing

pytestmark = pytest.mark.django_db


def goes(cast: Cast, who: str, by: str) -> None:
    """Let a member leave, or be removed."""
    row = cast.members[who].pk
    if by == who:
        leave_community(member=row, actor=cast.actor(who), now=NOW)
    else:
        remove_member(member=row, actor=cast.actor(by), now=NOW)


@pytest.mark.parametrize("by", ["paul", "alice"])
def test_who_is_no_member_earns_nothing_new_and_is_paid_what_was_earned(cast: Cast, by: str) -> None:
    programme(cast)
    paul, pen = partner(cast), on_sale(cast, left=None)
    sends(cast, paul)
    buys(cast, pen)
    goes(cast, "paul", by)

    late = buys(cast, pen)
    settled()
    facts = {"actor": cast.actor("alice"), "now": LATER}
    batch = prepare_batch(community=cast.table.pk, **facts)
    send_batch(batch=batch.pk, **facts)
    turn_payout(payout=batch.payouts.get().pk, state="paid", word="Transfer 9", **facts)

    assert PartnerOrder.objects.get(order=late.pk).why_not == "not_partner"
    assert (standing(paul), payouts(paul)) == ([(1, "paid", 100)], [("paid", 100)])
    assert Binding.objects.get().ended_at is None


def test_who_comes_back_goes_on_with_the_same_customers(cast: Cast) -> None:
    programme(cast)
    paul, pen = partner(cast), on_sale(cast, left=None)
    sends(cast, paul)
    goes(cast, "paul", "paul")
    account = cast.accounts["paul"].pk
    admit_member(community=cast.table.pk, account=account, name="Paul", actor=cast.actor("paul"), now=NOW)

    buys(cast, pen)

    assert standing(paul) == [(1, "pending", 100)]


def test_link_and_code_of_who_left_bind_nobody(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    follow_partner(partner=paul.pk, visitor=77, now=NOW)
    goes(cast, "paul", "paul")
    by = {"community": cast.table.pk, "actor": cast.actor("dan"), "now": NOW}

    sends(cast, paul)
    with pytest.raises(Invalid):
        bind_by_code(code=paul.code, **by)
    with pytest.raises(Invalid) as refused:
        apply_as_partner(terms=1, sponsor=paul.code, **by)

    assert (refused.value.field, Binding.objects.count(), Partner.objects.count()) == ("sponsor", 0, 1)


def test_sponsor_who_left_has_nothing_of_what_settles_afterwards(cast: Cast) -> None:
    programme(cast, second_rate=500)
    carol = partner(cast, "carol")
    sends(cast, partner(cast, "paul", sponsor=carol.code))
    buys(cast, on_sale(cast))
    goes(cast, "carol", "carol")

    settled()

    assert standing(carol) == []
