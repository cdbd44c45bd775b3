"""Who may listen to what: the page that may show a topic signs it, the stream only checks the signature."""

from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings

from coterie.kit.seal import Seal

LASTS = timedelta(hours=12)
"""A stream ends with its admission, and the page asks for a new one; messages are ids, not bodies."""


@cache
def _seal() -> Seal:
    return Seal(settings.SECRET_KEY, "live")


def admission(*topics: str, now: datetime) -> str:
    """Return a word for the address of a stream that may carry `topics` from now on.

    Raises ValueError for a topic that cannot stand in an address.
    """
    if not topics or any(not topic or set(topic) & set("~/?#% ") for topic in topics):
        raise ValueError(f"no topics for an address: {topics}")
    return _seal().sign("~".join((f"{int((now + LASTS).timestamp()):x}", *topics)))


def admitted(word: str, *, now: datetime) -> tuple[tuple[str, ...], datetime] | None:
    """Return the topics of an admission and when it ends; None when it is not ours or has ended."""
    if (signed := _seal().read(word)) is None:
        return None
    end, *topics = signed.split("~")
    until = datetime.fromtimestamp(int(end, 16), tz=UTC)
    return (tuple(topics), until) if now < until else None
