"""Creating, opening and closing a community."""

from datetime import datetime
from zoneinfo import available_timezones

from django.core.validators import slug_re
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission, Role, State
from coterie.communities.errors import CanvasIncomplete
from coterie.communities.events import CommunityClosed, CommunityCreated, CommunityOpened
from coterie.communities.models import Canvas, Community, StaffMember
from coterie.communities.queries.access import require
from coterie.communities.rules import missing_answers
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.platform.events.log import publish


@transaction.atomic
def create_community(
    *,
    slug: str,
    name: str,
    owner: int,
    timezone: str = "UTC",
    currency: str = "CNY",
    language: str = "en",
    actor: Actor,
    now: datetime,
) -> Community:
    """Begin a community as a draft with an empty canvas and its owner.

    Raises Invalid for a bad slug, name or zone, Conflict when the slug is taken.
    """
    check_facts(slug, name, timezone)
    community = Community.objects.create(
        slug=slug, name=name.strip(), timezone=timezone, currency=currency, language=language, created_at=now
    )
    Canvas.objects.create(community=community)
    StaffMember.objects.create(community=community, account_id=owner, role=Role.OWNER, since=now)
    publish(CommunityCreated(at=now, community=community.pk, actor=actor.account))
    return community


def check_facts(slug: str, name: str, timezone: str) -> None:
    """Refuse what cannot be an address, a name or a time zone."""
    if not slug_re.match(slug) or len(slug) > 40:
        raise Invalid(_("An address has up to 40 letters, digits and hyphens."), field="slug")
    if not name.strip():
        raise Invalid(_("Please give a name."), field="name")
    if timezone not in available_timezones():
        raise Invalid(_("Unknown time zone."), field="timezone")
    if Community.objects.filter(slug=slug).exists():
        raise Conflict(_("This address is taken."), field="slug")


@transaction.atomic
def open_community(*, community: int, anyway: str = "", actor: Actor, now: datetime) -> Community:
    """Let people join, once the canvas is complete or the owner says why not.

    Raises CanvasIncomplete naming what is missing when no reason is given.
    """
    row = locked(Community.objects.filter(pk=community))
    require(actor, Permission.OPEN_COMMUNITY, community)
    missing = missing_answers(Canvas.objects.get(community=row))
    if missing and not anyway.strip():
        raise CanvasIncomplete(_("The canvas is not complete yet."), missing=missing)
    if row.state == State.OPEN:
        raise Conflict(_("The community is open already."))
    row.state, row.opened_at, row.opened_anyway_reason = State.OPEN, now, anyway.strip() if missing else ""
    row.save()
    publish(CommunityOpened(at=now, community=community, actor=actor.account, data={"missing": missing}))
    return row


@transaction.atomic
def close_community(*, community: int, actor: Actor, now: datetime) -> Community:
    """Stop people from joining; members keep what they have."""
    row = locked(Community.objects.filter(pk=community))
    require(actor, Permission.OPEN_COMMUNITY, community)
    if row.state != State.OPEN:
        raise Conflict(_("The community is not open."))
    row.state, row.closed_at = State.CLOSED, now
    row.save()
    publish(CommunityClosed(at=now, community=community, actor=actor.account))
    return row
