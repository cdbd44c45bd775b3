"""Putting tags on members and taking them off."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.members.events import MemberTagged
from coterie.members.models import Member, MemberTag, Tag
from coterie.platform.events.log import publish

VALUE = "value:"
"""Tags that begin so tell what a customer is worth; nobody puts them on by hand."""


@transaction.atomic
def tag_members(*, community: int, members: Collection[int], tag: str, actor: Actor, now: datetime) -> int:
    """Put a tag on members of the community; return how many did not have it before."""
    require(actor, Permission.EDIT_MEMBERS, community)
    name = tag.strip()[:40]
    if not name:
        raise Invalid(_("Please give a tag."), field="tag")
    if name.startswith(VALUE):
        raise Invalid(_("Tags that begin with “value:” come from the page of what customers are worth."), field="tag")
    return put_tag(community=community, members=members, name=name, actor=actor, now=now)


@transaction.atomic
def untag_members(*, community: int, members: Collection[int], tag: str, actor: Actor, now: datetime) -> int:
    """Take a tag off members of the community; return how many had it."""
    require(actor, Permission.EDIT_MEMBERS, community)
    return take_tag(community=community, members=members, name=tag.strip(), actor=actor, now=now)


def put_tag(*, community: int, members: Collection[int], name: str, actor: Actor, now: datetime) -> int:
    """Put a tag on, whoever caused it, in the caller's transaction."""
    row, _new = Tag.objects.get_or_create(community_id=community, name=name)
    tagged = MemberTag.objects.filter(tag=row).values("member")
    fresh = list(Member.objects.filter(community=community, pk__in=members).exclude(pk__in=tagged))
    MemberTag.objects.bulk_create([MemberTag(member=member, tag=row, since=now) for member in fresh])
    publish(*(tagging(member, row, on=True, actor=actor, now=now) for member in fresh))
    return len(fresh)


def take_tag(*, community: int, members: Collection[int], name: str, actor: Actor, now: datetime) -> int:
    """Take a tag off, whoever caused it, in the caller's transaction."""
    row = Tag.objects.filter(community=community, name=name).first()
    if row is None:
        return 0
    had = list(Member.objects.filter(community=community, pk__in=members, member_tags__tag=row))
    MemberTag.objects.filter(tag=row, member__in=had).delete()
    publish(*(tagging(member, row, on=False, actor=actor, now=now) for member in had))
    return len(had)


def tagging(member: Member, tag: Tag, *, on: bool, actor: Actor, now: datetime) -> MemberTagged:
    """Return the event of one tag put on or taken off."""
    return MemberTagged(
        at=now, community=member.community_id, actor=actor.account, member=member.pk, subject=tag.pk, data={"on": on}
    )
