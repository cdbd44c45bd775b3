"""The IP profiles of a community: making, changing, publishing and putting them away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission, ProfileKind
from coterie.communities.events import ProfileChanged, ProfilePublished
from coterie.communities.models import Profile
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.platform.files.picture import drawn
from coterie.platform.files.storing import remove, store_drawn, stored_file

MOST, MOST_LINES = 30, 12
LENGTHS = {"name": 60, "headline": 120, "persona": 2000}
PARTS = {"endorsements": {"who": 80, "words": 300}, "pieces": {"title": 120, "url": 500}}
"""Lists of pairs, and how long each part is at most."""


class ProfileFacts(TypedDict, total=False):
    """What operators say of a profile; what is left out stays, or is empty."""

    kind: str
    name: str
    headline: str
    persona: str
    expertise: Sequence[str]
    endorsements: Sequence[Mapping[str, str]]
    pieces: Sequence[Mapping[str, str]]
    account: int | None


@transaction.atomic
def create_profile(*, community: int, actor: Actor, now: datetime, **facts: Unpack[ProfileFacts]) -> Profile:
    """Give a community one more profile, as a draft. Raises Invalid naming what is wrong, Conflict beyond thirty."""
    require(actor, Permission.EDIT_CANVAS, community)
    kept = checked_facts({"name": "", **facts})
    if Profile.objects.filter(community=community, archived_at=None).count() >= MOST:
        raise Conflict(_("A community has at most thirty IP profiles."))
    row = Profile.objects.create(community_id=community, created_at=now, **kept)
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_profile(*, profile: int, actor: Actor, now: datetime, **facts: Unpack[ProfileFacts]) -> Profile:
    """Change what is given."""
    row = own_profile(profile, actor)
    fields = altered(row, checked_facts(facts))
    if not fields:
        return row
    if row.published_at:
        refuse_empty(row)
    row.save(update_fields=fields)
    return told(row, fields, actor, now)


@transaction.atomic
def publish_profile(*, profile: int, on: bool, actor: Actor, now: datetime) -> Profile:
    """Show a profile's page to everybody, or to nobody but staff. Raises Invalid while it says nothing."""
    row = own_profile(profile, actor)
    if on:
        refuse_empty(row)
    if on == (row.published_at is not None):
        return row
    row.published_at = now if on else None
    row.save(update_fields=["published_at"])
    publish(ProfilePublished(at=now, data={"on": on}, **facts_of(row, actor)))
    return row


@transaction.atomic
def archive_profile(*, profile: int, actor: Actor, now: datetime) -> Profile:
    """Put a profile away; its page is gone. Again changes nothing."""
    row = own_profile(profile, actor)
    if row.archived_at:
        return row
    row.archived_at, row.published_at = now, None
    row.save(update_fields=["archived_at", "published_at"])
    return told(row, ["archived_at"], actor, now)


def set_profile_photo(*, profile: int, picture: bytes | None, actor: Actor, now: datetime) -> Profile:
    """Keep a portrait in place of the one before; None takes it away. Raises Invalid for what is no picture."""
    with transaction.atomic():
        own_profile(profile, actor)
    shot = drawn(picture) if picture else None
    with transaction.atomic():
        row = own_profile(profile, actor)
        before, row.photo = row.photo, store_drawn(shot, community=row.community_id, now=now).key if shot else ""
        row.save(update_fields=["photo"])
        if before:
            remove(stored_file(before))
        return told(row, ["photo"], actor, now)


def own_profile(profile: int, actor: Actor) -> Profile:
    """Lock a profile that the actor may change."""
    row = locked(Profile.objects.filter(pk=profile))
    require(actor, Permission.EDIT_CANVAS, row.community_id)
    return row


def checked_facts(facts: ProfileFacts) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = {**facts, **checked_words(facts), **checked_lists(facts)}
    if kept.get("name") == "":
        raise Invalid(_("Please give a name."), field="name")
    if kept.get("kind", ProfileKind.PERSON) not in ProfileKind.values:
        raise Invalid(_("Choose from the list."), field="kind")
    if "account" in kept:
        kept["account_id"] = kept.pop("account")
    return kept


def checked_words(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the single texts as they are kept."""
    return {name: short_enough(name, facts[name], most) for name, most in LENGTHS.items() if name in facts}


def checked_lists(facts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the lists as they are kept."""
    kept: dict[str, list[Any]] = {
        name: [whole(name, parts, one) for one in facts[name]] for name, parts in PARTS.items() if name in facts
    }
    if "expertise" in facts:
        kept["expertise"] = [short_enough("expertise", text, 60) for text in facts["expertise"] if text.strip()]
    for name, lines in kept.items():
        if len(lines) > MOST_LINES:
            raise Invalid(_("At most twelve of these."), field=name)
    return kept


def whole(name: str, parts: Mapping[str, int], one: Mapping[str, str]) -> dict[str, str]:
    """Return a pair as it is kept. Raises Invalid for a half one, or for an address that is none."""
    kept = {part: short_enough(name, one.get(part, ""), most) for part, most in parts.items()}
    if not all(kept.values()):
        raise Invalid(_("Each line has two parts, with a bar between them."), field=name)
    if not kept.get("url", "https://").startswith("https://"):
        raise Invalid(_("The address begins with https://"), field=name)
    return kept


def short_enough(name: str, text: str, most: int) -> str:
    """Return a text as it is kept. Raises Invalid for one that is too long."""
    kept = clean(text)
    if len(kept) > most:
        raise Invalid(_("That is too long."), field=name)
    return kept


def refuse_empty(row: Profile) -> None:
    """Refuse a page that would say nothing."""
    for name in ("headline", "persona"):
        if not getattr(row, name):
            raise Invalid(_("Before everybody sees it, say who this is and what for."), field=name)


def told(row: Profile, fields: list[str], actor: Actor, now: datetime) -> Profile:
    """Tell of a change."""
    publish(ProfileChanged(at=now, data={"fields": sorted(fields)}, **facts_of(row, actor)))
    return row


def facts_of(row: Profile, actor: Actor) -> dict[str, Any]:
    """Return what every event of a profile says."""
    return {"community": row.community_id, "actor": actor.account, "subject": row.pk}
