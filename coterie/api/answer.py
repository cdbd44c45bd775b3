"""What every answer of the API has, whichever operation gave it: the form of errors, and a mark to ask again by."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from coterie.api.problem import MEDIA_TYPE, problem_of

View = Callable[..., HttpResponseBase]

MARK = 27
"""Hexadecimal signs of an ETag."""
LARGEST = 120 * 1024**2
"""Bytes of a request: nine pictures of 12 MB and some words. What is read of it lies on the disk."""


def in_form(view: View) -> View:
    """Give each answer of a view the form of ours."""

    @wraps(view)
    def formal(request: HttpRequest, **words: object) -> HttpResponseBase:
        answer = view(request, **words) if length_of(request) <= LARGEST else problem_of(413)
        if not isinstance(answer, HttpResponse):
            return answer
        return spoken(marked(request, answer))

    return formal


def length_of(request: HttpRequest) -> int:
    """Return the length that the caller says the request has; nothing beyond it is read."""
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else 0


def marked(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Give what was read an ETag; who has it already is told that nothing changed."""
    if request.method != "GET" or answer.status_code != HttpResponse.status_code:
        return answer
    answer.setdefault("ETag", f'"{sha256(answer.content).hexdigest()[:MARK]}"')
    answer.setdefault("Cache-Control", "private, no-cache")
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def spoken(answer: HttpResponse) -> HttpResponse:
    """Say in a problem document what was refused without words."""
    if answer.status_code < 400 or answer["Content-Type"] == MEDIA_TYPE:
        return answer
    problem = problem_of(answer.status_code)
    if "Allow" in answer:
        problem["Allow"] = answer["Allow"]
    return problem
