"""What was said in a group, part by part; the number of queries does not depend on the number of messages."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.kit.db.prepared import Prepared
from coterie.kit.errors import NotFound
from coterie.talk.models import Message
from coterie.talk.queries.drawing import Row, columns_of, draw
from coterie.talk.queries.shown import Conversation, Shown
from coterie.talk.rules import NEWCOMER_FOR

PAGE, LONG = 30, 100
"""Messages of a part, and of a part of a thread."""
BEFORE, AFTER = 20, 10
"""Messages around one that is linked to."""

OLDEST_FIRST, NEWEST_FIRST = ("posted_at", "id"), ("-posted_at", "-id")


def newest(group: int, *, reader: int | None, now: datetime) -> Conversation:
    """Return the end of a conversation; the reader is a member, whose own messages and signs are marked."""
    rows = [Row._make(values) for values in _newest(group, now - NEWCOMER_FOR)]
    return conversation(rows[:PAGE][::-1], older=len(rows) > PAGE, newer=False, reader=reader, now=now)


def before(group: int, key: str, *, reader: int | None, now: datetime) -> Conversation:
    """Return the part that ends before a message.

    Raises NotFound when the group has no such message.
    """
    rows = rows_of(earlier(group, *anchor(group, key)), PAGE + 1, now)
    return conversation(rows[:PAGE][::-1], older=len(rows) > PAGE, newer=True, reader=reader, now=now)


def after(group: int, key: str, *, reader: int | None, now: datetime) -> Conversation:
    """Return the part that begins after a message.

    Raises NotFound when the group has no such message.
    """
    rows = rows_of(later(group, *anchor(group, key)), PAGE + 1, now)
    return conversation(rows[:PAGE], older=True, newer=len(rows) > PAGE, reader=reader, now=now)


def around(group: int, key: str, *, reader: int | None, now: datetime) -> Conversation:
    """Return a message with what was said before and after it.

    Raises NotFound when the group has no such message.
    """
    at, pk = anchor(group, key)
    first = rows_of(earlier(group, at, pk + 1), BEFORE + 1, now)
    last = rows_of(later(group, at, pk), AFTER + 1, now)
    rows = first[:BEFORE][::-1] + last[:AFTER]
    return conversation(rows, older=len(first) > BEFORE, newer=len(last) > AFTER, reader=reader, now=now)


def single(group: int, key: str, *, reader: int | None, now: datetime) -> Shown:
    """Return one message.

    Raises NotFound when the group has no such message.
    """
    rows = [Row._make(values) for values in _single(group, key, now - NEWCOMER_FOR)]
    if not rows:
        raise NotFound(_("There is no such message."))
    return draw(rows, reader, now)[0]


def thread(group: int, key: str, *, reader: int | None, now: datetime, after: str | None = None) -> Conversation:
    """Return a thread, first message first, wherever in it the named message stands; `after` goes on in it.

    Raises NotFound when the group has no such message.
    """
    place = said_in(group).filter(key=key).values_list("id", "root").first()
    if place is None:
        raise NotFound(_("There is no such message."))
    root = place[1] or place[0]
    messages = (later(group, *anchor(group, after)) if after else said_in(group)).filter(Q(pk=root) | Q(root=root))
    rows = rows_of(messages.order_by(*OLDEST_FIRST), LONG + 1, now)
    return conversation(rows[:LONG], older=False, newer=len(rows) > LONG, reader=reader, now=now)


def conversation(rows: list[Row], *, older: bool, newer: bool, reader: int | None, now: datetime) -> Conversation:
    """Return rows, oldest first, as a part of a conversation that goes on before or after it."""
    shown = draw(rows, reader, now)
    return Conversation(shown, rows[0].key if older and rows else None, rows[-1].key if newer and rows else None)


def said_in(group: int) -> QuerySet[Message]:
    """Everything said in a group."""
    return Message.objects.filter(group=group)


def anchor(group: int, key: str) -> tuple[datetime, int]:
    """Return the place of a message in its conversation."""
    place = said_in(group).filter(key=key).values_list("posted_at", "id").first()
    if place is None:
        raise NotFound(_("There is no such message."))
    return place


def earlier(group: int, at: datetime, pk: int) -> QuerySet[Message]:
    """Messages before a place, the nearest first."""
    return said_in(group).filter(posted_at__lte=at).exclude(posted_at=at, id__gte=pk).order_by(*NEWEST_FIRST)


def later(group: int, at: datetime, pk: int) -> QuerySet[Message]:
    """Messages after a place, the nearest first."""
    return said_in(group).filter(posted_at__gte=at).exclude(posted_at=at, id__lte=pk).order_by(*OLDEST_FIRST)


def rows_of(messages: QuerySet[Message], most: int, now: datetime) -> list[Row]:
    """Read what is drawn of the first messages."""
    return [Row._make(values) for values in columns_of(messages, now - NEWCOMER_FOR)[:most]]


_newest = Prepared(
    lambda group, since: columns_of(said_in(group).order_by(*NEWEST_FIRST), since)[: PAGE + 1],
    int,
    datetime,
)
_single = Prepared(
    lambda group, key, since: columns_of(said_in(group).filter(key=key), since),
    int,
    str,
    datetime,
)
