"""A community's accounts with payment providers: opened for asking, shown without their secrets."""

import json
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.box import Box
from coterie.market.enums import NoticeOutcome
from coterie.market.models import Payment, ProviderAccount, ProviderNotice
from coterie.market.providers.catalogue import BASES, PROVIDERS
from coterie.market.providers.port import Field, Provider, provider_called

OWN = "notify"
"""A credential that is ours: where notices go."""
TRIED = 20
"""Of so many accounts the one is found that a notice without an address of its own is for."""

LOOKED_AT = 200
"""Payments that are looked at in one minute."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a provider is set up; `kept` are the secrets that are there, `said` what is no secret."""

    provider: str
    is_on: bool
    notify: str
    said: dict[str, str]
    kept: tuple[str, ...]
    checked_at: datetime | None
    trouble: str


def box() -> Box:
    """Return what closes and opens credentials."""
    return Box(settings.SECRET_KEY, "payment keys")


def secrets_of(row: ProviderAccount) -> dict[str, str]:
    """Return the credentials of an account; none when they were closed with another secret of the install."""
    if not row.sealed:
        return {}
    try:
        return dict(json.loads(box().open(bytes(row.sealed))))
    except InvalidTag:
        return {}


def notify_address(row: ProviderAccount) -> str:
    """Return where the provider sends its notices."""
    return f"{settings.BASE_URL}/webhooks/{row.provider}/{row.key}"


def provider_of(row: ProviderAccount) -> Provider:
    """Return the provider with the credentials of an account. Raises Invalid where these are of no use."""
    given = {**secrets_of(row), OWN: notify_address(row)}
    return provider_called(row.provider, given, BASES.get(row.provider, ""))


def fields_of(provider: str) -> list[Field]:
    """Return what somebody fills in to set a provider up."""
    return [field for field in PROVIDERS[provider].FIELDS if field.name != OWN]


def account_of(community: int, provider: str) -> ProviderAccount | None:
    """Return a community's account with a provider, on or off."""
    return ProviderAccount.objects.filter(community=community, provider=provider).first()


def accounts_for(provider: str, key: str = "") -> list[ProviderAccount]:
    """Return for which accounts a notice may be: the one that its address names, or the first of that provider."""
    rows = ProviderAccount.objects.filter(provider=provider).order_by("pk")
    return list(rows.filter(key=key) if key else rows[:TRIED])


def setups_run_by(actor: Actor, community: int) -> list[Setup]:
    """Return how every provider is set up, for who may do that."""
    require(actor, Permission.EDIT_PROVIDERS, community)
    rows = {row.provider: row for row in ProviderAccount.objects.filter(community=community)}
    return [setup_of(name, rows.get(name)) for name in PROVIDERS]


def setup_of(provider: str, row: ProviderAccount | None) -> Setup:
    """Return how one provider is set up."""
    if row is None:
        return Setup(provider, is_on=False, notify="", said={}, kept=(), checked_at=None, trouble="")
    known, fields = secrets_of(row), fields_of(provider)
    said = {field.name: known.get(field.name, "") for field in fields if not field.secret}
    kept = tuple(field.name for field in fields if field.secret and known.get(field.name))
    return Setup(provider, row.is_on, notify_address(row), said, kept, row.checked_at, row.trouble)


def notices_run_by(actor: Actor, community: int, outcome: str = "") -> QuerySet[ProviderNotice]:
    """What providers told a community, the latest first, for who sees its orders."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = ProviderNotice.objects.filter(account__community=community)
    if outcome in NoticeOutcome.values:
        rows = rows.filter(outcome=outcome)
    return rows.select_related("account", "payment__order").order_by("-received_at", "-pk")


def troubles_of(order: int) -> QuerySet[ProviderNotice]:
    """What providers told of an order that somebody has to look at, the first first."""
    rows = ProviderNotice.objects.filter(payment__order=order, outcome=NoticeOutcome.TROUBLE)
    return rows.select_related("account").order_by("received_at", "pk")


def payments_to_look_at(now: datetime) -> list[int]:
    """Return of which payments it is time to ask, the longest due first."""
    rows = Payment.objects.filter(next_look_at__lte=now)
    return list(rows.order_by("next_look_at", "pk").values_list("pk", flat=True)[:LOOKED_AT])
