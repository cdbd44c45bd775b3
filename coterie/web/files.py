"""Serving what members uploaded: to who may see the message it hangs on."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coterie.platform.files.storing import place_of, stored_file
from coterie.talk.queries.messages import is_shown_picture
from coterie.web.request import actor_of

FOR_EVER = "private, max-age=31536000, immutable"
"""A key stands for the same bytes as long as there are any; private, because not everybody may see them."""
HARMLESS = "default-src 'none'; sandbox"
"""Whatever a browser takes the file for, it does nothing."""


@require_safe
def file(request: HttpRequest, key: str, size: str = "whole") -> HttpResponse:
    """Hand a picture over: 302 signed out, 404 to who cannot see its message."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not is_shown_picture(actor_of(request), key):
        raise Http404
    stored = stored_file(key)
    answer = HttpResponse(place_of(stored, small=size == "small").read_bytes(), content_type=stored.media_type)
    answer["Cache-Control"], answer["Content-Security-Policy"] = FOR_EVER, HARMLESS
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
