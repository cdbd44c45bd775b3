"""Which messages an actor can see, and what else is known of one."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.kit.errors import Forbidden
from coterie.talk.models import Enclosure, LinkCard, Message, MessageVersion, Picture
from coterie.talk.rules import is_author


def messages_visible_to(actor: Actor, community: int) -> QuerySet[Message]:
    """Messages of the groups whose inside the actor may see; deleted ones keep their place."""
    groups = groups_visible_to(actor, community).order_by().values("pk")
    return Message.objects.filter(group__in=groups).select_related("member", "group")


def keys_of(messages: Collection[int]) -> dict[int, str]:
    """Return the keys of some messages."""
    return dict(Message.objects.filter(pk__in=messages).values_list("pk", "key")) if messages else {}


def authors_of(messages: Iterable[int]) -> dict[int, int]:
    """Return who said some messages."""
    wanted = set(messages)
    return dict(Message.objects.filter(pk__in=wanted).values_list("pk", "member")) if wanted else {}


def thread_of(rows: QuerySet[Message], message: Message) -> QuerySet[Message]:
    """Return those of the rows that stand in one thread with a message, the newest first."""
    root = message.root_id or message.pk
    return rows.filter(Q(pk=root) | Q(root=root)).order_by("-posted_at", "-id")


def versions_of(actor: Actor, message: int) -> QuerySet[MessageVersion]:
    """What a message said before, oldest first; for its author and for who moderates.

    Raises Forbidden to the others.
    """
    row = Message.objects.select_related("member", "group").get(pk=message)
    if not is_author(row, actor.account) and not may(actor, Permission.MODERATE, row.group.community_id):
        raise Forbidden(_("Only the author and the hosts can do this."))
    return row.versions.order_by("id")


def is_shown_picture(actor: Actor, file: str) -> bool:
    """Tell whether a stored file is a picture of a message, or of where it leads, that the actor can see."""
    return is_seen(actor, Picture.objects.filter(file=file)) or is_seen(actor, LinkCard.objects.filter(picture=file))


def shown_enclosure(actor: Actor, file: str) -> Enclosure | None:
    """Return the file or recording of a message that the actor can see."""
    rows = Enclosure.objects.filter(file=file)
    return rows.order_by("-id").first() if is_seen(actor, rows) else None


def is_seen(actor: Actor, rows: QuerySet[Picture] | QuerySet[Enclosure] | QuerySet[LinkCard]) -> bool:
    """Tell whether one of these hangs on a message that the actor can see."""
    shown = rows.filter(message__deleted_at=None).order_by("-id")
    places = shown.values_list("message__group", "message__group__community").distinct()[:20]
    return any(groups_visible_to(actor, community).filter(pk=group).exists() for group, community in places)
