"""What you were given when you joined."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from coterie.api.binary import HARMLESS, drawn_as
from coterie.api.doorway import At
from coterie.api.inside import READ, community_in, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.joining.enums import BaitKind
from coterie.joining.models import BaitDelivery
from coterie.joining.queries.baits import promise_at, things_of
from coterie.joining.queries.codes import code_at, front_door
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.platform.files.storing import place_of, stored_file

router = Router(tags=["baits"])
THINGS = "/me/memberships/{slug}/things"


class ThingOut(Schema):
    """One thing that is yours; a file is fetched by its key."""

    key: str
    kind: BaitKind
    title: str
    url: str
    text: str
    at: datetime


class Promised(Schema):
    """What whoever enters is given; `kept` is false when it is out or its time is over."""

    title: str
    kind: BaitKind
    kept: bool


class PromiseOut(Schema):
    """What hangs at a door; null where nothing does."""

    promise: Promised | None


@router.get("/open-communities/{community}/promise", response=PromiseOut)
def promise(request: HttpRequest, community: str, at: Query[At]) -> dict[str, object]:
    """Show what you are given when you enter by a live code, or without one."""
    row = community_in(need_scope(request, READ), community)
    code = code_at(at.code) if at.code else front_door(row.pk)
    if at.code and (code is None or code.community_id != row.pk):
        raise NotFound(_("There is no such code."), field="code")
    return {"promise": promise_at(code, now=now())}


def shown(row: BaitDelivery) -> dict[str, Any]:
    """Return a thing as its member sees it."""
    facts = {"kind": row.bait.kind, "title": row.bait.title, "url": row.bait.url}
    return {**facts, "key": row.key, "at": row.at, "text": row.text.text if row.text else row.bait.text}


@router.get(THINGS, response=Page[ThingOut])
def things(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you were given in a community, the latest first."""
    return page_of(things_of(own_member(need_scope(request, READ), slug).pk), part, shown)


@router.get(f"{THINGS}/{{key}}/file", response={200: None}, openapi_extra=drawn_as("application/octet-stream"))
def thing_file(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Fetch a file that is yours."""
    rows = things_of(own_member(need_scope(request, READ), slug).pk)
    row = rows.filter(key=key).exclude(bait__file="").first()
    if row is None:
        raise NotFound(_("There is no such file."))
    stored = stored_file(row.bait.file)
    headers = {"Content-Security-Policy": HARMLESS, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return HttpResponse(place_of(stored).read_bytes(), content_type=stored.media_type, headers=headers)
