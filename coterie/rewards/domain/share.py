"""Taking a share of a red envelope: the quick get one each, and no two the same.

Those who come at one moment are served in one transaction (`Desk`): ten thousand come within a second or two.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.desk import Desk
from coterie.kit.db.statement import many, moment, rows, stored
from coterie.kit.errors import NotFound
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry
from coterie.rewards.errors import EnvelopeEmpty
from coterie.rewards.events import EnvelopeClosed, ShareGrabbed
from coterie.rewards.queries.purses import book_of, envelope_purse, wallet

LOOK = """
SELECT e.id, e.group_id, m.community_id, e.ends_at, e.closed_at, s.points FROM rewards_envelopes e
    JOIN groups_memberships seat ON seat.group_id = e.group_id AND seat.left_at IS NULL
    JOIN members m ON m.id = seat.member_id AND m.state = 'active'
    LEFT JOIN rewards_shares s ON s.envelope_id = e.id AND s.member_id = m.id
    WHERE e.id = %s AND m.id = %s AND m.account_id = %s
"""
"""One statement by hand: of ten thousand who come at once, most are told by it alone that nothing is left."""
OPEN = "SELECT closed_at IS NULL FROM rewards_envelopes WHERE id = %s"
LOCK = {"postgresql": " FOR UPDATE", "sqlite": ""}
OWN = "SELECT member_id, points FROM rewards_shares WHERE envelope_id = %s AND member_id IN ({})"
FREE = """
SELECT id, number, points FROM rewards_shares WHERE envelope_id = %s AND member_id IS NULL ORDER BY number LIMIT {}
"""
TAKE = "UPDATE rewards_shares SET member_id = %s, taken_at = %s WHERE id = %s AND member_id IS NULL"
LAST = "UPDATE rewards_envelopes SET closed_at = %s WHERE id = %s AND count = %s AND closed_at IS NULL"


class Offered(NamedTuple):
    """An envelope as it stands; `own` is the share that the asker has."""

    pk: int
    group: int
    community: int
    ends_at: datetime
    closed_at: datetime | None
    own: int | None


class Grab(NamedTuple):
    """Who wants a share of which envelope."""

    offered: Offered
    member: int
    account: int | None
    at: datetime


class Free(NamedTuple):
    """A share that nobody has."""

    pk: int
    number: int
    points: int


def grab_share(*, envelope: int, member: int, actor: Actor, now: datetime) -> int:
    """Take the next share; who has one is told of it again. Return its points.

    Most who come find nothing left: they are told without waiting for anybody.
    Raises EnvelopeEmpty when nothing is left or its time is over, NotFound to who does not sit in the group.
    """
    offered = looked_at(envelope, member, actor)
    if offered.own is not None:
        return offered.own
    got = None
    if offered.closed_at is None and now < offered.ends_at:
        got = DESK.ask(Grab(offered, member, actor.account, now))
    if got is None:
        raise EnvelopeEmpty(_("All shares are taken."))
    return got


def looked_at(envelope: int, member: int, actor: Actor) -> Offered:
    """Return how an envelope stands for who sits in its group. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [envelope, member, actor.account])
        found = cursor.fetchone()
    if found is None:
        raise NotFound(_("There is no such page."))
    pk, group, community, ends_at, closed_at, own = found
    return Offered(pk, group, community, moment(ends_at), moment(closed_at), own)


def take_shares(grabs: Sequence[Grab]) -> list[int | None]:
    """Take shares for all who came together, in their order; None for who comes too late."""
    got: dict[tuple[int, int], int] = {}
    order = sorted(grabs, key=lambda grab: grab.offered.pk)
    for envelope, some in groupby(order, key=lambda grab: grab.offered.pk):
        got |= {(envelope, member): points for member, points in take_from(envelope, list(some)).items()}
    return [got.get((grab.offered.pk, grab.member)) for grab in grabs]


def take_from(envelope: int, grabs: Sequence[Grab]) -> dict[int, int]:
    """Take shares of one envelope; return the points of those who have one now. With the last one it is over."""
    is_open = hold(envelope)
    wanted = {grab.member: grab for grab in grabs}
    own: dict[int, int] = dict(rows(OWN, list(wanted), envelope))
    waiting = [grab for member, grab in wanted.items() if member not in own and is_open]
    free = [Free(*row) for row in rows(FREE.replace("{}", str(len(waiting))), (), envelope)]
    taken = list(zip(waiting, free, strict=False))
    if taken:
        book(envelope, taken)
    return own | {grab.member: share.points for grab, share in taken}


def hold(envelope: int) -> bool:
    """Let one after the other take the next shares; tell whether the envelope is still open.

    On SQLite the transaction is the only writer already.
    """
    with connection.cursor() as cursor:
        cursor.execute(OPEN + LOCK[connection.vendor], [envelope])
        return bool(cursor.fetchone()[0])


def book(envelope: int, taken: Sequence[tuple[Grab, Free]]) -> None:
    """Give shares to their members, book their points in one entry, and tell."""
    first, last = taken[0], taken[-1]
    offered, at = first[0].offered, last[0].at
    many(TAKE, ((grab.member, stored(grab.at), share.pk) for grab, share in taken))
    moves = {envelope_purse(envelope): -sum(share.points for _grab, share in taken)}
    moves |= {wallet(grab.member): share.points for grab, share in taken}
    key = f"shares:{envelope}:{first[1].number}"
    book_entry(key=key, kind="share", book=book_of(offered.community), moves=moves, at=at, subject=envelope)
    facts = {"community": offered.community, "subject": envelope, "group": offered.group}
    publish(
        *(
            ShareGrabbed(
                at=grab.at, actor=grab.account, member=grab.member, data={"points": share.points}, **facts
            )
            for grab, share in taken
        )
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LAST, [stored(at), envelope, last[1].number])
        if cursor.rowcount == 1:
            publish(EnvelopeClosed(at=at, data={"returned": 0}, **facts))


DESK: Desk[Grab, int | None] = Desk(take_shares)
