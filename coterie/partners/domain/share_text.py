"""Ready texts for partners: written, changed, thrown away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.queries.offers import offer_keys
from coterie.partners.enums import TextFor
from coterie.partners.events import ShareTextChanged
from coterie.partners.models import Programme, ShareText
from coterie.partners.rules import PLACES, has_odd_braces, places_in
from coterie.platform.events.log import publish

MOST_TEXTS = 100


@transaction.atomic
def write_share_text(
    *, community: int, channel: str, text: str, offer: str | None = None, actor: Actor, now: datetime
) -> ShareText:
    """Write a text that partners can pass on, of one offer (a key) or of all; `{link}` and `{code}` are theirs.

    Raises Conflict while there is no programme, and beyond 100 texts; Invalid naming what is wrong.
    """
    require(actor, Permission.EDIT_PARTNERS, community)
    programme = Programme.objects.filter(community=community).first()
    if programme is None:
        raise Conflict(_("Say first what partners get."))
    locked(Programme.objects.filter(pk=programme.pk))
    if programme.texts.count() >= MOST_TEXTS:
        raise Conflict(_("There are at most 100 texts. Throw one away first."))
    facts = checked(community, channel, text, offer)
    return told(ShareText.objects.create(programme=programme, written_at=now, **facts), "written", actor, now)


@transaction.atomic
def change_share_text(
    *, text: int, channel: str, words: str, offer: str | None = None, actor: Actor, now: datetime
) -> ShareText:
    """Change a text; the same again changes nothing. Raises Invalid naming what is wrong."""
    row = locked(ShareText.objects.filter(pk=text).select_related("programme"))
    require(actor, Permission.EDIT_PARTNERS, row.programme.community_id)
    facts = checked(row.programme.community_id, channel, words, offer)
    if all(getattr(row, name) == value for name, value in facts.items()):
        return row
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=[*facts])
    return told(row, "changed", actor, now)


@transaction.atomic
def drop_share_text(*, text: int, actor: Actor, now: datetime) -> None:
    """Throw a text away; what was passed on is out."""
    row = locked(ShareText.objects.filter(pk=text).select_related("programme"))
    require(actor, Permission.EDIT_PARTNERS, row.programme.community_id)
    told(row, "dropped", actor, now)
    row.delete()


def checked(community: int, channel: str, text: str, offer: str | None) -> dict[str, Any]:
    """Return the facts of a text as they are kept. Raises Invalid."""
    if channel not in TextFor.values:
        raise Invalid(_("Choose from the list."), field="channel")
    numbers = {key: pk for pk, key in offer_keys(community).items()}
    if offer and offer not in numbers:
        raise Invalid(_("There is no such offer."), field="offer")
    kept = clean(text)[:2000]
    if not kept:
        raise Invalid(_("Please fill this in."), field="text")
    places = places_in(kept)
    if not places or places - PLACES or has_odd_braces(kept):
        raise Invalid(
            _("Write {link} or {code} where the partner's own is to stand, and no other braces."), field="text"
        )
    return {"channel": channel, "offer_id": numbers[offer] if offer else None, "text": kept}


def told(row: ShareText, deed: str, actor: Actor, now: datetime) -> ShareText:
    """Tell what became of a text."""
    community = row.programme.community_id
    publish(ShareTextChanged(at=now, community=community, actor=actor.account, subject=row.pk, data={"deed": deed}))
    return row
