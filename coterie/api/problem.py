"""Errors as problem documents (RFC 9457)."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from coterie.kit.errors import DomainError


def problem(status: int, code: str, title: str, **more: object) -> HttpResponse:
    """Return a problem document; `code` is stable, `title` is in the reader's language."""
    words = {"type": f"urn:coterie:{code}", "title": title, "status": status, "code": code, **more}
    return JsonResponse(words, status=status, content_type="application/problem+json")


def map_errors(api: NinjaAPI) -> None:
    """Teach the API how each error is answered."""

    @api.exception_handler(DomainError)
    def refused(_request: HttpRequest, error: DomainError) -> HttpResponse:
        return problem(error.status, error.code, str(error), **({"field": error.field} if error.field else {}))

    @api.exception_handler(ValidationError)
    def malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = [{"at": ".".join(map(str, one["loc"])), "why": one["msg"]} for one in error.errors]
        return problem(422, "malformed", "The request has a wrong form.", errors=wrong)

    @api.exception_handler(AuthenticationError)
    def unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "unauthenticated", "Send a token: Authorization: Bearer ...")
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Http404)
    def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "not_found", "There is no such thing.")

    @api.exception_handler(HttpError)
    def other(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "refused", str(error))
