"""Stripe's signature of a webhook: HMAC-SHA256 over `moment.body` (https://docs.stripe.com/webhooks/signature)."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coterie.market.providers.port import Forged

HEADER = "stripe-signature"
WINDOW = timedelta(minutes=5)
DIGITS = 11


def check(header: str, body: bytes, *, secret: str, now: datetime) -> None:
    """Raise Forged unless one of the header's v1 signatures is ours and its moment is near.

    While a secret is being replaced there are two. Older schemes such as v0 are of no worth.
    """
    parts = [part.strip().partition("=") for part in header.split(",")]
    moment = next((value for name, _sign, value in parts if name == "t"), "")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= DIGITS):
        raise Forged(_("The notice is not signed."))
    wanted = signature(moment, body, secret=secret).encode()
    signatures = [value.encode(errors="replace") for name, _sign, value in parts if name == "v1"]
    if not any([hmac.compare_digest(wanted, each) for each in signatures]):  # noqa: C419 - all of them, in equal time
        raise Forged(_("The notice's signature is wrong."))
    if abs(now.timestamp() - int(moment)) > WINDOW.total_seconds():
        raise Forged(_("The notice is too old."))


def signature(moment: str, body: bytes, *, secret: str) -> str:
    """Return the v1 signature."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
