"""Theme and language, kept in cookies."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEMES = ("light", "dark", "auto")
YEAR = 60 * 60 * 24 * 365


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to the page it was made on."""
    answer = redirect(way_back(request))
    keep(answer, "theme", request.POST.get("theme", ""), THEMES)
    keep(answer, settings.LANGUAGE_COOKIE_NAME, request.POST.get("language", ""), dict(settings.LANGUAGES))
    return answer


def way_back(request: HttpRequest) -> str:
    """Return the own page named by `next`, else the first page."""
    wanted = request.POST.get("next", "/")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"


def keep(answer: HttpResponseRedirectBase, name: str, value: str, allowed: object) -> None:
    """Set the cookie when the value is one of the allowed."""
    if value in allowed:  # type: ignore[operator]  # a tuple or a dict
        answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
