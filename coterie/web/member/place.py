"""Where in the member space a request is: in a community, or in one of its groups."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from coterie.groups.queries.groups import groups_visible_to
from coterie.groups.queries.seat import seats_held_by
from coterie.kit.actor import Actor
from coterie.members.queries.members import memberships_of
from coterie.web.place import set_place
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
    slug: str
    community_name: str
    zone: ZoneInfo
    group: int
    key: str
    name: str
    description: str
    taken: int
    member: int | None

    @property
    def url(self) -> str:
        """The address of the group; what belongs to it stands below."""
        return f"/m/{self.slug}/g/{self.key}"


MemberView = Callable[Concatenate[HttpRequest, Standing, P], HttpResponse]
RoomView = Callable[Concatenate[HttpRequest, Room, P], HttpResponse]


def member_page(tab: str) -> Callable[[MemberView[P]], Callable[..., HttpResponse]]:
    """Open a page to members and staff of the community: 302 signed out, 404 everybody else."""

    def opened(view: MemberView[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return view(request, standing_or_404(request, slug, tab), *args, **kwargs)

        return enter

    return opened


def room_page(view: RoomView[P]) -> Callable[..., HttpResponse]:
    """Open a page to who sits in the group and to staff: 302 signed out, 404 everybody else."""

    @wraps(view)
    def enter(request: HttpRequest, slug: str, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, room_or_404(request, slug, key), *args, **kwargs)

    return enter


def standing_or_404(request: HttpRequest, slug: str, tab: str) -> Standing:
    """Find a community that the asker is a member of, or runs."""
    actor = actor_of(request)
    row = memberships_of(actor).filter(community__slug=slug).first()
    community = row.community if row else run_community_or_404(request, slug)
    set_place(request, community, tab=tab)
    zone = zone_of(request, community.timezone)
    return Standing(actor, community.pk, slug, community.name, zone, row.pk if row else None)


def room_or_404(request: HttpRequest, slug: str, key: str) -> Room:
    """Find a group where the asker sits, or which the asker's staff role shows; one query for who sits there."""
    actor = actor_of(request)
    seat = seats_held_by(actor).filter(group__key=key, member__community__slug=slug).first()
    if seat:
        community, group, member = seat.member.community, seat.group, seat.member_id
    else:
        community = run_community_or_404(request, slug)
        group, member = one_or_404(groups_visible_to(actor, community.pk), key=key), None
    set_place(request, community, tab="home")
    zone = zone_of(request, community.timezone)
    facts = (group.pk, group.key, group.name, group.description, group.taken)
    return Room(actor, community.pk, slug, community.name, zone, *facts, member)


def zone_of(request: HttpRequest, community: str) -> ZoneInfo:
    """Return the reader's own time zone, or the community's."""
    return ZoneInfo(getattr(request.user, "timezone", "") or community)


def seated_or_404(room: Room) -> int:
    """Return the asker's own member of the room; staff who do not sit there have none."""
    if room.member is None:
        raise Http404
    return room.member
