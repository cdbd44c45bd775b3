"""Taking one's money in WeChat: made ready by staff, asked for by the partner, confirmed there; never twice.

A try of a payout has one number at WeChat, however often and by whomever it is asked for: WeChat lets it wait for the
first person, and for nobody else. That it is asked for is noted before, and the asking signed with that moment: five
minutes later WeChat takes it no more. So what it does not know after a while, it will never know, and can be called
back. Who the partner is to WeChat is passed on and kept nowhere.
"""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.money import Money
from coterie.market.domain.inside import GOOD_FOR, is_ours, state_of, who_came_by
from coterie.market.domain.provider_account import note_trouble, note_well
from coterie.market.providers.port import ProviderFailed
from coterie.market.providers.wechatpay.transfers import Bill
from coterie.market.queries.transfers import merchant_of
from coterie.partners.domain.payout import ANSWERS_FOR, book_paid, held_payout, refuse_no_partner, turned
from coterie.partners.enums import PayoutState, TransferWhy
from coterie.partners.models import Payout
from coterie.partners.providers.catalogue import WECHAT
from coterie.partners.providers.wechat import bill_called, once_of
from coterie.partners.queries.partners import own_partner
from coterie.partners.queries.payout_ways import merchant_for
from coterie.partners.queries.payouts import waiting_in_wechat

P = PayoutState
NEVER_AFTER = timedelta(minutes=10)
"""So long after it was asked for, what WeChat does not know will not come to it."""
MANY_WRONG = 5


def way_to_money(*, payout: int, back: str, actor: Actor, now: datetime) -> str:
    """Return where WeChat is asked who the partner is, who comes `back` with it; "" where there is nothing to take."""
    row = own_payout(payout, actor)
    merchant = merchant_of(row.batch.programme.community_id) if is_ready(row) else None
    state = state_of(f"payout {row.key}", actor, now + GOOD_FOR)
    return merchant.official.entrance(f"{settings.BASE_URL}{back}", state) if merchant else ""


def own_payout(payout: int, actor: Actor) -> Payout:
    """Return a payout of the actor's own."""
    row = Payout.objects.select_related("batch__programme", "partner").filter(pk=payout).first()
    if row is None or not own_partner(actor, row.batch.programme.community_id).filter(pk=row.partner_id).exists():
        raise NotFound(_("There is no such payout."))
    return row


def is_ready(row: Payout) -> bool:
    """Tell whether a payout is there to be taken in WeChat."""
    return row.batch.provider == WECHAT and row.state == P.SENT


def take_payout(*, payout: int, code: str, state: str, actor: Actor, now: datetime) -> str:
    """Have a payout wait for who came back from WeChat with a code; return what opens it there, in JSON.

    Asked again it is the same; "" where nothing is left to be taken. Raises Invalid for a state that is not ours or
    too old, Conflict for a partner who is none at present, ProviderFailed where WeChat does not do it.
    """
    row = own_payout(payout, actor)
    if not is_ours(state, f"payout {row.key}", actor, now):
        raise Invalid(_("That took too long. Press “Take your money” again."), field="state")
    if not is_ready(row):
        return ""
    merchant = merchant_for(row)
    openid = who_came_by(code, merchant.official, merchant.account)
    row.partner.refresh_from_db(fields=["state"])
    refuse_no_partner(row.partner)
    note_asking(row, merchant.number, now)
    mark, amount = bill_called(row.once, row.tries), Money(row.amount, row.batch.currency)
    try:
        bill = merchant.transfers.ask(mark, amount, openid=openid, name=row.name, at=now)
    except (ProviderFailed, Invalid) as error:
        note_trouble(merchant.account, error)
        raise
    note_well(merchant.account, now)
    if bill.package:
        return merchant.transfers.opening(bill)
    if is_ready(look_at_transfer(payout=row.pk, actor=Actor.of_system(), now=now)):
        raise Conflict(_("WeChat is still at it. Try again in a moment."))
    return ""


def note_asking(row: Payout, merchant: str, now: datetime) -> None:
    """Note in whose name WeChat is asked for this try, unless it was called back meanwhile. Raises Conflict."""
    latest = Greatest(Coalesce(F("asked_at"), now), now)
    same = Payout.objects.filter(pk=row.pk, state=P.SENT, tries=row.tries, asked_of__in=("", merchant))
    if not same.update(asked_at=latest, asked_of=merchant):
        raise Conflict(_("There is nothing to take any more."))


