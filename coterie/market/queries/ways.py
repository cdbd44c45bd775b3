"""In which ways an order can be paid."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coterie.communities.queries.communities import currency_of
from coterie.market.enums import PaymentState
from coterie.market.models import Payment, ProviderAccount
from coterie.market.providers.catalogue import PROVIDERS, takes
from coterie.market.rules import MANUAL


@dataclass(frozen=True, slots=True)
class WayToPay:
    """A way to pay: what a payment keeps of it, and what people read."""

    name: str
    title: str | Promise
    note: str | Promise
    by: str | Promise = ""
    """Its title with who takes the money, where buyers are not told so by the title."""

    @property
    def called(self) -> str | Promise:
        """What it is called by who runs it."""
        return self.by or self.title

    @property
    def is_provider(self) -> bool:
        """Whether a provider takes the money."""
        return self.name != MANUAL


BY_HAND = WayToPay(
    MANUAL,
    _("By transfer or in cash"),
    _("Pay the hosts as they tell you, and name the number of your order. They confirm when the money is there."),
)
PROVIDED = {
    "stripe": WayToPay(
        "stripe", _("By card"), _("You pay on the page of Stripe and come back here."), _("By card (Stripe)")
    ),
    "wechatpay": WayToPay("wechatpay", _("WeChat Pay"), _("Scan a code with WeChat, or open WeChat on your phone.")),
    "alipay": WayToPay("alipay", _("Alipay"), _("You pay on the page of Alipay and come back here.")),
}


def ways_to_pay(community: int) -> list[WayToPay]:
    """Return how a community is paid: through the providers that are on and take its currency, and by hand."""
    on = set(ProviderAccount.objects.filter(community=community, is_on=True).values_list("provider", flat=True))
    currency = currency_of(community) if on else ""
    provided = [PROVIDED[name] for name in PROVIDERS if name in on and takes(name, currency)]
    return [*provided, BY_HAND]


def is_way(community: int, name: str) -> bool:
    """Tell whether a community is paid in this way."""
    return any(way.name == name for way in ways_to_pay(community))


def way_called(provider: str) -> WayToPay:
    """Return a way, be it on or off now."""
    return PROVIDED.get(provider, BY_HAND)


def asked_last(order: int, now: datetime) -> Payment | None:
    """Return in which way an order is to be paid, as it was said last; with a provider, while that still takes it."""
    rows = Payment.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), order=order, state=PaymentState.ASKED)
    return rows.order_by("-asked_at", "-pk").first()
