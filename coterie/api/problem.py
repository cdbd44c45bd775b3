"""Errors as problem documents (RFC 9457)."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from coterie.kit.errors import DomainError, TooMany
from coterie.platform.once.errors import KeyInUse

MEDIA_TYPE = "application/problem+json"
WAIT_S = "2"
"""Seconds after which it is worth asking again."""

SAID: dict[int, tuple[str, str | Promise]] = {
    400: ("malformed", _("The request cannot be read.")),
    401: ("unauthenticated", _("Send a token: Authorization: Bearer ...")),
    403: ("forbidden", _("This is not allowed.")),
    404: ("not_found", _("There is no such thing.")),
    405: ("method_not_allowed", _("This address does not do that.")),
    412: ("precondition_failed", _("It is not what you last saw.")),
    413: ("too_large", _("The request is too large.")),
    422: ("malformed", _("The request has a wrong form.")),
    500: ("failed", _("Something went wrong here, and it was noted.")),
}
"""Code and title of each status that no verb gives."""


def problem(status: int, code: str, title: str, **more: object) -> HttpResponse:
    """Return a problem document; `code` is stable, `title` is in the reader's language."""
    words = {"type": f"urn:coterie:{code}", "title": title, "status": status, "code": code, **more}
    return JsonResponse(words, status=status, content_type=MEDIA_TYPE)


def problem_of(status: int, **more: object) -> HttpResponse:
    """Return the problem document of a status."""
    code, title = SAID.get(status, ("refused", _("This is not allowed.")))
    return problem(status, code, str(title), **more)


def map_errors(api: NinjaAPI) -> None:
    """Teach the API how each error is answered; whatever else happens is answered by the roof."""

    @api.exception_handler(DomainError)
    def refused(_request: HttpRequest, error: DomainError) -> HttpResponse:
        answer = problem(error.status, error.code, str(error), **({"field": error.field} if error.field else {}))
        if isinstance(error, KeyInUse | TooMany):
            answer["Retry-After"] = WAIT_S
        return answer

    @api.exception_handler(ValidationError)
    def malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [{"at": ".".join(map(str, one["loc"])), "why": one["msg"]} for one in error.errors]
        return problem_of(422, errors=wrong)

    @api.exception_handler(AuthenticationError)
    def unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        answer = problem_of(401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    map_unread(api)


def map_unread(api: NinjaAPI) -> None:
    """Teach the API what to answer where the request names nothing or cannot be read."""

    @api.exception_handler(Http404)
    def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem_of(404)

    @api.exception_handler(HttpError)
    def other(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem_of(error.status_code)

    @api.exception_handler(RequestDataTooBig)
    def too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
        return problem_of(413)

    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(BadRequest)
    @api.exception_handler(MultiPartParserError)
    @api.exception_handler(UnreadablePostError)
    def unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem_of(400)
