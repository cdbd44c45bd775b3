"""Which messages an actor can see, and what else is known of one."""

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.kit.errors import Forbidden
from coterie.talk.models import Message, MessageVersion, Picture
from coterie.talk.rules import is_author


def messages_visible_to(actor: Actor, community: int) -> QuerySet[Message]:
    """Messages of the groups whose inside the actor may see; deleted ones keep their place."""
    groups = groups_visible_to(actor, community).order_by().values("pk")
    return Message.objects.filter(group__in=groups).select_related("member", "group")


def may_moderate(actor: Actor, message: Message) -> bool:
    """Tell whether the actor may pin and delete messages in the community of this one."""
    return may(actor, Permission.MODERATE, message.group.community_id)


def versions_of(actor: Actor, message: Message) -> QuerySet[MessageVersion]:
    """What a message said before, oldest first; for its author and for who moderates.

    Raises Forbidden to the others.
    """
    if not is_author(message, actor.account) and not may_moderate(actor, message):
        raise Forbidden
    return message.versions.order_by("id")


def is_shown_picture(actor: Actor, file: str) -> bool:
    """Tell whether a stored file is a picture of a message that the actor can see."""
    shown = Picture.objects.filter(file=file, message__deleted_at=None).order_by("-id")
    places = shown.values_list("message__group", "message__group__community").distinct()[:20]
    return any(groups_visible_to(actor, community).filter(pk=group).exists() for group, community in places)
