"""What a campaign can bring beside points and coupons: access, a code, an envelope for the group, a thing by post."""

from typing import Any

import pytest

from coterie.growth.domain.address import say_address
from coterie.growth.domain.campaign import edit_campaign
from coterie.growth.domain.grant import decide_grant, deliver_grant
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.models import Campaign, Participant, RewardGrant
from coterie.growth.queries.campaigns import spent
from coterie.growth.queries.words import code_of_reward, reward_said
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.market.domain.gift import redeem_gift
from coterie.market.domain.grant import grant
from coterie.market.domain.variant import set_benefit
from coterie.market.enums import BenefitKind
from coterie.market.errors import GiftUnknown
from coterie.market.models import Offer
from coterie.market.queries.grants import has_access
from coterie.platform.ledger.audit import faults
from coterie.rewards.models import Envelope
from coterie.talk.models import Message
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, after, comes, grants, inviting, leaves, running, seated_host
from tests.market.stall import balances, on_sale
from tests.rewards.points import SYSTEM, giving
from tests.talk.speech import told

pytestmark = pytest.mark.django_db
STAYED = NOW + 73 * HOUR


def course(cast: Cast) -> Offer:
    """Sell a course that opens the group of carol alone."""
    offer = on_sale(cast, "course", kind="course", title="Headlines").offer
    set_benefit(
        offer=offer.pk, kind=BenefitKind.GROUP, target=cast.vip.pk, days=None, actor=cast.actor("alice"), now=NOW
    )
    return offer


def enters(cast: Cast, who: str, offer: Offer) -> tuple[bool, bool]:
    """Tell whether somebody may enter the group, and what the offer holds."""
    member = cast.members[who].pk
    group = has_access(member=member, kind=BenefitKind.GROUP, target=cast.vip.pk, now=STAYED + 9 * DAY)
    return group, has_access(member=member, kind=BenefitKind.OFFER, target=offer.pk, now=STAYED + 9 * DAY)


def one_friend(cast: Cast, row: Campaign) -> tuple[Participant, Any]:
    """Let dan bring a friend who counts."""
    dan = inviting(cast, row)
    friend = comes(cast, dan, 1)
    after(dan, STAYED)
    return dan, friend


def test_access_is_opened_and_taken_back(cast: Cast) -> None:
    offer = course(cast)
    dan, friend = one_friend(cast, running(cast, Step(at=1, kind="access", offer=offer.key, cost=500)))

    assert (grants(dan), enters(cast, "dan", offer)) == ([("access", "delivered")], (True, True))
    assert balances(cast) == {"campaign": 500, "given": -500}
    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)
    assert (grants(dan), enters(cast, "dan", offer)) == ([("access", "clawed_back")], (False, False))
    assert (balances(cast), spent(dan.campaign)) == ({}, 0)


def test_access_of_another_source_stays(cast: Cast) -> None:
    offer = course(cast)
    bought = {"source": "line:7", "until": None, "community": cast.table.pk, "actor": SYSTEM, "now": NOW}
    grant(member=cast.members["dan"].pk, kind=BenefitKind.OFFER, target=offer.pk, **bought)
    dan, friend = one_friend(cast, running(cast, Step(at=1, kind="access", offer=offer.key)))
    leaves(friend, STAYED + HOUR)

    after(dan, STAYED + 2 * HOUR)

    assert enters(cast, "dan", offer) == (False, True)


def redeemed(cast: Cast, offer: Offer, code: str, who: str = "nina") -> object:
    """Let somebody redeem a code."""
    return redeem_gift(offer=offer.pk, code=code, origin="127.0.0.1", actor=cast.actor(who), now=STAYED)


def test_code_opens_once_to_whoever_has_it(cast: Cast) -> None:
    offer = course(cast)
    dan, friend = one_friend(cast, running(cast, Step(at=1, kind="code", offer=offer.key, cost=500)))
    code = code_of_reward(dan.grants.get())

    assert enters(cast, "dan", offer) == (False, False)
    redeemed(cast, offer, code)
    assert enters(cast, "nina", offer) == (True, True)
    with pytest.raises(GiftUnknown):
        redeemed(cast, offer, code, "paul")

    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)
    assert (enters(cast, "nina", offer), grants(dan)) == ((True, True), [("code", "clawed_back")])
    assert (spent(dan.campaign), balances(cast)) == (500, {"campaign": 500, "given": -500})


