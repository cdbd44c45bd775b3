"""Renewals: the next turn is asked for some days before the end, once, and its member reminded."""

from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.communities import currency_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict
from coterie.kit.ids import new_key
from coterie.kit.json import Json
from coterie.market.domain.buying import SHOP, cancelled, facts_of, line_of, sum_of, taken
from coterie.market.domain.customer import member_as_customer
from coterie.market.domain.paying import ask_payment
from coterie.market.domain.plan import on_time, told
from coterie.market.enums import OrderState, PlanState
from coterie.market.errors import NotForSale, SoldOut
from coterie.market.events import OrderPlaced, PlanReminded
from coterie.market.models import Order, OrderLine, Subscription, Turn, Variant
from coterie.market.rules import AHEAD, MANUAL, reminders_due
from coterie.members.queries.members import active_member
from coterie.platform.events.log import publish

RENEWED = (PlanState.TRIAL, PlanState.ACTIVE, PlanState.GRACE)


class Asked(NamedTuple):
    """A turn to be paid: of which variant, until when, less which credit, and whether it begins at once."""

    variant: Variant
    due: datetime
    credit: int = 0
    upgrade: bool = False


def ask_for_renewals(*, actor: Actor, now: datetime) -> int:
    """Ask for the next turn of every plan that ends soon, and remind of it; return how many orders were made."""
    due = Subscription.objects.filter(state__in=RENEWED, cancelled_at=None, paid_until__lte=now + AHEAD, until__gt=now)
    rows = list(due.order_by("paid_until", "pk").values_list("pk", flat=True))
    return sum(renew_plan(subscription=pk, actor=actor, now=now) for pk in rows)


@transaction.atomic
def renew_plan(*, subscription: int, actor: Actor, now: datetime) -> bool:
    """Ask for the next turn of a plan, unless it is asked for; tell whether an order was made."""
    row = held_plan(subscription)
    if row.state not in RENEWED or row.cancelled_at or not on_time(row, actor, now):
        return False
    wanted = row.next_variant or row.variant
    if not wanted.terms.renews or active_member(row.member_id) is None:
        return False
    order = None if asked_turn(row, now) else next_turn(row, wanted, actor, now)
    remind(row, actor, now)
    return order is not None


def held_plan(subscription: int) -> Subscription:
    """Return a plan, locked after the order of its next turn, as whoever pays does."""
    waiting = Order.objects.filter(lines__turn__subscription=subscription, state=OrderState.PENDING)
    list(lock(waiting.order_by("pk")))
    rows = Subscription.objects.select_related("offer", "variant__terms", "next_variant__terms", "member__community")
    return locked(rows.filter(pk=subscription))


def asked_turn(row: Subscription, now: datetime) -> Turn | None:
    """Return the turn that is asked for; one whose order came to nothing is asked for no more."""
    turn = row.turns.filter(paid_at=None, dropped_at=None).select_related("line__order").first()
    if turn and turn.line.order.state != OrderState.PENDING:
        turn.dropped_at = now
        turn.save(update_fields=["dropped_at"])
        return None
    return turn


def next_turn(row: Subscription, wanted: Variant, actor: Actor, now: datetime) -> Order | None:
    """Ask for the turn after what is paid; None where it is not for sale any more."""
    asked = Asked(wanted, row.paid_until + timedelta(days=wanted.terms.grace_days))
    try:
        with transaction.atomic():
            return order_turn(row, asked, actor, now)
    except (SoldOut, NotForSale, Conflict):
        return None


def order_turn(row: Subscription, asked: Asked, actor: Actor, now: datetime) -> Order:
    """Order a turn for a plan, less its credit; one that costs nothing is paid at once."""
    community, pieces = row.offer.community_id, {asked.variant.pk: 1}
    [taken_one] = taken(community, pieces, row.member_id)
    order = Order(
        key=new_key(), community_id=community, member_id=row.member_id, source=SHOP, placed_at=now,
        currency=currency_of(community), customer=member_as_customer(community, row.member_id, row.member.key),
        state=OrderState.PENDING, due_at=asked.due, amount=asked.variant.price - asked.credit, discount=asked.credit,
    )  # fmt: skip
    order.number = order.key
    order.save(force_insert=True)
    line = line_of(order, taken_one, 1, asked.variant.price)
    line.amount -= asked.credit
    OrderLine.objects.bulk_create([line])
    Turn.objects.create(subscription=row, line=line, asked_at=now, upgrade=asked.upgrade, credit=asked.credit)
    data: dict[str, Json] = {**sum_of(order, order.amount), "offers": [row.offer_id]}
    publish(OrderPlaced(at=now, **facts_of(order, actor), data=data))
    ask_payment(order=order.pk, provider=MANUAL, actor=actor, now=now)
    return order


def drop_asked(row: Subscription, why: str, actor: Actor, now: datetime) -> None:
    """Ask for the next turn no more, and give its order up."""
    turn = asked_turn(row, now)
    if turn:
        cancelled(turn.line.order, why, actor, now)
        turn.dropped_at = now
        turn.save(update_fields=["dropped_at"])


def remind(row: Subscription, actor: Actor, now: datetime) -> None:
    """Remind a member of what is to be paid, by letter where they want that; each time once."""
    row.refresh_from_db(fields=["paid_until", "told", "until"])
    due = reminders_due(row.paid_until, now)
    if due <= row.told or not asked_turn(row, now):
        return
    row.told = due
    row.save(update_fields=["told"])
    told(PlanReminded, row, actor, now, times=due)
    if row.reminds:
        write_to(row.member.account_id, row.member.community.language, partial(words_of, row))


def words_of(row: Subscription) -> tuple[str, str]:
    """Return what the letter says, in the language that is spoken now."""
    place = row.member.community
    facts = {
        "plan": row.offer.title, "end": date_format(row.paid_until.astimezone(ZoneInfo(place.timezone))),
        "address": f"{settings.BASE_URL}/m/{place.slug}/plans",
    }  # fmt: skip
    if row.told == 1:
        text = _("Your plan %(plan)s is paid until %(end)s. To go on, pay the next turn: %(address)s")
    else:
        text = _("Your plan %(plan)s was paid until %(end)s. Pay the next turn, and you stay inside: %(address)s")
    last = _("You asked for such letters. No more of them: %(address)s")
    return _("Your plan at %(place)s") % {"place": place.name}, "\n\n".join((text % facts, last % facts))
