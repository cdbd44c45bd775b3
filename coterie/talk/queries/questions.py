"""Questions that wait for an answer, and those that have one."""

from django.db.models import QuerySet

from coterie.kit.actor import Actor
from coterie.talk.enums import MessageKind
from coterie.talk.models import Message
from coterie.talk.queries.messages import messages_visible_to


def questions_visible_to(actor: Actor, community: int, *, settled: bool | None = None) -> QuerySet[Message]:
    """Questions in the groups that the actor may see, the newest first; `settled` picks with or without an answer."""
    rows = messages_visible_to(actor, community).filter(kind=MessageKind.QUESTION, deleted_at=None)
    if settled is not None:
        rows = rows.filter(accepted__isnull=not settled)
    return rows.select_related("accepted__member").order_by("-posted_at", "-id")
