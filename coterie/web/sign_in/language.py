"""The language of a person, wherever they sign in."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse

R = TypeVar("R", bound=HttpResponse)


def speaking(answer: R, language: str) -> R:
    """Let the browser's pages follow the language of the profile from now on."""
    if language:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.SECURE)
    return answer
