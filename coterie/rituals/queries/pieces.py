"""Pieces: whose turn it is, what is out, and who may read it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime

from coterie.communities.enums import Permission, State
from coterie.communities.queries.access import require, role_of
from coterie.communities.queries.communities import staff_of
from coterie.communities.rules import role_may
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.members.queries.members import member_of
from coterie.rituals.enums import PieceState
from coterie.rituals.models import Column, Material, Piece
from coterie.rituals.rules import DAY, moment_of

STATES: dict[str, Q] = {
    PieceState.DRAFT: Q(submitted_at=None, withdrawn_at=None),
    PieceState.WAITING: Q(submitted_at__isnull=False, approved_at=None, withdrawn_at=None),
    PieceState.APPROVED: Q(approved_at__isnull=False, published_at=None, withdrawn_at=None),
    PieceState.PUBLISHED: Q(published_at__isnull=False, withdrawn_at=None),
    PieceState.WITHDRAWN: Q(withdrawn_at__isnull=False),
}


def pieces_run_by(actor: Actor, community: int, *, state: str = "") -> QuerySet[Piece]:
    """The pieces of a community, for its staff, those that were begun last first."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Piece.objects.filter(STATES.get(state, Q()), community=community)
    return rows.select_related("column__profile", "author", "approved_by", "community").order_by("-created_at", "-id")


def state_of_piece(row: Piece) -> PieceState:
    """Return where a piece stands."""
    if row.withdrawn_at:
        return PieceState.WITHDRAWN
    if row.published_at:
        return PieceState.PUBLISHED
    if row.approved_at:
        return PieceState.APPROVED
    return PieceState.WAITING if row.submitted_at else PieceState.DRAFT


def may_approve(row: Piece, actor: Actor) -> bool:
    """Tell whether the actor may let a piece out: another than who wrote it and who handed it in.

    Where nobody else has the right to, they may all the same.
    """
    if actor.system:
        return True
    wrote = {row.author_id, row.submitted_by_id}
    return actor.account not in wrote or not editors_of(row.community_id) - wrote


def editors_of(community: int) -> set[int | None]:
    """Return the operators who may write and approve pieces."""
    staff = staff_of(community).values_list("account", "role")
    return {account for account, role in staff if role_may(role, Permission.EDIT_RITUALS)}


def pieces_to_review(actor: Actor, community: int) -> int:
    """Return how many pieces wait for this actor to look at them."""
    role = role_of(actor, community)
    if role is None or not role_may(role, Permission.EDIT_RITUALS):
        return 0
    rows = list(Piece.objects.filter(STATES[PieceState.WAITING], community=community))
    editors = editors_of(community) if rows else set()
    return sum(
        actor.account not in (wrote := {row.author_id, row.submitted_by_id}) or not editors - wrote for row in rows
    )


def materials_of(row: Piece) -> list[Material]:
    """Return what a piece shows and quotes, in the order in which it came into the library."""
    return list(row.materials.order_by("created_at", "pk"))


def published() -> QuerySet[Piece]:
    """Pieces that are out, the latest first."""
    rows = Piece.objects.filter(STATES[PieceState.PUBLISHED]).select_related("column__profile", "author", "community")
    return rows.order_by("-published_at", "-id")


def pieces_visible_to(actor: Actor, community: int) -> QuerySet[Piece]:
    """What a member can read: what is for everybody or for every member, and what their groups were told of."""
    rows, groups = published().filter(community=community), groups_visible_to(actor, community)
    if role_of(actor, community) is not None:
        return rows
    if member_of(actor, community) is None:
        return rows.none()
    told = Piece.groups.through.objects.filter(group__in=groups.values("pk")).values("piece")
    return rows.filter(Q(is_public=True) | Q(to_mail=True) | Q(pk__in=told))


def public_pieces(community: int | None = None) -> QuerySet[Piece]:
    """What everybody can read, of one open community or of all."""
    rows = published().filter(is_public=True)
    return rows.filter(community=community) if community else rows.filter(community__state=State.OPEN)


def pieces_of_profile(profile: int) -> QuerySet[Piece]:
    """What everybody can read in the columns of a profile, the latest first."""
    return published().filter(is_public=True, column__profile=profile).order_by("-published_at", "-id")


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the calendar: what came out or is planned, and the columns that were promised and have nothing."""

    on: date
    pieces: list[Piece]
    missing: list[Column]


def week_of_pieces(rows: QuerySet[Piece], columns: QuerySet[Column], monday: date, zone: str) -> list[Day]:
    """Return a week of pieces, by the community's clock, which is the one in force."""
    begin, end = (moment_of(on, time(0), zone) for on in (monday, monday + timedelta(days=7)))
    out = Q(published_at__gte=begin, published_at__lt=end)
    planned = Q(published_at=None, planned_at__gte=begin, planned_at__lt=end)
    by_day: dict[date, list[Piece]] = defaultdict(list)
    for row in rows.filter(out | planned, withdrawn_at=None).order_by("published_at", "planned_at", "pk"):
        by_day[local_date(row.published_at or row.planned_at)].append(row)
    going = [row for row in columns if row.archived_at is None]
    days = [monday + place * DAY for place in range(7)]
    return [Day(on, by_day[on], missing_on(on, going, by_day[on])) for on in days]


def missing_on(on: date, columns: list[Column], pieces: list[Piece]) -> list[Column]:
    """Return the columns that were promised for a date, and have no piece there."""
    there = {piece.column_id for piece in pieces}
    return [row for row in columns if row.promised_on(on) and row.pk not in there]


def local_date(at: datetime | None) -> date:
    """Return the date that it is at a moment, by the clock in force."""
    return localtime(at).date()


def unplanned(rows: QuerySet[Piece]) -> QuerySet[Piece]:
    """Return the drafts and what waits, that have no day yet or whose day stands above, what waits first."""
    waits = rows.filter(published_at=None, withdrawn_at=None)
    return waits.order_by(F("submitted_at").asc(nulls_last=True), "-created_at", "-id")
