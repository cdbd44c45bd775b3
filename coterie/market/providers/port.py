"""The port to those who take payments: what every provider can do, and the words in which it tells of it.

Providers know no table. They are made of credentials, ask the provider's servers, and read what these say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coterie.kit.errors import DomainError, Invalid
from coterie.kit.money import Money

NoticeKind = Literal["paid", "failed", "refunded", "disputed", "transfer", "other"]
LineKind = Literal["paid", "refunded", "fee", "other"]
Answer = tuple[int, str, bytes]
"""Status, content type, body."""


class Refused(DomainError):
    """What came in a provider's name is not taken."""

    code = "notice_refused"
    status = 400


class Forged(Refused):
    """The provider did not sign it, or not for us, or too long ago."""

    code = "forged_notice"
    status = 401


class Unreadable(Refused):
    """It says nothing that can be understood."""

    code = "unreadable_notice"


class ProviderFailed(DomainError):
    """The provider was not reached, refused, or answered what cannot be trusted; later it may."""

    code = "provider_failed"
    status = 502


class Declined(ProviderFailed):
    """The provider understood what was asked, and did not do it: asked the same again, it would not either."""

    code = "provider_declined"


@dataclass(frozen=True, slots=True)
class Field:
    """One credential that a provider needs, for a form: `lines` is a text of several lines, such as a key."""

    name: str
    label: StrOrPromise
    secret: bool = False
    lines: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A payment that is asked for.

    `key` is our payment's, and comes back in every notice. `address` is the buyer's IP, given when they buy on a
    phone: WeChat Pay and Alipay then open their app, and show a QR code or a page for a desktop otherwise.
    """

    key: str
    amount: Money
    title: str
    back: str
    notify: str
    ends: datetime
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A payment that the provider awaits: the buyer is sent to `url`, or scans `code` as a QR code."""

    external: str
    url: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a provider tells of a payment; amounts are in our minor units.

    `event` is the provider's id of the notice: the same for a duplicate. One thing may be told under several events.
    `refunded` with `refund`: `amount` is that refund's, 0 where only `total`, what was given back so far, is told.
    `failed` with `refund`: the refund failed, not the payment. `transfer`: money that we sent came to its end, by the
    mark in `payment`; how, is asked. `fee` is 0 where the provider does not tell it here.
    """

    event: str
    kind: NoticeKind
    payment: str
    external: str
    amount: int
    currency: str
    at: datetime
    fee: int = 0
    refund: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line of a provider's statement. `amount` is positive for refunds too; a negative fee was given back."""

    at: datetime
    kind: LineKind
    payment: str
    external: str
    amount: int
    fee: int
    currency: str
    refund: str = ""


class Provider(Protocol):
    """Somebody who takes payments."""

    name: ClassVar[str]
    FIELDS: ClassVar[tuple[Field, ...]]

    def start(self, wanted: Wanted) -> Started:
        """Ask for a payment; twice for one key is one payment. Raises ProviderFailed, Invalid for a currency."""

    def notice(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice:
        """Read what was sent to the notify address. Raises Forged, Unreadable, and nothing else."""

    def look(self, key: str, external: str) -> Notice | None:
        """Ask how a payment stands: paid (though given back later), failed, or None while it may still be paid."""

    def refund(self, *, refund: str, payment: str, external: str, amount: Money, total: Money, why: str) -> str:
        """Give back `amount` of `total` and return the provider's id; once per `refund`. Raises ProviderFailed."""

    def statement(self, text: str | bytes) -> Iterator[StatementLine]:
        """Read a statement file of the provider. Raises Unreadable, naming the line."""

    def answer(self) -> Answer:
        """Return the words by which the provider knows that its notice was taken."""


def provider_called(name: str, secrets: Mapping[str, str], base: str = "") -> Provider:
    """Return a provider with its credentials; `base` is another address than its own, for stand-ins.

    Raises Invalid, naming the field that is missing or cannot be read.
    """
    from coterie.market.providers.catalogue import PROVIDERS

    if name not in PROVIDERS:
        raise Invalid(_("No such payment provider: %(name)s") % {"name": name[:40]}, field="provider")
    made = PROVIDERS[name]
    given = {field.name: secrets.get(field.name, "").strip() for field in made.FIELDS}
    for field in made.FIELDS:
        if field.needed and not given[field.name]:
            raise Invalid(_("This is needed: %(label)s") % {"label": field.label}, field=field.name)
    return made(given, base.rstrip("/"))
