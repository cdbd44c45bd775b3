"""Where in the product a request is: which community, which step of the loop."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from coterie.communities.models import Community
from coterie.communities.queries.access import require
from coterie.web.request import actor_of, run_community_or_404

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Community, P], HttpResponseBase]


class Named(Protocol):
    """What the frame of a page says of a community."""

    @property
    def slug(self) -> str:
        """The community's address."""

    @property
    def name(self) -> str:
        """The community's name."""

    @property
    def accent(self) -> str:
        """The community's colour."""

    @property
    def logo(self) -> str:
        """The key of the community's logo, if it has one."""

    @property
    def number_pattern(self) -> str:
        """How member numbers are written."""


@dataclass(frozen=True, slots=True)
class Host:
    """The community around a page, as a value that can be kept and compared."""

    slug: str
    name: str
    slogan: str
    timezone: str
    accent: str
    logo: str
    number_pattern: str

    @classmethod
    def of(cls, community: Community) -> "Host":
        """Return what a page says of the community around it."""
        return cls(*(getattr(community, name) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Place:
    """A community, and the console's step or the member space's tab."""

    community: Named
    step: str = ""
    tab: str = ""


def set_place(request: HttpRequest, community: Named, step: str = "", tab: str = "") -> None:
    """Tell the page's frame where the request is."""
    request.place = Place(community, step, tab)  # type: ignore[attr-defined]  # read by the page context processor


def console_page(step: str, permission: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Open a page of the console to staff with `permission`: 302 signed out, 404 stranger, 403 without it.

    Times on it are read and written by the community's clock.
    """

    def opened(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def enter(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            community = run_community_or_404(request, slug)
            require(actor_of(request), permission, community.pk)
            set_place(request, community, step)
            with timezone.override(ZoneInfo(community.timezone)):
                return view(request, community, *args, **kwargs)

        enter.permission = permission  # type: ignore[attr-defined]  # read by the permission matrix
        return enter

    return opened
