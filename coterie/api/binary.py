"""Pictures as answers."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

FOR_EVER = "private, max-age=31536000, immutable"
"""A key stands for the same bytes as long as there are any; private, because not everybody may see them."""
HARMLESS = "default-src 'none'; sandbox"
"""Whatever a browser takes the bytes for, it does nothing."""


def drawn_as(*kinds: str) -> dict[str, Any]:
    """Return what the schema says of an operation that answers with a picture."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
    return {"responses": {int(HTTPStatus.OK): {"description": HTTPStatus.OK.phrase, "content": content}}}


def picture(data: str | bytes, kind: str) -> HttpResponse:
    """Answer with a picture that does nothing but show itself."""
    headers = {"Content-Security-Policy": HARMLESS, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=kind, headers=headers)
