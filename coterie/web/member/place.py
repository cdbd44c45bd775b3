"""Where in the member space a request is: in a community, or in one of its groups."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from coterie.groups.queries.groups import groups_visible_to
from coterie.groups.queries.seat import seat_in
from coterie.kit.actor import Actor
from coterie.members.queries.members import memberships_of
from coterie.talk.queries.conversation import said_in
from coterie.web.place import Host, set_place
from coterie.web.request import actor_of, one_or_404, run_community_or_404

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Standing:
    """Who looks at a community: a member, or staff who are none (`member` is None)."""

    actor: Actor
    community: int
    slug: str
    name: str
    zone: ZoneInfo
    member: int | None


@dataclass(frozen=True, slots=True)
class Room:
    """A group with who looks at it; `member` is None for staff who do not sit there."""

    actor: Actor
    community: int
    host: Host
    zone: ZoneInfo
    group: int
    key: str
    name: str
    description: str
    taken: int
    member: int | None
    seen_until: datetime | None = None
    """Until when the asker has seen what was said here."""

    @property
    def url(self) -> str:
        """The address of the group; what belongs to it stands below."""
        return f"/m/{self.host.slug}/g/{self.key}"

    @property
    def slug(self) -> str:
        """The address of the community."""
        return self.host.slug


MemberView = Callable[Concatenate[HttpRequest, Standing, P], HttpResponseBase]
RoomView = Callable[Concatenate[HttpRequest, Room, P], HttpResponse]


def member_page(tab: str) -> Callable[[MemberView[P]], Callable[..., HttpResponseBase]]:
    """Open a page to members and staff of the community: 302 signed out, 404 everybody else."""

    def opened(view: MemberView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def enter(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            standing = standing_or_404(request, slug, tab)
            with timezone.override(standing.zone):
                return view(request, standing, *args, **kwargs)

        return enter

    return opened


def room_page(view: RoomView[P]) -> Callable[..., HttpResponse]:
    """Open a page to who sits in the group and to staff: 302 signed out, 404 everybody else."""

    @wraps(view)
    def enter(request: HttpRequest, slug: str, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        room = room_or_404(request, slug, key)
        with timezone.override(room.zone):
            return view(request, room, *args, **kwargs)

    return enter


def standing_or_404(request: HttpRequest, slug: str, tab: str) -> Standing:
    """Find a community that the asker is a member of, or runs."""
    actor = actor_of(request)
    row = memberships_of(actor).filter(community__slug=slug).first()
    community = row.community if row else run_community_or_404(request, slug)
    set_place(request, Host.of(community), tab=tab)
    zone = zone_of(request, community.timezone)
    return Standing(actor, community.pk, slug, community.name, zone, row.pk if row else None)


def room_or_404(request: HttpRequest, slug: str, key: str) -> Room:
    """Find a group where the asker sits, or which the asker's staff role shows."""
    actor = actor_of(request)
    seat = seat_in(actor, slug, key)
    if seat is None:
        return room_of_staff(request, actor, slug, key)
    host = Host(slug, seat.community_name, seat.slogan, seat.timezone, seat.accent, seat.logo, seat.number_pattern)
    set_place(request, host, tab="home")
    zone = zone_of(request, seat.timezone)
    return Room(
        actor, seat.community, host, zone, seat.group, key, seat.name, seat.description, seat.taken, seat.member,
        seat.seen_until,
    )  # fmt: skip


def room_of_staff(request: HttpRequest, actor: Actor, slug: str, key: str) -> Room:
    """Find a group that the asker does not sit in, but whose community the asker runs."""
    community = run_community_or_404(request, slug)
    group = one_or_404(groups_visible_to(actor, community.pk), key=key)
    host = Host.of(community)
    set_place(request, host, tab="home")
    zone = zone_of(request, community.timezone)
    return Room(actor, community.pk, host, zone, group.pk, key, group.name, group.description, group.taken, member=None)


def zone_of(request: HttpRequest, community: str) -> ZoneInfo:
    """Return the reader's own time zone, or the community's."""
    return ZoneInfo(getattr(request.user, "timezone", "") or community)


def seated_or_404(room: Room) -> int:
    """Return the asker's own member of the room; staff who do not sit there have none."""
    if room.member is None:
        raise Http404
    return room.member


def own_or_404(standing: Standing) -> int:
    """Return the asker's own member of the community; staff may have none."""
    if standing.member is None:
        raise Http404
    return standing.member


def found(room: Room, key: str) -> int:
    """Find a message of the room; return its number."""
    row = said_in(room.group).filter(key=key).values_list("pk", flat=True).first()
    if row is None:
        raise Http404
    return row
