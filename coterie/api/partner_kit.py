"""What helps partners to sell: ready texts."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ
from coterie.api.own_partner import mine_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.partners.domain.share_text import change_share_text, drop_share_text, write_share_text
from coterie.partners.enums import TextFor
from coterie.partners.models import ShareText
from coterie.partners.queries.kit import own_code, own_text, share_texts_for, share_texts_run_by

router = Router(tags=["partners"])
TEXTS, OWN = "/communities/{slug}/partner-texts", "/me/memberships/{slug}/partner-texts"
ONE = f"{TEXTS}/{{key}}"
SEE, EDIT = Permission.SEE_MEMBERS, Permission.EDIT_PARTNERS


class TextIn(Schema, extra="forbid"):
    """A ready text with `{link}` or `{code}` where the partner's own is to stand; `offer` null: of everything."""

    channel: TextFor
    text: str = Field(min_length=1, max_length=2000)
    offer: str | None = Field(None, max_length=12)


class TextOut(TextIn):
    """A ready text."""

    key: str
    written_at: datetime


def text_shown(row: ShareText) -> dict[str, Any]:
    """Return a ready text as the API shows one."""
    facts = {name: getattr(row, name) for name in ("key", "channel", "text", "written_at")}
    return {**facts, "offer": row.offer.key if row.offer else None}


def text_at(request: HttpRequest, community: Community, key: str) -> ShareText:
    """Return a ready text of a community. Raises NotFound."""
    row = share_texts_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such text."))
    return row


@router.get(TEXTS, response=Page[TextOut])
def texts(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the ready texts for partners, newest first."""
    community = community_at(request, slug, SEE)
    return page_of(share_texts_run_by(actor_of(request), community.pk), part, text_shown)


@router.post(TEXTS, response={201: TextOut})
def new_text(request: HttpRequest, slug: str, body: TextIn) -> Status[dict[str, Any]]:
    """Write a ready text for partners."""
    community = community_at(request, slug, EDIT)
    row = write_share_text(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, text_shown(row))


@router.put(ONE, response=TextOut)
def change_text(request: HttpRequest, slug: str, key: str, body: TextIn) -> dict[str, Any]:
    """Change a ready text for partners."""
    row = text_at(request, community_at(request, slug, EDIT), key)
    by: dict[str, Any] = {"actor": actor_of(request), "now": now()}
    change_share_text(text=row.pk, channel=body.channel, words=body.text, offer=body.offer, **by)
    return text_shown(text_at(request, community_at(request, slug, EDIT), key))


@router.delete(ONE, response={204: None})
def drop_text(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Throw a ready text for partners away."""
    row = text_at(request, community_at(request, slug, EDIT), key)
    drop_share_text(text=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get(OWN, response=Page[TextOut])
def own_texts(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the ready texts with your own link and code in them, by channel."""
    mine = mine_at(need_scope(request, READ), slug)
    link, code = f"{settings.BASE_URL}/s/{mine.code}", own_code(mine, now())
    return page_of(share_texts_for(mine), part, lambda row: {**text_shown(row), "text": own_text(row, link, code).text})
