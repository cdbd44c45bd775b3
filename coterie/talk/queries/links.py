"""Links in messages, and what they lead to."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q

from coterie.talk.models import LinkCard, Message

MARK = "://"


class Card(NamedTuple):
    """What a link leads to; `picture` is a stored file or empty."""

    url: str
    title: str
    brief: str
    site: str
    picture: str


def with_links_among(messages: Sequence[int]) -> list[int]:
    """Return those messages that have a link, or had one of which a card is left."""
    if not messages:
        return []
    rows = Message.objects.filter(Q(text__contains=MARK) | Q(card__isnull=False), pk__in=messages)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def cards_of(messages: Sequence[int]) -> dict[int, Card]:
    """Return the cards of some messages."""
    if not messages:
        return {}
    rows = LinkCard.objects.filter(message__in=messages)
    return {
        message: Card(url, title, brief, site, picture)
        for message, url, title, brief, site, picture in rows.values_list("message", *Card._fields)
    }
