"""Pictures that come with a message."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from coterie.kit.clock import now
from coterie.platform.files.storing import store_picture
from coterie.talk.domain.picture import Shot
from coterie.talk.rules import MOST_PICTURES


def shots_of(request: HttpRequest, community: int) -> list[Shot]:
    """Keep the pictures of a request, one more than a message may have at most, so that too many are refused.

    Raises Invalid for what is no picture.
    """
    return [shot_of(upload, community) for upload in request.FILES.getlist("pictures")[: MOST_PICTURES + 1]]


def shot_of(upload: "UploadedFile[bytes]", community: int) -> Shot:
    """Keep one picture."""
    stored = store_picture(upload.read(), community=community, now=now())
    return Shot(stored.key, stored.width or 0, stored.height or 0)
