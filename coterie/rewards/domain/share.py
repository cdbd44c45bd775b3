"""Taking a share of a red envelope: the quick get one each, and no two the same."""

from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from coterie.groups.queries.seat import open_seat
from coterie.kit.actor import Actor
from coterie.kit.db.statement import moment, stored
from coterie.kit.errors import NotFound
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry
from coterie.rewards.errors import EnvelopeEmpty
from coterie.rewards.events import EnvelopeClosed, ShareGrabbed
from coterie.rewards.queries.purses import book_of, envelope_purse, wallet

LOOK = """
SELECT e.id, e.group_id, g.community_id, e.ends_at, e.closed_at, s.points FROM rewards_envelopes e
    JOIN groups g ON g.id = e.group_id LEFT JOIN rewards_shares s ON s.envelope_id = e.id AND s.member_id = %s
    WHERE e.id = %s
"""
LOCK = "SELECT id FROM rewards_envelopes WHERE id = %s FOR UPDATE"
TAKE = """
UPDATE rewards_shares SET member_id = %s, taken_at = %s WHERE member_id IS NULL AND id = (
    SELECT id FROM rewards_shares WHERE envelope_id = %s AND member_id IS NULL ORDER BY number LIMIT 1
) RETURNING id, number, points
"""
LAST = "UPDATE rewards_envelopes SET closed_at = %s WHERE id = %s AND count = %s"


class Offered(NamedTuple):
    """An envelope as it stands; `own` is the share that the asker has."""

    pk: int
    group: int
    community: int
    ends_at: datetime
    closed_at: datetime | None
    own: int | None


def grab_share(*, envelope: int, member: int, actor: Actor, now: datetime) -> int:
    """Take the next share; who has one is told of it again. Return its points.

    Most who come find nothing left: they are told without waiting for anybody.
    Raises EnvelopeEmpty when nothing is left or its time is over, NotFound to who does not sit in the group.
    """
    offered = looked_at(envelope, member)
    if open_seat(offered.group, member, account=actor.account) is None:
        raise NotFound(_("There is no such page."))
    if offered.own is not None:
        return offered.own
    if offered.closed_at or now >= offered.ends_at:
        raise EnvelopeEmpty(_("All shares are taken."))
    try:
        return take_share(offered, member, actor, now)
    except IntegrityError:
        # the same member asked twice at the same moment; the other one got the share
        again = looked_at(envelope, member).own
        if again is None:
            raise
        return again


def looked_at(envelope: int, member: int) -> Offered:
    """Return how an envelope stands, seen by a member. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [member, envelope])
        found = cursor.fetchone()
    if found is None:
        raise NotFound(_("There is no such page."))
    pk, group, community, ends_at, closed_at, own = found
    return Offered(pk, group, community, moment(ends_at), moment(closed_at), own)


@transaction.atomic
def take_share(offered: Offered, member: int, actor: Actor, now: datetime) -> int:
    """Take a share and book its points; with the last one the envelope is over. Raises EnvelopeEmpty."""
    hold(offered.pk)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [member, stored(now), offered.pk])
        taken = cursor.fetchone()
        if taken is None:
            raise EnvelopeEmpty(_("All shares are taken."))
        share, number, points = taken
        moves = {envelope_purse(offered.pk): -points, wallet(member): points}
        book_entry(
            key=f"share:{share}", kind="share", book=book_of(offered.community), moves=moves, at=now, subject=offered.pk
        )
        cursor.execute(LAST, [stored(now), offered.pk, number])
        over = cursor.rowcount == 1
    facts = {"community": offered.community, "actor": actor.account, "subject": offered.pk, "group": offered.group}
    publish(ShareGrabbed(at=now, member=member, data={"points": points}, **facts))
    if over:
        publish(EnvelopeClosed(at=now, data={"returned": 0}, **facts))
    return int(points)


def hold(envelope: int) -> None:
    """Let one after the other take the next share; on SQLite the transaction is the only writer already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [envelope])
