"""Files of work for a bounty: handing work in with them, and having them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Status, UploadedFile

from coterie.api.binary import drawn_as
from coterie.api.bounties import EDIT, OWN_WORKS, WORKS, OwnWork, WorkIn, own_shown
from coterie.api.files import LARGEST, Look, Size, bytes_of
from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE
from coterie.api.own_partner import mine_at
from coterie.api.token import actor_of, need_scope
from coterie.api.upload import refuse_large
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.partners.domain.work import hand_in_work
from coterie.partners.domain.work_file import looked_over
from coterie.partners.models import Work
from coterie.partners.queries.bounties import file_of, own_works, works_run_by

router = Router(tags=["partners"])
DRAWN = drawn_as("image/webp", "application/octet-stream")


@router.post(f"{OWN_WORKS}/files", response={201: OwnWork})
def hand_in(
    request: HttpRequest, slug: str, files: File[list[UploadedFile]], work: Form[WorkIn]
) -> Status[dict[str, Any]]:
    """Hand work in for a bounty with up to five files; their bytes tell what they are."""
    actor = need_scope(request, WRITE)
    community = mine_at(actor, slug).programme.community_id
    for one in files:
        refuse_large(one, LARGEST, "files")
    looked = looked_over(files)
    row = hand_in_work(community=community, **work.dict(), files=looked, actor=actor, now=now())
    return Status(201, own_shown(row))


@router.get(f"{OWN_WORKS}/{{key}}/files/{{file}}", response={200: None}, openapi_extra=DRAWN)
def own(request: HttpRequest, slug: str, key: str, file: str, part: Query[Look]) -> HttpResponse:
    """Have a file of work that you handed in; a picture in small, too."""
    actor = need_scope(request, READ)
    rows = own_works(actor, mine_at(actor, slug).programme.community_id)
    return handed(rows.filter(key=key).first(), file, part.size)


@router.get(f"{WORKS}/{{key}}/files/{{file}}", response={200: None}, openapi_extra=DRAWN)
def have(request: HttpRequest, slug: str, key: str, file: str, part: Query[Look]) -> HttpResponse:
    """Have a file of work that a partner handed in; a picture in small, too."""
    rows = works_run_by(actor_of(request), community_at(request, slug, EDIT).pk)
    return handed(rows.filter(key=key).first(), file, part.size)


def handed(work: Work | None, file: str, size: Size) -> HttpResponse:
    """Answer with a file of work."""
    row = file_of(work, file) if work else None
    if row is None:
        raise NotFound(_("There is no such file."))
    return bytes_of(file, size if row.width else Size.WHOLE)
