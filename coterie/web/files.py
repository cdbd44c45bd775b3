"""Serving what members uploaded: to who may see the message it hangs on."""

import re

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import place_of, stored_file
from coterie.rituals.queries.challenges import is_shown_by_somebody
from coterie.talk.queries.messages import is_shown_picture, shown_enclosure
from coterie.web.request import actor_of

FOR_EVER = "private, max-age=31536000, immutable"
"""A key stands for the same bytes as long as there are any; private, because not everybody may see them."""
HARMLESS = "default-src 'none'; sandbox"
"""Whatever a browser takes the file for, it does nothing."""


PART = re.compile(r"bytes=(?P<begin>[0-9]{1,10})-(?P<end>[0-9]{0,10})")


@require_safe
def file(request: HttpRequest, key: str, size: str = "whole") -> HttpResponse:
    """Hand a picture, file or recording over: 302 signed out, 404 to who cannot see its message."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    actor = actor_of(request)
    if (paper := shown_enclosure(actor, key)) is not None:
        return enclosed(request, stored_file(key), paper.name)
    if not is_shown_picture(actor, key) and not is_shown_by_somebody(actor, key):
        raise Http404
    return handed(stored_file(key), keep=FOR_EVER, small=size == "small")


def enclosed(request: HttpRequest, file: StoredFile, name: str) -> HttpResponse:
    """Hand over a recording to be heard here, any part of it, and every other file to be kept."""
    answer = handed(file, keep=FOR_EVER)
    if name:
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
        return answer
    return part_of(answer, request.headers.get("Range", ""))


def part_of(answer: HttpResponse, asked: str) -> HttpResponse:
    """Answer with the part that was asked for, as players of sound do (RFC 9110, 14.2); otherwise the whole."""
    answer["Accept-Ranges"] = "bytes"
    found, whole = PART.fullmatch(asked), len(answer.content)
    if not found:
        return answer
    begin, end = int(found["begin"]), min(int(found["end"] or whole), whole - 1)
    if begin > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{whole}"})
    answer.content, answer.status_code = answer.content[begin : end + 1], 206
    answer["Content-Range"] = f"bytes {begin}-{end}/{whole}"
    return answer


def handed(file: StoredFile, *, keep: str, small: bool = False) -> HttpResponse:
    """Hand a stored file over, kept as long as `keep` says; whoever it is shown to has been looked at before."""
    answer = HttpResponse(place_of(file, small=small).read_bytes(), content_type=file.media_type)
    answer["Cache-Control"], answer["Content-Security-Policy"] = keep, HARMLESS
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
