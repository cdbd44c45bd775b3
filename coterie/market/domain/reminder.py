"""Orders that nobody paid: their buyers are told once, before what is held for them goes back."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.market.domain.buying import SHOP, facts_of
from coterie.market.enums import OrderState
from coterie.market.events import OrderReminded
from coterie.market.models import Order
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import who_may_be_called
from coterie.platform.events.log import publish

BEFORE = timedelta(minutes=15)


def remind_due(*, actor: Actor, now: datetime) -> int:
    """Remind of every order whose hold ends soon; return how many there were."""
    soon = Order.objects.filter(source=SHOP, state=OrderState.PENDING, reminded_at=None, member__isnull=False)
    due = soon.filter(due_at__gt=now, due_at__lte=now + BEFORE).order_by("due_at", "id")
    return sum(remind(order=order, actor=actor, now=now) for order in list(due.values_list("pk", flat=True)))


@transaction.atomic
def remind(*, order: int, actor: Actor, now: datetime) -> bool:
    """Remind of one order, once, whoever comes at the same time; tell whether it was now.

    The letter is written in the same transaction, to who wants to be called by letter.
    """
    waits = Order.objects.filter(pk=order, state=OrderState.PENDING, reminded_at=None, member__isnull=False)
    row = lock(waits.select_related("community", "member")).first()
    if row is None or row.member is None:
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    secret = who_may_be_called([row.member.pk]).get(row.member.pk)
    wrote = bool(secret) and write_to(
        row.member.account_id,
        row.community.language,
        partial(words_of, row, secret or ""),
        headers=ending(secret or ""),
    )
    publish(OrderReminded(at=now, data={"letter": wrote}, **facts_of(row, actor)))
    return True


def words_of(row: Order, secret: str) -> tuple[str, str]:
    """Return the letter."""
    address = member_address(row.community.slug, f"orders/{row.key}")
    title = ", ".join(row.lines.order_by("pk").values_list("title", flat=True))
    facts = {"community": row.community.name, "title": title, "address": address}
    text = _("“%(title)s” is held for you at %(community)s for a quarter of an hour more. Pay it here:\n\n%(address)s")
    return _("Your order waits: %(title)s") % facts, f"{text % facts}\n\n{how_to_end(secret)}"
