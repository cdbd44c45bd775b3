"""Who is at the door: the visitor number that live codes put in a signed cookie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from coterie.joining.rules import VISITOR_COOKIE, VISITOR_COOKIE_AGE, cookie_of, visitor_in
from coterie.kit.ids import new_visitor


def visitor_of(request: HttpRequest) -> int:
    """Return the visitor's number, a new one for somebody who was never here."""
    return visitor_in(request.COOKIES.get(VISITOR_COOKIE, "")) or new_visitor()


def remember(answer: HttpResponse, visitor: int) -> HttpResponse:
    """Let the visitor be known again next time."""
    answer.set_cookie(
        VISITOR_COOKIE,
        cookie_of(visitor),
        max_age=VISITOR_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return answer
