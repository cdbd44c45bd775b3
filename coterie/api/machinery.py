"""What got stuck in the machinery, and handing it over once more."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.platform.events.enums import ParkedState
from coterie.platform.events.parking import parked_events, retry
from coterie.platform.events.standing import standings

router = Router(tags=["machinery"])


class ParkedOut(Schema):
    """A fact that a part of the program could not take."""

    key: str
    receiver: str
    kind: str
    state: ParkedState
    attempts: int
    error: str
    due: datetime
    since: datetime


class StandingOut(Schema):
    """Who listens to the event log: events not read yet, events out of the stream, and whether somebody reads."""

    receiver: str
    behind: int
    waiting: int
    parked: int
    reading: bool


class Receivers(Schema):
    """Everybody who listens, in all communities of this install."""

    receivers: list[StandingOut]


@router.get("/communities/{slug}/parked", response=Page[ParkedOut])
def parked(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the events of a community that are parked or wait for their next try, newest first."""
    community = community_at(request, slug, Permission.SEE_MACHINERY)
    return page_of(parked_events().filter(community=community.pk), part)


@router.post("/communities/{slug}/parked/{key}/retry", response={204: None})
def again(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Hand a parked event to its receiver once more."""
    community = community_at(request, slug, Permission.SEE_MACHINERY)
    row = parked_events().filter(community=community.pk, key=key).first()
    if row is None:
        raise NotFound(_("There is no such thing."))
    retry(row.pk, now=now())
    return Status(204, None)


@router.get("/communities/{slug}/receivers", response=Receivers)
def receivers(request: HttpRequest, slug: str) -> dict[str, object]:
    """Show how everybody stands who listens to the event log."""
    community_at(request, slug, Permission.SEE_MACHINERY)
    return {"receivers": standings(now=now())}
