"""The library and the inbox of ideas."""

from django.db.models import Count, F, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.rituals.enums import SparkState
from coterie.rituals.models import Material, Spark

SPARKS: dict[str, Q] = {
    SparkState.OPEN: Q(piece=None, dropped_at=None),
    SparkState.USED: Q(piece__isnull=False),
    SparkState.DROPPED: Q(piece=None, dropped_at__isnull=False),
}


def materials_run_by(actor: Actor, community: int) -> QuerySet[Material]:
    """The library of a community, for its staff, the latest first, with the number of pieces made of each."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Material.objects.filter(community=community).annotate(used=Count("pieces"))
    return rows.order_by(F("archived_at").asc(nulls_first=True), "-created_at", "-id")


def sifted(rows: QuerySet[Material], *, kind: str = "", tag: str = "", word: str = "") -> QuerySet[Material]:
    """Return those of a kind, with a tag, in whose words or source a word stands."""
    if kind:
        rows = rows.filter(kind=kind)
    if tag:
        rows = rows.filter(tag_line__contains=f"|{tag}|")
    if word:
        said = Q(title__icontains=word) | Q(text__icontains=word) | Q(source__icontains=word)
        rows = rows.filter(said | Q(tag_line__icontains=word))
    return rows


def material_tags(community: int) -> list[str]:
    """Return the tags of what stands in the library, in the order of the alphabet."""
    rows = Material.objects.filter(community=community, archived_at=None).exclude(tag_line="")
    return sorted({tag for tags in rows.values_list("tags", flat=True) for tag in tags})


def sparks_run_by(actor: Actor, community: int, state: str = "") -> QuerySet[Spark]:
    """The ideas of a community, for its staff: hot ones first, then the latest."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Spark.objects.filter(SPARKS.get(state, Q()), community=community).select_related("account", "piece")
    return rows.order_by("-hot", "-noted_at", "-id")


def state_of_spark(row: Spark) -> SparkState:
    """Return where an idea stands."""
    if row.piece_id:
        return SparkState.USED
    return SparkState.DROPPED if row.dropped_at else SparkState.OPEN
