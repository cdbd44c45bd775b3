"""Messages and who they speak to: the facts under most figures."""

import ibis
from ibis.expr.types import Table

from coterie.review.queries.engine import number_in, numbers_in, wall_of
from coterie.review.queries.log import Log
from coterie.review.rules.period import DAY


def posted(log: Log) -> Table:
    """Every `message_posted` of the scope that was not deleted, before anything is read from its data."""
    events = log.events
    rows = events.filter(events.kind == "message_posted")
    if log.scope.group is not None:
        rows = rows.filter(rows.group == log.scope.group)
    if log.tally("message_deleted").events:
        rows = rows.anti_join(gone(log).rename(subject="message"), "subject")
    return rows


def gone(log: Log) -> Table:
    """Messages that were deleted more often than restored: message."""
    turns = log.deeds.filter(log.deeds.kind.isin(("message_deleted", "message_restored")))
    sign = ibis.ifelse(turns.kind == "message_deleted", 1, -1)
    counted = turns.group_by(message=turns.subject).aggregate(turns=sign.sum())
    return counted.filter(counted.turns > 0).select("message")


def messages(log: Log) -> Table:
    """One row per message up to the end of the period.

    Columns: id (of the event), t (microseconds), clock (local seconds), day (local day number), member, group,
    message (its own id), reply_to (a message's id or null).
    """
    return log.keep("messages", lambda: message_rows(log))


def message_rows(log: Log) -> Table:
    """Compute `messages`."""
    rows = posted(log)
    clock = wall_of(rows.at, log.scope.zone)
    return rows.select(
        "id",
        "t",
        "member",
        "group",
        clock=clock,
        day=(clock / DAY).floor().cast("int32"),
        message=rows.subject,
        reply_to=number_in(rows.data, "reply_to"),
    )


def spoken(log: Log) -> Table:
    """The messages of the period."""
    return log.during(messages(log))


def replies(log: Log) -> Table:
    """One row per reply to somebody else: id, t, member, group, target, answered and asked (its message's id and t)."""
    return log.keep("replies", lambda: reply_rows(log))


def reply_rows(log: Log) -> Table:
    """Compute `replies`."""
    said = messages(log)
    source = said.filter(said.reply_to.notnull())
    original = said.select(answered="id", original=said.message, target=said.member, asked="t")
    pairs = source.join(original, source.reply_to == original.original)
    return pairs.filter(pairs.member != pairs.target).select(
        "id", "t", "member", "group", "target", "answered", "asked"
    )


def mentions(log: Log) -> Table:
    """One row per mention of another person: id, t, member, group, target."""
    return log.keep("mentions", lambda: mention_rows(log))


def mention_rows(log: Log) -> Table:
    """Compute `mentions`."""
    rows = posted(log)
    rows = rows.filter(rows.data.contains('"mentions"'))
    each = rows.select("id", "t", "member", "group", target=numbers_in(rows.data, "mentions").unnest())
    return each.filter(each.target.notnull(), each.target != each.member)


def addressed(log: Log) -> Table:
    """Who spoke to whom, once per message and person, by reply or mention: id, t, member, group, target."""
    return log.keep("addressed", lambda: address_rows(log))


def address_rows(log: Log) -> Table:
    """Compute `addressed`."""
    columns = ("id", "t", "member", "group", "target")
    return replies(log).select(*columns).union(mentions(log).select(*columns)).distinct()
