"""How often something may be tried: `per` times at once, then evenly over the window.

The generic cell rate algorithm: one number per key, the moment at which all is forgiven. Nothing is written for a try
that is refused, so an attack costs little.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import TooMany
from coterie.platform.limits.ledger import Ledger

EVEN = "CASE WHEN limits.even_at BETWEEN %(now)s AND %(end)s THEN limits.even_at ELSE %(now)s END"
SPEND = f"""
INSERT INTO limits (name, who, even_at) VALUES (%(name)s, %(who)s, %(now)s + %(step)s)
ON CONFLICT (name, who) DO UPDATE SET even_at = {EVEN} + %(step)s WHERE {EVEN} + %(step)s <= %(end)s
"""  # noqa: S608 - our own words

ROUNDING = 0.001
"""Seconds: seven sevenths of a minute are a little more than a minute in floating point."""

_ledger = Ledger()


def allow(name: str, key: str, *, per: int, window: timedelta, now: datetime, durable: bool = False) -> bool:
    """Say whether `key` may try `name` now, and count the try if so.

    `durable` counts in the database, for all processes and over restarts: for sign-in and money. Otherwise each
    process counts for itself in memory. A count in a transaction that is rolled back is lost: ask before it begins.
    """
    began, step = now.timestamp(), window.total_seconds() / per
    end = began + window.total_seconds() + ROUNDING
    if not durable:
        return _ledger.spend((name, key), now=began, step=step, end=end)
    with connection.cursor() as cursor:
        cursor.execute(SPEND, {"name": name, "who": who(name, key), "now": began, "step": step, "end": end})
        return bool(cursor.rowcount == 1)


def demand(name: str, key: str, *, per: int, window: timedelta, now: datetime, durable: bool = False) -> None:
    """Count a try. Raises TooMany when there were too many."""
    if not allow(name, key, per=per, window=window, now=now, durable=durable):
        raise TooMany(_("Too many tries. Wait a little, then try again."))


def who(name: str, key: str) -> int:
    """Return a number for `key` that does not betray it: addresses do not belong in this table."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"{name}\0{key}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], signed=True)
