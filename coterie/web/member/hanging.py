"""What comes with a message: pictures, files, recordings."""

from django.http import HttpRequest

from coterie.kit.clock import now
from coterie.talk.domain.hanging import Paper, Shot, hung_up
from coterie.talk.rules import MOST_HANGING


def things_of(request: HttpRequest, community: int) -> list[Shot | Paper]:
    """Keep what comes with a request, one more than a message may have at most, so that too many are refused.

    Raises Invalid for what is none of the kinds that are safe to hand over.
    """
    uploads = request.FILES.getlist("files")[: MOST_HANGING + 1]
    return [hung_up(one.read(), one.name or "", community=community, now=now())[1] for one in uploads]
