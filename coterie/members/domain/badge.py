"""Making badges, giving them and taking them back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.members.enums import MemberState, Symbol
from coterie.members.events import BadgeGiven, BadgeMade, BadgeTaken
from coterie.members.models import Badge, GivenBadge, Member
from coterie.platform.events.log import publish

MOST = 50


@transaction.atomic
def make_badge(*, community: int, name: str, symbol: str, text: str = "", actor: Actor, now: datetime) -> Badge:
    """Define a badge. Raises Invalid naming what is wrong, Conflict for a name that is taken."""
    require(actor, Permission.EDIT_MEMBERS, community)
    kept = clean(name)[:30]
    if not kept:
        raise Invalid(_("Please give a name."), field="name")
    if symbol not in Symbol.values:
        raise Invalid(_("Choose from the list."), field="symbol")
    known = Badge.objects.filter(community=community)
    if known.filter(name=kept).exists():
        raise Conflict(_("There is a badge of this name."), field="name")
    if known.count() >= MOST:
        raise Invalid(_("A community has at most 50 badges."), field="name")
    row = Badge.objects.create(community_id=community, name=kept, symbol=symbol, text=clean(text)[:120], created_at=now)
    publish(BadgeMade(at=now, community=community, actor=actor.account, subject=row.pk))
    return row


@transaction.atomic
def give_badge(*, member: int, badge: str, reason: str, actor: Actor, now: datetime) -> GivenBadge:
    """Give a member a badge (by its key), with a reason that they read; a second time changes nothing.

    Raises Invalid without a reason, NotFound for a badge of another community, Conflict for who is no member now.
    """
    row = locked(Member.objects.filter(pk=member))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    found = badge_of(row.community_id, badge)
    why = clean(reason)[:120]
    if not why:
        raise Invalid(_("Say why: the member reads it."), field="reason")
    if row.state != MemberState.ACTIVE:
        raise Conflict(_("This person is no member now."), field="badge")
    given, fresh = GivenBadge.objects.get_or_create(member=row, badge=found, defaults={"reason": why, "at": now})
    if fresh:
        facts: dict[str, Any] = {"community": row.community_id, "actor": actor.account, "subject": found.pk}
        publish(BadgeGiven(at=now, member=row.pk, **facts))
    return given


@transaction.atomic
def take_badge(*, member: int, badge: str, actor: Actor, now: datetime) -> None:
    """Take a badge back; one that is not there changes nothing."""
    row = locked(Member.objects.filter(pk=member))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    found = badge_of(row.community_id, badge)
    if GivenBadge.objects.filter(member=row, badge=found).delete()[0]:
        facts: dict[str, Any] = {"community": row.community_id, "actor": actor.account, "subject": found.pk}
        publish(BadgeTaken(at=now, member=row.pk, **facts))


def badge_of(community: int, key: str) -> Badge:
    """Return a badge of a community. Raises NotFound."""
    found = Badge.objects.filter(community=community, key=key).first()
    if found is None:
        raise NotFound(_("There is no such badge."), field="badge")
    return found
