"""Paying inside of WeChat: the buyer comes back with a code by which WeChat says who they are. Nobody keeps who.

The way there and back carries a state that only we can make, for one payment, one account and a short while: nobody is
led into paying, or into being paid for, by an address that somebody else made.
"""

from datetime import datetime, timedelta
from secrets import compare_digest

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.box import Box
from coterie.kit.errors import Invalid
from coterie.market.domain.paying import ask_anew
from coterie.market.domain.provider_account import note_trouble
from coterie.market.domain.starting import begun, own_payment, page_of, wanted_of
from coterie.market.enums import PaymentState
from coterie.market.models import Payment, ProviderAccount
from coterie.market.providers.port import Declined, ProviderFailed
from coterie.market.providers.wechatpay.official import OfficialAccount
from coterie.market.queries.inside import inside_of

GOOD_FOR = timedelta(minutes=10)
MARK = 64
"""Signs of the state that prove it; the rest says until when it is good."""


def way_into_wechat(*, payment: int, actor: Actor, now: datetime) -> str:
    """Return where WeChat is asked who the buyer is, "" where no official account is set up.

    What was begun in another way, or by somebody else's WeChat, is asked for anew.
    """
    asked = own_payment(payment, actor)
    inside = inside_of(asked)
    if inside is None or asked.state != PaymentState.ASKED:
        return ""
    if asked.is_begun:
        asked = ask_anew(payment=asked.pk, actor=actor, now=now)
    return inside.official.entrance(f"{page_of(asked)}/wechat", state_of(asked.key, actor, now + GOOD_FOR))


def start_inside(*, payment: int, code: str, state: str, actor: Actor, now: datetime) -> Payment:
    """Ask for a payment by the code with which a buyer came back from WeChat; twice is once, at the same moment too.

    Raises Invalid for a state that is not ours or too old, ProviderFailed where WeChat does not know the code.
    """
    asked = own_payment(payment, actor)
    if not is_ours(state, asked.key, actor, now):
        raise Invalid(_("That took too long. Press “Pay now” again."), field="state")
    inside = inside_of(asked)
    if inside is None or asked.is_begun or asked.state != PaymentState.ASKED:
        return asked
    try:
        buyer = who_came_by(code, inside.official, inside.account)
        wanted = wanted_of(asked, inside.account, "")
        return begun(asked, inside.account, lambda: inside.provider.start_inside(wanted, buyer), actor, now)
    except ProviderFailed:
        meanwhile = own_payment(payment, actor)
        if not meanwhile.is_begun:
            raise
        return meanwhile


def who_came_by(code: str, official: OfficialAccount, account: ProviderAccount) -> str:
    """Return who came back with a code; one that is of no use is no trouble of the account's. Raises ProviderFailed."""
    try:
        return official.buyer(code)
    except Declined:
        raise
    except ProviderFailed as error:
        note_trouble(account, error)
        raise


def state_of(what: str, actor: Actor, until: datetime) -> str:
    """Return what goes to WeChat and comes back, for one thing and account: letters and digits."""
    ends = f"{int(until.timestamp()):x}"
    return Box(settings.SECRET_KEY, "wechat state").mark(f"{what}:{actor.account}:{ends}".encode()) + ends


def is_ours(state: str, what: str, actor: Actor, now: datetime) -> bool:
    """Tell whether a state was made for this thing and this account, a short while ago."""
    try:
        until = datetime.fromtimestamp(int(state[MARK:], 16), tz=now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return False
    return compare_digest(state.encode(), state_of(what, actor, until).encode()) and now < until
