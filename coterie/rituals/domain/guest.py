"""The guest book."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.platform.files.picture import drawn
from coterie.platform.files.storing import remove, store_drawn, stored_file
from coterie.rituals.events import GuestChanged
from coterie.rituals.models import Guest

MOST = 1_000
LENGTHS = {"name": 60, "headline": 120, "profile": 2000, "topics": 600, "contact": 200}


class GuestFacts(TypedDict, total=False):
    """What the book says of a guest; what is left out stays."""

    name: str
    headline: str
    profile: str
    topics: str
    contact: str


@transaction.atomic
def add_guest(*, community: int, actor: Actor, now: datetime, **facts: Unpack[GuestFacts]) -> Guest:
    """Write somebody into the guest book. Raises Invalid without a name or for what is too long."""
    require(actor, Permission.EDIT_RITUALS, community)
    kept = checked_facts({"name": "", **facts})
    if Guest.objects.filter(community=community, archived_at=None).count() >= MOST:
        raise Conflict(_("The guest book has at most 1,000 guests."))
    row = Guest.objects.create(community_id=community, created_at=now, **kept)
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_guest(*, guest: int, actor: Actor, now: datetime, **facts: Unpack[GuestFacts]) -> Guest:
    """Change what is given."""
    row = own_guest(guest, actor)
    fields = altered(row, checked_facts(facts))
    if not fields:
        return row
    row.save(update_fields=fields)
    return told(row, fields, actor, now)


@transaction.atomic
def archive_guest(*, guest: int, actor: Actor, now: datetime) -> Guest:
    """Put a guest away; where they were, they stay. Again changes nothing."""
    row = own_guest(guest, actor)
    if row.archived_at:
        return row
    row.archived_at = now
    row.save(update_fields=["archived_at"])
    return told(row, ["archived_at"], actor, now)


def set_photo(*, guest: int, picture: bytes | None, actor: Actor, now: datetime) -> Guest:
    """Keep a portrait in place of the one before; None takes it away. Raises Invalid for what is no picture."""
    with transaction.atomic():
        own_guest(guest, actor)
    shot = drawn(picture) if picture else None
    with transaction.atomic():
        row = own_guest(guest, actor)
        before, row.photo = row.photo, store_drawn(shot, community=row.community_id, now=now).key if shot else ""
        row.save(update_fields=["photo"])
        if before:
            remove(stored_file(before))
        return told(row, ["photo"], actor, now)


def own_guest(guest: int, actor: Actor) -> Guest:
    """Lock a guest whom the actor may change."""
    row = locked(Guest.objects.filter(pk=guest))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row


def checked_facts(facts: GuestFacts) -> dict[str, object]:
    """Return the facts as they are kept."""
    kept: dict[str, object] = {name: clean(str(facts[name])) for name in LENGTHS if name in facts}  # type: ignore[literal-required]
    for name, most in LENGTHS.items():
        if len(str(kept.get(name, ""))) > most:
            raise Invalid(_("That is too long."), field=name)
    if kept.get("name") == "":
        raise Invalid(_("Please give a name."), field="name")
    return kept


def told(row: Guest, fields: list[str], actor: Actor, now: datetime) -> Guest:
    """Tell of a change."""
    facts = {"at": now, "community": row.community_id, "actor": actor.account}
    publish(GuestChanged(**facts, subject=row.pk, data={"fields": sorted(fields)}))  # type: ignore[arg-type]
    return row
