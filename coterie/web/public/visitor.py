"""Who is at the door: the visitor number that live codes put in a signed cookie."""

from django.http import HttpRequest

from coterie.joining.rules import VISITOR_COOKIE, visitor_in


def visitor_of(request: HttpRequest) -> int | None:
    """Return the visitor's number; None for somebody who scanned nothing yet."""
    return visitor_in(request.COOKIES.get(VISITOR_COOKIE, ""))
