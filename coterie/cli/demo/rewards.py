"""Points in the demo: given since the second month, spent in the shop, thrown into the group in red envelopes."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo import lines
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Stage
from coterie.kit.actor import Actor
from coterie.platform.events.pump import Pump
from coterie.platform.events.receiver import RECEIVERS
from coterie.platform.ledger.errors import NotEnough
from coterie.rewards.domain.award import give_points
from coterie.rewards.domain.envelope import offer_envelope
from coterie.rewards.domain.level import recount_ranks, set_level
from coterie.rewards.domain.plan import edit_plan
from coterie.rewards.domain.prize import add_prize
from coterie.rewards.domain.purchase import buy_prize, deliver_purchase
from coterie.rewards.domain.share import grab_share
from coterie.rewards.queries.shop import prizes_run_by, purchases_run_by

BEGUN, THANKED, SHOPPED, LAST = 35, 62, 76, 89
"""Days of the story: points begin, an envelope, people buy, another envelope that is still open."""
HEARERS = ("rewards.points", "market.rooms", "growth.referrals", "partners.orders")


def begin_points(stage: Stage, at: datetime) -> None:
    """Give points from now on; three levels, and four things to buy."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    edit_plan(on=True, monthly_budget=20_000, life_months=12, **facts)
    for number, (title, points, perks) in enumerate(lines.LEVELS, start=1):
        set_level(number=number, title=title, from_points=points, perks=perks, **facts)
    for name, text, price, left in lines.PRIZES:
        add_prize(name=name, text=text, price=price, left=left, most_each=2, **facts)


def thank_all(stage: Stage, at: datetime) -> None:
    """Thank the group for a month with an envelope; it is empty within minutes."""
    envelope(stage, at, lines.ENVELOPE, amount=240, count=12, quick=12)


def thank_again(stage: Stage, at: datetime) -> None:
    """Throw another envelope into the group: some shares are left. And give somebody points by hand."""
    envelope(stage, at, lines.NEXT_ENVELOPE, amount=500, count=30, quick=17)
    helper = keen(stage, at)[2]
    give_points(member=helper.member, points=40, note=lines.GIFT, actor=stage.owner, now=at)
    recount_ranks(community=stage.community.pk, actor=Actor.of_system("cli"), now=at)


def envelope(stage: Stage, at: datetime, words: str, *, amount: int, count: int, quick: int) -> None:
    """Offer an envelope, and let some be quick."""
    group = stage.groups["basic"].pk
    row = offer_envelope(
        group=group, amount=amount, count=count, words=words, hours=72, own=False, actor=stage.owner, now=at
    )
    for place, person in enumerate(keen(stage, at)[:quick]):
        moment = at + timedelta(seconds=11 * place)
        grab_share(envelope=row.pk, member=person.member, actor=person.actor, now=moment)


def shop(stage: Stage, at: datetime) -> None:
    """Let people buy what they can pay; the first things are handed over."""
    prizes = list(prizes_run_by(stage.owner, stage.community.pk))
    for place, person in enumerate(keen(stage, at)[:16]):
        try:
            buy_prize(prize=prizes[place % 3].pk, actor=person.actor, now=at + timedelta(minutes=17 * place))
        except NotEnough:
            continue
    for bought in purchases_run_by(stage.owner, stage.community.pk)[:3]:
        deliver_purchase(purchase=bought.pk, note=lines.DELIVERED, actor=stage.owner, now=at + timedelta(hours=6))


def hear_of_deeds(now: datetime) -> None:
    """Let the deeds of a day bring their points on that day, and what was bought open its rooms."""
    pump = Pump({name: RECEIVERS[name] for name in HEARERS})
    pump.drain(now=now)
    pump.close()
