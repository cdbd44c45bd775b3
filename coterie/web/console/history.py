"""Taking history in from a file."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.reach.domain.import_file import import_file
from coterie.reach.domain.tally import ImportReport
from coterie.web.attempt import attempt
from coterie.web.console.history_form import HistoryForm
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("maintain", Permission.IMPORT)
def history(request: HttpRequest, community: Community) -> HttpResponse:
    """Take a file in and show what it brought, line by line where something was not understood."""
    form = HistoryForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        report = attempt(form, taken, request=request, community=community, form=form)
    return render(request, "console/history.html", {"form": form, "report": report})


def taken(request: HttpRequest, community: Community, form: HistoryForm) -> ImportReport:
    """Import the uploaded file."""
    given = form.cleaned_data
    with NamedTemporaryFile(suffix=Path(given["file"].name).suffix) as copy:
        keep(given["file"], copy)
        return import_file(
            kind=given["kind"],
            path=Path(copy.name),
            name=given["file"].name,
            community=community.pk,
            group=given["group"] or None,
            actor=actor_of(request),
            now=now(),
        )


def keep(upload: UploadedFile[bytes], copy: IO[bytes]) -> None:
    """Write the upload down, part by part."""
    for part in upload.chunks():
        copy.write(part)
    copy.flush()
