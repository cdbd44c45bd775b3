"""Public pages as guests see them: drawn for the first one, handed to all who come in the next moments."""

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_SECRET_LENGTH, get_token
from django.utils.translation import get_language

from coterie.joining.domain.sight import Look, see_page
from coterie.joining.rules import arm_of
from coterie.kit.clock import now
from coterie.web.context import theme_of
from coterie.web.drawn import EDGE, Pieces, filled, pieces
from coterie.web.public.arrival import as_looked, is_person
from coterie.web.public.visitor import remember, visitor_of

LASTS_S = 2.0
"""How old a page may be that a guest sees; whoever is signed in sees it as it is."""
MOST = 1_000
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')
Key = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Sight:
    """A page that guests share, cut where their secrets go; `look` is what they see."""

    until: float
    look: Look
    cut: Pieces


def shared(answer: HttpResponse, look: Look) -> HttpResponse:
    """Mark a public page that is alike for all guests; in a test, for all guests of the same arm."""
    answer.look = look  # type: ignore[attr-defined]  # read below
    return answer


class GuestPages:
    """Stands behind the middleware of sessions, language and forged forms, before that of people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response
        self._kept: OrderedDict[Key, dict[str, Sight]] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand a page over that was drawn a moment ago, else pass the request on."""
        if not is_guest(request):
            return self.get_response(request)
        key = (request.path, theme_of(request), get_language())
        visitor = visitor_of(request)
        kept = seen_by(visitor, self._kept.get(key, {}))
        if kept and monotonic() < kept.until:
            return handed(request, kept, visitor)
        answer = self.get_response(request)
        if (look := getattr(answer, "look", None)) and answer.status_code == 200:
            self._keep(key, Sight(monotonic() + LASTS_S, look, cut(answer.text)))
        return answer

    def _keep(self, key: Key, sight: Sight) -> None:
        others = self._kept.get(key, {}).items()
        same_test = {arm: other for arm, other in others if other.look.test == sight.look.test}
        self._kept[key] = same_test | {sight.look.arm: sight}
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)


def seen_by(visitor: int, arms: Mapping[str, Sight]) -> Sight | None:
    """Return the page that is for this visitor: in a test, of the visitor's own arm."""
    test = next((sight.look.test for sight in arms.values()), None)
    return arms.get(arm_of(test, visitor) if test else "")


def is_guest(request: HttpRequest) -> bool:
    """Tell whether nothing about the request but theme and language can change a public page."""
    named = (settings.SESSION_COOKIE_NAME, "messages")
    plain = request.method == "GET" and not request.META["QUERY_STRING"] and "HTTP_HX_REQUEST" not in request.META
    return plain and not any(name in request.COOKIES for name in named)


def cut(page: str) -> Pieces:
    """Cut a page where the word against forged forms stands."""
    return pieces(TOKEN.sub(rf"\g<1>{EDGE}token{EDGE}", page))


def handed(request: HttpRequest, sight: Sight, visitor: int) -> HttpResponse:
    """Answer one more guest: counted, known again, and with words of their own in the forms."""
    if not sight.look.test or is_person(request):
        see_page(look=as_looked(request, sight.look), visitor=visitor, now=now())
    return remember(HttpResponse(filled(sight.cut, {"token": word_of(request)})), visitor)


def word_of(request: HttpRequest) -> str:
    """Return the guest's word against forged forms, a new one for somebody who was never here.

    Django takes the word itself as well as its masked forms, which only guard pages that are compressed.
    """
    if "CSRF_COOKIE" in request.META:
        return get_token(request)
    word = secrets.token_hex(CSRF_SECRET_LENGTH // 2)
    request.META |= {"CSRF_COOKIE": word, "CSRF_COOKIE_NEEDS_UPDATE": True}
    return word
