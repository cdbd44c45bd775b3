"""Which door an operator looks at: the community's, or that of one code."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from coterie.communities.models import Community
from coterie.joining.models import LiveCode
from coterie.joining.queries.codes import codes_visible_to
from coterie.web.request import actor_of, one_or_404


def door_of(request: HttpRequest, community: Community) -> LiveCode | None:
    """Return the code in the address; none is the door of the community."""
    slug = request.GET.get("code", "")
    return one_or_404(codes_visible_to(actor_of(request), community.pk), slug=slug) if slug else None


def door_address(name: str, community: Community, code: LiveCode | None, *more: str) -> str:
    """Return the address of a page about a door."""
    query = f"?{urlencode({'code': code.slug})}" if code else ""
    return reverse(f"console:{name}", args=[community.slug, *more]) + query
