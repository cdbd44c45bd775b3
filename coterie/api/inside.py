"""Finding what the member side of the API names: what a person sees from their own seats."""

from django.utils.translation import gettext as _

from coterie.communities.models import Community
from coterie.communities.queries.access import role_of
from coterie.communities.queries.communities import communities_visible_to
from coterie.groups.models import Group
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.kit.errors import NotFound
from coterie.members.models import Member
from coterie.members.queries.members import member_of, memberships_of
from coterie.talk.models import Message
from coterie.talk.queries.messages import messages_visible_to

READ, WRITE = "read_member", "write_member"
"""Scopes of the member side."""


def community_in(actor: Actor, slug: str) -> Community:
    """Return a community that the actor may know of: an open one, or one where they belong."""
    row = communities_visible_to(actor).filter(slug=slug).first()
    if row is None:
        own = memberships_of(actor).filter(community__slug=slug).first()
        row = own.community if own else None
    if row is None:
        raise NotFound(_("There is no such community."))
    return row


def community_inside(actor: Actor, slug: str) -> Community:
    """Return a community to which the actor belongs, as a member or as staff."""
    row = community_in(actor, slug)
    if member_of(actor, row.pk) is None and role_of(actor, row.pk) is None:
        raise NotFound(_("You are not a member of this community."))
    return row


def own_member(actor: Actor, slug: str) -> Member:
    """Return the actor's membership."""
    member = memberships_of(actor).filter(community__slug=slug).first()
    if member is None:
        community_in(actor, slug)
        raise NotFound(_("You are not a member of this community."))
    return member


def group_in(actor: Actor, slug: str, key: str) -> Group:
    """Return a group whose inside the actor may see."""
    row = groups_visible_to(actor, community_in(actor, slug).pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such group."))
    return row


def message_in(actor: Actor, slug: str, key: str) -> Message:
    """Return a message that the actor may see."""
    row = messages_visible_to(actor, community_in(actor, slug).pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such message."))
    return row
