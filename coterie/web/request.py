"""What a page needs to know of a request before it asks a context anything."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from coterie.communities.models import Community
from coterie.communities.queries.communities import communities_visible_to, community_run_by
from coterie.kit.actor import VISITOR, Actor

M = TypeVar("M", bound=Model)
R = TypeVar("R")

PER_PAGE = 50


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks."""
    return Actor(account=request.user.pk) if request.user.is_authenticated else VISITOR


def community_or_404(request: HttpRequest, slug: str) -> Community:
    """Find a community that the asker may know of."""
    return one_or_404(communities_visible_to(actor_of(request)), slug=slug)


def run_community_or_404(request: HttpRequest, slug: str) -> Community:
    """Find a community whose console the asker may enter."""
    community = community_run_by(actor_of(request), slug)
    if community is None:
        raise Http404
    return community


def one_or_404(rows: QuerySet[M], **facts: object) -> M:
    """Find one visible row."""
    row = rows.filter(**facts).first()
    if row is None:
        raise Http404
    return row


def page_of(request: HttpRequest, rows: QuerySet[M] | Sequence[R]) -> Page[Any]:
    """Cut a list to the page in the address."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
