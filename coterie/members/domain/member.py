"""Coming, going and changing of members."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.members.enums import MemberState
from coterie.members.events import MemberChanged, MemberJoined, MemberLeft, MemberRemoved
from coterie.members.models import Member, NumberLine
from coterie.platform.events.log import publish


@transaction.atomic
def admit_member(
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

    Raises Conflict for somebody who was removed.
    """
    numbers = number_line(community)
    member = Member.objects.filter(community=community, account=account).first()
    if member and member.state == MemberState.ACTIVE:
        return member
    if member and member.state == MemberState.REMOVED:
        raise Conflict(_("You were removed from this community."))
    again = member is not None
    member = member or numbered(numbers, Member(community_id=community, account_id=account, joined_at=now))
    member.name, member.state, member.ended_at = checked_name(name), MemberState.ACTIVE, None
    member.save()
    publish(
        MemberJoined(
            at=now,
            community=community,
            actor=actor.account,
            member=member.pk,
            channel=channel,
            code=code,
            visitor=visitor,
            data={"again": again},
        )
    )
    return member


def number_line(community: int) -> NumberLine:
    """Lock the community's number line, making it for the first member."""
    NumberLine.objects.get_or_create(community_id=community)
    return locked(NumberLine.objects.filter(pk=community))


def numbered(line: NumberLine, member: Member) -> Member:
    """Give the next number to a new member."""
    line.last += 1
    line.save(update_fields=["last"])
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
    publish(MemberLeft(at=now, community=row.community_id, actor=actor.account, member=row.pk))
    return row


@transaction.atomic
def remove_member(*, member: int, actor: Actor, now: datetime) -> Member:
    """End a membership by decision of staff."""
    row = locked(Member.objects.filter(pk=member))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    ended(row, MemberState.REMOVED, now)
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
