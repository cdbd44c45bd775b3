"""Where payment providers tell what happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import DomainError
from coterie.market.domain.hearing import hear

LARGEST = 128 * 1024
"""Bytes of a notice."""
TOO_LARGE = 413


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, provider: str, key: str = "") -> HttpResponse:
    """Take what a provider tells, and answer in its words."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdigit() or int(size) > LARGEST:
        return HttpResponse("too large", content_type="text/plain", status=TOO_LARGE)
    said: dict[str, Any] = {"headers": dict(request.headers), "body": request.body}
    if len(said["body"]) > LARGEST:
        return HttpResponse("too large", content_type="text/plain", status=TOO_LARGE)
    try:
        status, kind, body = hear(provider=provider, account=key, **said, actor=Actor.of_system("api"), now=now())
    except DomainError as error:
        return HttpResponse(error.code, content_type="text/plain", status=error.status)
    return HttpResponse(body, content_type=kind, status=status)
