"""Where to go on to after signing in: a path of our own, never another site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def is_own_path(address: str) -> bool:
    """Tell whether the address is a path on this site and cannot be read as anything else."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def next_path(request: HttpRequest) -> str:
    """Return the path that the request asks to go on to; nothing when it names none of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if is_own_path(wanted) else ""


def with_next(address: str, path: str) -> str:
    """Return the address of a step of signing in that remembers where to go on to."""
    return f"{address}?{urlencode({'next': path})}" if path else address
