"""Handing over a file of work, to whoever may see the work."""

from django.http import Http404, HttpRequest, HttpResponse

from coterie.partners.models import Work
from coterie.partners.queries.bounties import file_of
from coterie.platform.files.storing import stored_file
from coterie.web.files import FOR_EVER, enclosed, handed


def handed_work_file(request: HttpRequest, work: Work, file: str, size: str) -> HttpResponse:
    """Hand over a picture to be looked at, whole or small, and every other file to be kept; 404 for no file of it."""
    row = file_of(work, file)
    if row is None:
        raise Http404
    if row.width is None:
        return enclosed(request, stored_file(file), row.name)
    return handed(stored_file(file), keep=FOR_EVER, small=size == "small")
