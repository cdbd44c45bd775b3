"""The logo of a community, for everybody who has its key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coterie.communities.queries.identity import logo_of
from coterie.web.files import handed


@require_safe
def logo(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Hand the small logo over; a new logo has another address."""
    file = logo_of(slug, key)
    if file is None:
        raise Http404
    return handed(file, keep="public, max-age=31536000, immutable", small=True)
