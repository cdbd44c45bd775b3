"""The one place where the errors of the domain become pages."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from coterie.kit.errors import DomainError, NotFound


class DomainErrorMiddleware:
    """Answer a refused verb: back to the form it came from, or a plain page with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Map a domain error to a page; everything else goes its way."""
        if isinstance(exception, NotFound):
            return render(request, "404.html", status=404)
        if not isinstance(exception, DomainError):
            return None
        back = request.headers.get("Referer", "")
        if request.method == "POST" and safe_way_back(request, back) and not request.headers.get("HX-Request"):
            messages.error(request, str(exception))
            return HttpResponseRedirect(back)
        return render(request, "refused.html", {"reason": str(exception)}, status=exception.status)


def safe_way_back(request: HttpRequest, back: str) -> bool:
    """Tell whether the page we came from is ours."""
    return bool(back) and url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
