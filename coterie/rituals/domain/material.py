"""The library: what pieces are made of, where it is from, and whether it may be used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.platform.files.picture import drawn
from coterie.platform.files.storing import remove, store_drawn, stored_file
from coterie.rituals.enums import MaterialKind, Rights
from coterie.rituals.events import MaterialChanged
from coterie.rituals.models import Material

LENGTHS = {"title": 120, "text": 4000, "link": 500, "source": 200}
MOST_TAGS, LONGEST_TAG = 12, 30
LINKS = (MaterialKind.AUDIO, MaterialKind.VIDEO, MaterialKind.LINK)


class MaterialFacts(TypedDict, total=False):
    """What the library says of a material; what is left out stays."""

    kind: str
    title: str
    text: str
    link: str
    source: str
    rights: str
    tags: Sequence[str]


@transaction.atomic
def add_material(*, community: int, actor: Actor, now: datetime, **facts: Unpack[MaterialFacts]) -> Material:
    """Put something into the library. Raises Invalid naming what is missing or too long."""
    require(actor, Permission.EDIT_RITUALS, community)
    row = Material(community_id=community, created_at=now, **checked_facts(facts))
    refuse_odd(row)
    row.save()
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_material(*, material: int, actor: Actor, now: datetime, **facts: Unpack[MaterialFacts]) -> Material:
    """Change what is given."""
    row = own_material(material, actor)
    fields = altered(row, checked_facts(facts))
    refuse_odd(row)
    if fields:
        row.save(update_fields=fields)
        told(row, fields, actor, now)
    return row


@transaction.atomic
def shelve_material(*, material: int, on: bool, actor: Actor, now: datetime) -> Material:
    """Put a material away, or take it out again; pieces keep it. Again changes nothing."""
    row = own_material(material, actor)
    if bool(row.archived_at) == on:
        return row
    row.archived_at = now if on else None
    row.save(update_fields=["archived_at"])
    return told(row, ["archived_at"], actor, now)


def set_picture(*, material: int, picture: bytes, actor: Actor, now: datetime) -> Material:
    """Keep a picture in place of the one before. Raises Invalid for what is no picture."""
    with transaction.atomic():
        own_material(material, actor)
    shot = drawn(picture)
    with transaction.atomic():
        row = own_material(material, actor)
        before, row.picture = row.picture, store_drawn(shot, community=row.community_id, now=now).key
        row.save(update_fields=["picture"])
        if before:
            remove(stored_file(before))
        return told(row, ["picture"], actor, now)


def own_material(material: int, actor: Actor) -> Material:
    """Lock a material that the actor may change."""
    row = locked(Material.objects.filter(pk=material))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row


def checked_facts(facts: MaterialFacts) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in LENGTHS.items():
        if name in kept:
            kept[name] = clean(str(kept[name]))
            if len(kept[name]) > most:
                raise Invalid(_("That is too long."), field=name)
    if "link" in kept:
        refuse_odd_link(kept["link"])
    if "tags" in kept:
        kept["tags"] = checked_tags(kept["tags"])
        kept["tag_line"] = f"|{'|'.join(kept['tags'])}|" if kept["tags"] else ""
    return kept


def refuse_odd_link(link: str) -> None:
    """Refuse what leads nowhere on the web."""
    try:
        if link:
            URLValidator(schemes=["http", "https"])(link)
    except ValidationError as error:
        raise Invalid(_("This is no address of the web."), field="link") from error


def checked_tags(tags: Sequence[str]) -> list[str]:
    """Return tags as they are kept: short, each once, in the order of the alphabet."""
    kept = sorted({" ".join(clean(tag).replace("|", " ").split())[:LONGEST_TAG] for tag in tags} - {""})
    if len(kept) > MOST_TAGS:
        raise Invalid(_("At most 12 tags."), field="tags")
    return kept


def refuse_odd(row: Material) -> None:
    """Refuse what cannot be kept like this, naming the field."""
    for field, known in (("kind", MaterialKind.values), ("rights", Rights.values)):
        if getattr(row, field) not in known:
            raise Invalid(_("Choose from the list."), field=field)
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if row.kind in LINKS and not row.link:
        raise Invalid(_("Where does it lie? Give the address."), field="link")
    if row.kind == MaterialKind.TEXT and not row.text:
        raise Invalid(_("Please write something."), field="text")
    if row.rights == Rights.QUOTED and not row.source:
        raise Invalid(_("What is quoted names its source."), field="source")


def told(row: Material, fields: list[str], actor: Actor, now: datetime) -> Material:
    """Tell of a change."""
    facts: dict[str, Any] = {"at": now, "community": row.community_id, "actor": actor.account, "subject": row.pk}
    publish(MaterialChanged(**facts, data={"fields": sorted(fields)}))
    return row
