"""What the codes of a community ask its hosts to do."""

from typing import NamedTuple

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import HostTaskKind
from coterie.joining.models import HostTask
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared

TODAY = (HostTaskKind.NO_ROOM, HostTaskKind.PICTURE_24, HostTaskKind.PICTURE_48)
"""Kinds that Today lists by themselves; how full the codes are it reads from the seats."""


class OpenTask(NamedTuple):
    """One thing to do."""

    kind: str
    number: int
    slug: str
    title: str


def host_tasks_visible_to(actor: Actor, community: int) -> QuerySet[HostTask]:
    """All that the codes of a community asked for, the newest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = HostTask.objects.filter(code__community=community).select_related("code", "done_by")
    return rows.order_by("-opened_at", "-id")


OPEN = Prepared(
    lambda community: (
        HostTask.objects.filter(code__community=community, done_at=None, kind__in=TODAY)
        .order_by("kind", "id")
        .values_list("kind", "number", "code__slug", "code__title")
    ),
    int,
)


def tasks_today(community: int) -> list[OpenTask]:
    """Return what is open for Today; of one picture only the more pressing."""
    found = [OpenTask(*row) for row in OPEN(community)]
    pressing = {(task.slug, task.number) for task in found if task.kind == HostTaskKind.PICTURE_24}
    return [task for task in found if task.kind != HostTaskKind.PICTURE_48 or (task.slug, task.number) not in pressing]