def look_at_transfer(*, payout: int, actor: Actor, now: datetime) -> Payout:
    """Ask WeChat how a payout stands that waits there, and settle it by that. Raises ProviderFailed."""
    row = Payout.objects.select_related("batch__programme", "partner").get(pk=payout)
    if not is_ready(row) or row.asked_at is None:
        return row
    bill = merchant_for(row).transfers.standing(bill_called(row.once, row.tries))
    if bill is not None:
        return settle_transfer(payout=payout, attempt=row.tries, bill=bill, actor=actor, now=now)
    if row.asked_at < now - NEVER_AFTER and row.changed_at > now - ANSWERS_FOR:
        Payout.objects.filter(pk=payout, tries=row.tries, asked_at=row.asked_at).update(asked_at=None, asked_of="")
        row.refresh_from_db(fields=["asked_at", "asked_of"])
    return row


@transaction.atomic
def settle_transfer(*, payout: int, attempt: int, bill: Bill, actor: Actor, now: datetime) -> Payout:
    """Note to what end a try of a payout came at WeChat, once; whatever is no end changes nothing.

    Raises ProviderFailed where WeChat speaks of another amount.
    """
    row = held_payout(payout)
    if bill.state == "open" or row.tries != attempt or row.state != P.SENT:
        return row
    if bill.amount != row.amount:
        raise ProviderFailed(_("WeChat has another amount under this number."))
    state = P(bill.state)
    made = turned(row, state, bill.external if state == P.PAID else bill.why, actor, now)
    if state == P.PAID:
        book_paid(made, WECHAT, now)
    return made


def recall_payout(*, payout: int, actor: Actor, now: datetime) -> Payout:
    """Call a payout back that nobody took yet: it failed then, and can be tried again or paid by hand.

    What WeChat was asked for stays until WeChat says that it is over. Raises Conflict for another payout,
    ProviderFailed where WeChat does not do it.
    """
    row = Payout.objects.select_related("batch__programme").get(pk=payout)
    require(actor, Permission.PAY_PARTNERS, row.batch.programme.community_id)
    if not is_ready(row):
        raise Conflict(_("That is not possible for this payout now."), field="state")
    if row.asked_at is not None:
        cancel_transfer(row, actor, now)
    return call_back(payout=payout, actor=actor, now=now)


def cancel_transfer(row: Payout, actor: Actor, now: datetime) -> None:
    """Ask WeChat to give back what waits there, and look; it refuses where that is over, one way or another."""
    try:
        merchant_for(row).transfers.cancel(bill_called(row.once, row.tries))
    except ProviderFailed:
        if is_ready(look_at_transfer(payout=row.pk, actor=actor, now=now)):
            raise
    look_at_transfer(payout=row.pk, actor=actor, now=now)


@transaction.atomic
def call_back(*, payout: int, actor: Actor, now: datetime) -> Payout:
    """Let a payout fail that WeChat knows nothing of; the others stay as they are."""
    row = held_payout(payout)
    if row.state != P.SENT or row.asked_at is not None:
        return row
    return turned(row, P.FAILED, TransferWhy.CANCELLED, actor, now)


def look_at_told(*, mark: str, actor: Actor, now: datetime) -> Payout | None:
    """Look at the payout of which WeChat told; None where it is none of ours. Raises ProviderFailed."""
    row = Payout.objects.filter(once=once_of(mark), batch__provider=WECHAT).first()
    return look_at_transfer(payout=row.pk, actor=actor, now=now) if row else None


def look_at_transfers(*, actor: Actor, now: datetime) -> int:
    """Ask WeChat how payouts stand that wait there, whatever it told; return how many came to an end."""
    ended, wrong = 0, Counter[int]()
    for payout, programme in waiting_in_wechat():
        if wrong[programme] == MANY_WRONG:
            continue
        try:
            ended += look_at_transfer(payout=payout, actor=actor, now=now).state != P.SENT
        except ProviderFailed:
            wrong[programme] += 1
    return ended