def test_code_that_nobody_used_is_void_and_a_new_one_is_given_again(cast: Cast) -> None:
    offer = course(cast)
    dan, friend = one_friend(cast, running(cast, Step(at=1, kind="code", offer=offer.key, cost=500)))
    first = code_of_reward(dan.grants.get())
    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)

    assert (spent(dan.campaign), balances(cast), code_of_reward(dan.grants.get())) == (0, {}, "")
    with pytest.raises(GiftUnknown):
        redeemed(cast, offer, first)

    comes(cast, dan, 2, STAYED + 3 * HOUR)
    after(dan, STAYED + 80 * HOUR)
    second = code_of_reward(dan.grants.get())
    assert second != first
    redeemed(cast, offer, second)
    assert enters(cast, "nina", offer) == (True, True)


@pytest.mark.parametrize("facts", [{"kind": "plan"}, {"kind": "service"}, {"with_address": True}])
def test_what_needs_more_than_a_yes_cannot_be_given(cast: Cast, facts: dict[str, Any]) -> None:
    offer = on_sale(cast, "box", **facts).offer

    with pytest.raises(Invalid, match="Choose an offer"):
        running(cast, Step(at=1, kind="access", offer=offer.key))


def said(cast: Cast) -> list[str]:
    """Return what was said in the basic group, the first first."""
    return list(Message.objects.filter(group=cast.group).order_by("pk").values_list("text", flat=True))


ENVELOPE = Step(at=1, kind="envelope", points=200, cost=400)


def test_envelope_lies_in_the_group_and_stays_there(cast: Cast) -> None:
    giving(cast)
    seated_host(cast)
    dan, friend = one_friend(cast, running(cast, ENVELOPE, group=cast.group.key, budget=400))

    [made] = Envelope.objects.all()
    seats = cast.group.memberships.filter(left_at=None).count()
    assert (made.group, made.amount, made.count, made.member) == (cast.group, 200, seats, None)
    assert (grants(dan), spent(dan.campaign), faults()) == ([("envelope", "delivered")], 400, [])
    [text] = said(cast)
    assert text.startswith("🧧 Bring a friend\n")
    assert text.endswith(f"/m/table/envelopes/{made.key}")

    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)
    comes(cast, dan, 2, STAYED + 3 * HOUR)
    after(dan, STAYED + 80 * HOUR)
    assert (grants(dan), Envelope.objects.count()) == ([("envelope", "delivered")], 1)
    assert (spent(dan.campaign), balances(cast)) == (400, {"campaign": 400, "given": -400})


def test_envelope_waits_for_points_that_are_not_there(cast: Cast) -> None:
    giving(cast, monthly_budget=100)
    seated_host(cast)
    dan, _friend = one_friend(cast, running(cast, ENVELOPE, group=cast.group.key))
    assert (grants(dan), Envelope.objects.count(), said(cast)) == ([("envelope", "approved")], 0, [])

    giving(cast, monthly_budget=500)
    deliver_grant(grant=dan.grants.get().pk, actor=cast.actor("alice"), now=STAYED)

    assert (grants(dan), Envelope.objects.count(), len(said(cast))) == ([("envelope", "delivered")], 1, 1)


def test_envelope_needs_a_group(cast: Cast) -> None:
    giving(cast)

    with pytest.raises(Conflict, match="Choose the group"):
        running(cast, ENVELOPE)
    with pytest.raises(Invalid, match="Choose from the list"):
        running(cast, ENVELOPE, group="nowhere")
    row = running(cast, ENVELOPE, group=cast.group.key)
    with pytest.raises(Conflict, match="Choose the group"):
        edit_campaign(campaign=row.pk, group="", actor=cast.actor("alice"), now=NOW)


