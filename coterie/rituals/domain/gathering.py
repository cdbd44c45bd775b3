"""Planning gatherings, and telling of them afterwards."""

from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.platform.events.log import publish
from coterie.platform.files.picture import drawn
from coterie.platform.files.storing import store_drawn
from coterie.rituals.domain.place import counted, promote
from coterie.rituals.events import GatheringChanged
from coterie.rituals.models import Gathering
from coterie.rituals.queries.gatherings import is_over

MOST_PLACES, MOST_PHOTOS = 100_000, 30
LONGEST = timedelta(days=14)


class GatheringFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual."""

    group: int | None
    title: str
    brief: str
    place: str
    link: str
    cost: str
    starts_at: datetime
    ends_at: datetime
    places: int
    offer_minutes: int


@transaction.atomic
def create_gathering(*, community: int, actor: Actor, now: datetime, **facts: Unpack[GatheringFacts]) -> Gathering:
    """Invite to a gathering. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_RITUALS, community)
    row = Gathering(community_id=community, created_at=now, **checked_facts(community, facts))
    refuse_nowhen(row)
    if row.starts_at <= now:
        raise Invalid(_("This time is past."), field="starts_at")
    row.save()
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_gathering(*, gathering: int, actor: Actor, now: datetime, **facts: Unpack[GatheringFacts]) -> Gathering:
    """Change what is given; more places are offered to who waits.

    Raises Invalid for fewer places than are taken.
    """
    row = own_gathering(gathering, actor)
    fields = altered(row, checked_facts(row.community_id, facts))
    refuse_nowhen(row)
    if "places" in fields and row.places < counted(row):
        raise Invalid(_("More places are taken than that."), field="places")
    if fields:
        row.save(update_fields=fields)
        told(row, fields, actor, now)
        promote(row, actor, now)
    return row


@transaction.atomic
def call_off(*, gathering: int, actor: Actor, now: datetime) -> Gathering:
    """Let a gathering not take place; nobody gets a place any more."""
    row = own_gathering(gathering, actor)
    if is_over(row, now):
        raise Conflict(_("This cannot be changed any more."))
    row.called_off_at = now
    row.save(update_fields=["called_off_at"])
    return told(row, ["called_off_at"], actor, now)


@transaction.atomic
def write_recap(*, gathering: int, recap: str, actor: Actor, now: datetime) -> Gathering:
    """Tell how it was."""
    row = own_gathering(gathering, actor)
    fields = altered(row, {"recap": recap.strip()[:4000]})
    if fields:
        row.save(update_fields=fields)
        told(row, fields, actor, now)
    return row


def add_photo(*, gathering: int, picture: bytes, actor: Actor, now: datetime) -> Gathering:
    """Show a picture of it. Raises Invalid for what is no picture, Conflict for too many."""
    with transaction.atomic():
        own_gathering(gathering, actor)
    shot = drawn(picture)
    with transaction.atomic():
        row = own_gathering(gathering, actor)
        if len(row.photos) >= MOST_PHOTOS:
            raise Conflict(_("A gathering shows at most 30 pictures."), field="picture")
        row.photos = [*row.photos, store_drawn(shot, community=row.community_id, now=now).key]
        row.save(update_fields=["photos"])
        return told(row, ["photos"], actor, now)


def own_gathering(gathering: int, actor: Actor) -> Gathering:
    """Lock a gathering that the actor may change."""
    row = locked(Gathering.objects.filter(pk=gathering))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row


def told(row: Gathering, fields: list[str], actor: Actor, now: datetime) -> Gathering:
    """Tell of a change."""
    facts = {"community": row.community_id, "actor": actor.account, "group": row.group_id, "subject": row.pk}
    publish(GatheringChanged(at=now, data={"fields": sorted(fields)}, **facts))
    return row


def checked_facts(community: int, facts: GatheringFacts) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in (("title", 80), ("brief", 2000), ("place", 200), ("cost", 120), ("link", 300)):
        if name in kept:
            kept[name] = kept[name].strip()[:most]
    if "group" in kept:
        kept["group_id"] = kept.pop("group")
        if kept["group_id"] and not public_groups(community).filter(pk=kept["group_id"]).exists():
            raise NotFound(_("There is no such group."), field="group")
    if kept.get("link") and not kept["link"].startswith(("https://", "http://")):
        raise Invalid(_("A link begins with https://."), field="link")
    refuse_beyond({"places": (1, MOST_PLACES), "offer_minutes": (5, 10_080)}, kept)
    return kept


def refuse_nowhen(row: Gathering) -> None:
    """Refuse what has no name, ends before it begins or never ends."""
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if not row.starts_at < row.ends_at <= row.starts_at + LONGEST:
        raise Invalid(_("The end lies before the beginning, or more than two weeks after it."), field="ends_at")
