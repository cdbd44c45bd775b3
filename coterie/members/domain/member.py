"""Coming, going and changing of members."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.rows import locked
from coterie.kit.db.written import change, insert
from coterie.kit.errors import Conflict, Invalid
from coterie.members.domain.seed_end import end_ties
from coterie.members.enums import MemberState
from coterie.members.events import MemberChanged, MemberJoined, MemberLeft, MemberRemoved
from coterie.members.models import Member, NumberLine
from coterie.platform.events.log import publish

MEMBERSHIP = Prepared(
    lambda community, account: Member.objects.filter(community=community, account=account).values_list("pk"), int, int
)
LINE = Prepared(lambda community: NumberLine.objects.filter(pk=community).select_for_update().values_list("last"), int)
COUNT = f"UPDATE {NumberLine._meta.db_table} SET last = %s WHERE community_id = %s"  # noqa: S608 - our own name


def admitted(
    *,
    community: int,
    account: int,
    name: str,
    channel: int | None = None,
    code: int | None = None,
    visitor: int | None = None,
    actor: Actor,
    now: datetime,
) -> Member:
    """Make an account a member; who is one already stays one, who left comes back under the old number.

    In the caller's transaction; `admit_member` has one of its own. Raises Conflict for somebody who was removed.
    """
    numbers = number_line(community)
    member = next((Member.objects.get(pk=pk) for (pk,) in MEMBERSHIP(community, account)), None)
    if member and member.state == MemberState.ACTIVE:
        return member
    if member and member.state == MemberState.REMOVED:
        raise Conflict(_("You were removed from this community."))
    again, kept = member is not None, checked_name(name)
    member = member or Member(community_id=community, account_id=account, joined_at=now)
    member.name, member.state, member.ended_at = kept, MemberState.ACTIVE, None
    if again:
        member.save()
    else:
        insert(numbered(numbers, member))
    facts = {"community": community, "actor": actor.account, "channel": channel, "code": code, "visitor": visitor}
    publish(MemberJoined(at=now, member=member.pk, data={"again": again}, **facts))
    return member


admit_member = transaction.atomic(admitted)


def number_line(community: int) -> NumberLine:
    """Lock the community's number line, making it for the first member."""
    found = LINE(community)
    if not found:
        NumberLine.objects.get_or_create(community_id=community)
        found = LINE(community)
    return NumberLine(community_id=community, last=found[0][0])


def numbered(line: NumberLine, member: Member) -> Member:
    """Give the next number to a new member."""
    line.last += 1
    change(COUNT, line.last, line.pk)
    member.number = line.last
    return member


def checked_name(name: str) -> str:
    """Return a name as it is kept."""
    if not name.strip():
        raise Invalid(_("Please give a name."), field="name")
    return name.strip()[:60]


@transaction.atomic
def leave_community(*, member: int, actor: Actor, now: datetime) -> Member:
    """End a membership by the member's own will."""
    row = locked(Member.objects.filter(pk=member, account=actor.account))
    ended(row, MemberState.LEFT, now)
    end_ties(row.pk, actor, now)
    publish(MemberLeft(at=now, community=row.community_id, actor=actor.account, member=row.pk))
    return row


@transaction.atomic
def remove_member(*, member: int, actor: Actor, now: datetime) -> Member:
    """End a membership by decision of staff."""
    row = locked(Member.objects.filter(pk=member))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    ended(row, MemberState.REMOVED, now)
    end_ties(row.pk, actor, now)
    publish(MemberRemoved(at=now, community=row.community_id, actor=actor.account, member=row.pk))
    return row


def ended(row: Member, state: str, now: datetime) -> None:
    """Write the end of an active membership."""
    if row.state != MemberState.ACTIVE:
        raise Conflict(_("This person is not a member any more."))
    row.state, row.ended_at = state, now
    row.save(update_fields=["state", "ended_at"])


@transaction.atomic
def edit_member(*, member: int, name: str, title: str, actor: Actor, now: datetime) -> Member:
    """Change a member's name and title."""
    row = locked(Member.objects.filter(pk=member))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    wanted = {"name": checked_name(name), "title": title.strip()[:30]}
    changed = [field for field, value in wanted.items() if getattr(row, field) != value]
    if changed:
        row.name, row.title = wanted["name"], wanted["title"]
        row.save(update_fields=changed)
        publish(
            MemberChanged(
                at=now, community=row.community_id, actor=actor.account, member=row.pk, data={"fields": changed}
            )
        )
    return row