def test_group_reads_of_milestones_where_the_terms_say_so(cast: Cast) -> None:
    seated_host(cast)
    pens = Step(at=1, kind="thing", thing="A pen"), Step(at=2, kind="thing", thing="A book")
    row = running(cast, *pens, celebrate=True, group=cast.group.key)
    dan = inviting(cast, row)
    comes(cast, dan, 1)
    after(dan, STAYED)
    after(dan, STAYED)
    assert said(cast) == ["🎉 Dan brought 1 friend"]

    edit_campaign(campaign=row.pk, promise=Promise(steps=pens), actor=cast.actor("alice"), now=NOW)
    nina = inviting(cast, row, "nina")
    comes(cast, nina, 2)
    after(nina, STAYED)
    assert (grants(nina), len(said(cast))) == ([("thing", "approved")], 1)
    comes(cast, dan, 3)
    after(dan, STAYED)
    assert said(cast)[1:] == ["🎉 Dan brought 2 friends"]


def test_group_without_a_host_reads_nothing_and_all_is_given(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen"), celebrate=True, group=cast.vip.key)

    dan, _friend = one_friend(cast, row)

    assert (grants(dan), Message.objects.count()) == ([("thing", "approved")], 0)


PARCEL = Step(at=1, kind="thing", thing="A book", with_address=True, cost=300)
HOME = "Nina Weiss\nLindenweg 7\nBern"


def where(cast: Cast, row: RewardGrant, address: str = HOME, who: str = "dan") -> RewardGrant:
    """Let somebody say where a reward is to be sent."""
    return say_address(grant=row.pk, address=address, actor=cast.actor(who), now=STAYED)


def test_parcel_goes_where_its_owner_says_and_the_address_is_forgotten(cast: Cast) -> None:
    dan, _friend = one_friend(cast, running(cast, PARCEL, by_hand=True))
    row, by = dan.grants.get(), {"actor": cast.actor("alice"), "now": STAYED}
    decide_grant(grant=row.pk, approve=True, **by)
    with pytest.raises(Conflict, match="has not yet said"):
        deliver_grant(grant=row.pk, **by)
    with pytest.raises(Invalid, match="Say where"):
        where(cast, row, " ")
    with pytest.raises(NotFound):
        where(cast, row, who="nina")

    assert where(cast, row).address == HOME
    sent = deliver_grant(grant=row.pk, note="On its way", **by)

    assert (sent.state, sent.address) == ("delivered", "")
    with pytest.raises(Conflict, match="not to be sent"):
        where(cast, row)
    assert [event.data for event in told("reward_address_given")] == [{}]


def test_address_of_what_is_refused_or_taken_back_is_forgotten(cast: Cast) -> None:
    row = running(cast, PARCEL, by_hand=True)
    dan, friend = one_friend(cast, row)
    nina = inviting(cast, row, "nina")
    comes(cast, nina, 2)
    after(nina, STAYED)
    where(cast, dan.grants.get())
    where(cast, nina.grants.get(), who="nina")

    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)
    decide_grant(grant=nina.grants.get().pk, approve=False, actor=cast.actor("alice"), now=STAYED)

    assert not RewardGrant.objects.exclude(address="").exists()
    with pytest.raises(Conflict, match="not to be sent"):
        where(cast, dan.grants.get())


def test_thing_that_is_handed_over_asks_for_no_address(cast: Cast) -> None:
    dan, _friend = one_friend(cast, running(cast, Step(at=1, kind="thing", thing="A pen")))

    with pytest.raises(Conflict, match="not to be sent"):
        where(cast, dan.grants.get())


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("access", {"offer": "course"}, "access to “Headlines”"),
        ("code", {"offer": "course"}, "a code for “Headlines”"),
        ("envelope", {"points": 1200}, "a red envelope for the group: 1,200 points"),
    ],
)
def test_rewards_are_said_in_words(cast: Cast, kind: str, facts: dict[str, Any], words: str) -> None:
    giving(cast)
    offer = course(cast)
    named = {**facts, "offer": offer.key} if "offer" in facts else facts

    row = running(cast, Step(at=1, kind=kind, **named), group=cast.group.key)

    assert reward_said(row.terms.get().milestones.get()) == words
