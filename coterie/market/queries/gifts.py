"""Codes of gifts, for whoever bought them."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings

from coterie.kit.ids import ALPHABET, KEY_LENGTH
from coterie.market.models import GiftCode, Order, OrderLine


@dataclass(frozen=True, slots=True)
class Gift:
    """One piece to give away; the code is empty once it is used or void."""

    title: str
    slug: str
    code: str
    is_used: bool
    is_void: bool


def gifts_of(order: Order) -> list[Gift]:
    """Return what of a paid order can be given away; only its buyer may see it."""
    if not order.is_gift:
        return []
    rows = GiftCode.objects.filter(line__order=order).select_related("line__variant__offer").order_by("line", "place")
    return [gift_shown(order, row, row.line) for row in rows if row.line]


def gift_shown(order: Order, row: GiftCode, line: OrderLine) -> Gift:
    """Return a gift as its buyer sees it."""
    done = row.used_at is not None or row.voided_at is not None
    code = "" if done else spaced(code_of(order.key, line.pk, row.place))
    return Gift(line.title, line.variant.offer.slug, code, row.used_at is not None, row.voided_at is not None)


def code_of(order: str, line: int, place: int) -> str:
    """Return the code of a piece: nobody without the install's secret can work it out."""
    number = int.from_bytes(sealed(f"code\0{order}\0{line}\0{place}").digest())
    signs = []
    for _sign in range(KEY_LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def reward_code(source: str, offer: int) -> str:
    """Return the code of a reward, as it is read off a card; only its owner may see it."""
    return spaced(code_of(source, offer, 1))


def digest_of(offer: int, code: str) -> str:
    """Return what is kept of a code; spaces, dashes and the case do not matter."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return sealed(f"digest\0{offer}\0{plain}").hexdigest()


def sealed(text: str) -> hmac.HMAC:
    """Return the seal of a text, with the install's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"gift\0{text}".encode(), sha256)


def spaced(code: str) -> str:
    """Return a code as people read it off a card."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
