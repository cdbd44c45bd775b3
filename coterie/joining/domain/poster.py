"""Designing posters."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import PosterDesign
from coterie.joining.events import PosterChanged, PosterMade, PosterRemoved
from coterie.joining.models import LiveCode, Poster
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.platform.files.storing import remove, stored_file

LENGTHS = {"headline": 80, "line": 200, "name": 60, "title": 60}


class SheetFacts(TypedDict, total=False):
    """What stands on every poster; what is left out stays, or is empty."""

    code: str
    design: str
    language: str
    headline: str
    line: str


class PosterFacts(SheetFacts, total=False):
    """What stands on a poster that may be about a person."""

    name: str
    title: str


@transaction.atomic
def make_poster(*, community: int, actor: Actor, now: datetime, **facts: Unpack[PosterFacts]) -> Poster:
    """Design a poster around a live code (its slug).

    Raises Invalid, or NotFound for a code that is not of this community.
    """
    require(actor, Permission.EDIT_CODES, community)
    kept = checked_facts(community, {"code": "", "headline": "", "language": settings.LANGUAGE_CODE, **facts})
    row = Poster.objects.create(community_id=community, created_at=now, **kept)
    publish(PosterMade(at=now, community=community, actor=actor.account, code=row.code_id, subject=row.pk))
    return row


def checked_facts(community: int, facts: SheetFacts | PosterFacts) -> dict[str, object]:
    """Return what stands on a poster as it is kept."""
    kept: dict[str, object] = {name: clean(str(facts[name])) for name in LENGTHS if name in facts}  # type: ignore[literal-required]
    for name, most in LENGTHS.items():
        if len(str(kept.get(name, ""))) > most:
            raise Invalid(_("That is too long."), field=name)
    if not kept.get("headline", "-"):
        raise Invalid(_("A poster needs a headline."), field="headline")
    if "design" in facts:
        kept["design"] = one_of(facts["design"], PosterDesign.values, "design")
    if "language" in facts:
        kept["language"] = one_of(facts["language"], list(dict(settings.LANGUAGES)), "language")
    if "code" in facts:
        kept["code"] = code_called(community, facts["code"])
    return kept


def one_of(value: str, allowed: list[str], field: str) -> str:
    """Return a value of a closed list."""
    if value not in allowed:
        raise Invalid(_("Choose from the list."), field=field)
    return value


def code_called(community: int, slug: str) -> LiveCode:
    """Return a community's live code."""
    code = LiveCode.objects.filter(community=community, slug=slug).first()
    if code is None:
        raise NotFound(_("There is no such code."), field="code")
    return code


@transaction.atomic
def edit_poster(*, poster: int, actor: Actor, now: datetime, **facts: Unpack[PosterFacts]) -> Poster:
    """Change what is given of a poster."""
    row = locked(Poster.objects.filter(pk=poster))
    require(actor, Permission.EDIT_CODES, row.community_id)
    kept = checked_facts(row.community_id, facts)
    fields = altered(row, kept)
    if fields:
        row.save(update_fields=fields)
        told_change(row, fields, actor, now)
    return row


@transaction.atomic
def hang_photo(*, poster: int, photo: str, actor: Actor, now: datetime) -> Poster:
    """Put a picture (the key of a stored file) on a poster in place of the one that it has; "" takes it away.

    Raises NotFound for a file of another community.
    """
    row = locked(Poster.objects.filter(pk=poster))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if photo and stored_file(photo).community != row.community_id:
        raise NotFound(field="photo")
    before, row.photo = row.photo, photo
    row.save(update_fields=["photo"])
    if before:
        remove(stored_file(before))
    told_change(row, ["photo"], actor, now)
    return row


def told_change(row: Poster, fields: list[str], actor: Actor, now: datetime) -> None:
    """Tell that a poster changed."""
    publish(
        PosterChanged(at=now, community=row.community_id, actor=actor.account, subject=row.pk, data={"fields": fields})
    )


@transaction.atomic
def remove_poster(*, poster: int, actor: Actor, now: datetime) -> None:
    """Take a poster away; what is printed keeps working, because its code stays."""
    row = locked(Poster.objects.filter(pk=poster))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if row.photo:
        remove(stored_file(row.photo))
    publish(PosterRemoved(at=now, community=row.community_id, actor=actor.account, subject=row.pk))
    row.delete()
