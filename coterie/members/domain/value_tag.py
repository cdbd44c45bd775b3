"""Tags by what a customer is worth: each member has one at most, and only this puts them on."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name
from coterie.members.domain.tag import VALUE, put_tag, take_tag
from coterie.members.models import Member, Tag
from coterie.members.queries.members import active_members


class Moved(NamedTuple):
    """The tag, how many have it now, how many came to it, and how many lost this one or another of value."""

    tag: str
    members: int
    on: int
    off: int


@transaction.atomic
def tag_by_value(*, community: int, segment: str, members: Collection[int], actor: Actor, now: datetime) -> Moved:
    """Let exactly these members have the tag of a segment, and no other tag of value; other tags stay as they are."""
    require(actor, Permission.EDIT_MEMBERS, community)
    lock_name(f"value:{community}")
    name, off = VALUE + segment, 0
    ours = set(active_members(community).filter(pk__in=members).values_list("pk", flat=True))
    facts: dict[str, Any] = {"community": community, "actor": actor, "now": now}
    for tag in Tag.objects.filter(community=community, name__startswith=VALUE).order_by("pk"):
        had = set(Member.objects.filter(member_tags__tag=tag).values_list("pk", flat=True))
        gone = had - ours if tag.name == name else had & ours
        off += take_tag(members=gone, name=tag.name, **facts) if gone else 0
    return Moved(name, len(ours), put_tag(members=ours, name=name, **facts) if ours else 0, off)
