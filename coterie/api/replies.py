"""Keyword replies: for operators, and for programs that answer elsewhere."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.baits import bait_at
from coterie.api.channels import channel_at
from coterie.api.codes import code_at
from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.reply import create_reply, dismiss_word, edit_reply, switch_reply
from coterie.joining.domain.reply_asking import answer_keyword
from coterie.joining.enums import Match
from coterie.joining.models import Reply, UnknownWord
from coterie.joining.queries.replies import replies_visible_to, unknown_words_visible_to
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["keyword replies"])
REPLIES, REPLY = "/communities/{slug}/replies", "/communities/{slug}/replies/{key}"


class ReplyFacts(Schema):
    """An answer and the words that call for it; at least one of text, code and bait."""

    words: list[str] = Field(min_length=1, max_length=50)
    match: Match = Match.EXACT
    text: str = Field("", max_length=1000)
    code: str | None = Field(None, max_length=7, description="signs of a live code")
    bait: str | None = Field(None, max_length=12, description="key of a bait; theirs once they have joined")
    channel: str | None = Field(None, max_length=12, description="key of the only channel on which it answers")
    order: int = Field(100, ge=0, le=1000)


class ReplyOut(ReplyFacts):
    """A reply and how often it answered."""

    key: str
    answered: int
    archived_at: datetime | None


class On(Schema):
    """Whether a reply answers."""

    on: bool


class Asked(Schema):
    """What somebody wrote, and on which channel."""

    text: str = Field(min_length=1, max_length=200)
    channel: str | None = Field(None, max_length=12, description="key of a channel")


class AnswerOut(Schema):
    """What to answer; nothing when no reply fits, which operators see. Baits are promised on our own pages alone."""

    reply: str | None
    text: str
    url: str | None = Field(description="address of the live code")


class WordOut(Schema):
    """What was asked in vain."""

    key: str
    said: str
    count: int
    first_at: datetime
    last_at: datetime


def shown(row: Reply) -> dict[str, Any]:
    """Return a reply as the API shows one."""
    facts = {name: getattr(row, name) for name in ReplyOut.model_fields if name not in ("code", "bait", "channel")}
    code, bait, channel = row.code, row.bait, row.channel
    return {
        **facts,
        "code": code.slug if code else None,
        "bait": bait.key if bait else None,
        "channel": channel.key if channel else None,
    }


def facts_of(request: HttpRequest, slug: str, body: ReplyFacts) -> dict[str, Any]:
    """Return what the verbs take, with the rows that are named. Raises NotFound for what is of nobody here."""
    see = Permission.SEE_CONSOLE
    rows = {
        "code": code_at(request, slug, body.code, see).pk if body.code else None,
        "bait": bait_at(request, slug, body.bait, see).pk if body.bait else None,
        "channel": channel_at(request, slug, body.channel, see).pk if body.channel else None,
    }
    return {**body.dict(), **rows}


def reply_at(request: HttpRequest, slug: str, key: str, permission: str) -> Reply:
    """Return one reply of a community."""
    community = community_at(request, slug, permission)
    row = replies_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such reply."))
    return row


@router.get(REPLIES, response=Page[ReplyOut])
def replies(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the replies, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    rows = replies_visible_to(actor_of(request), community.pk).order_by("-id")
    return page_of(rows, part, shown)


@router.post(REPLIES, response={201: ReplyOut})
def new_reply(request: HttpRequest, slug: str, body: ReplyFacts) -> Status[dict[str, Any]]:
    """Answer some words from now on."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    facts = facts_of(request, slug, body)
    return Status(201, shown(create_reply(community=community.pk, **facts, actor=actor_of(request), now=now())))


@router.get(REPLY, response=ReplyOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a reply."""
    return shown(reply_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(REPLY, response=ReplyOut)
def change(request: HttpRequest, slug: str, key: str, body: ReplyFacts) -> dict[str, Any]:
    """Change a reply."""
    row = reply_at(request, slug, key, Permission.EDIT_CODES)
    return shown(
        edit_reply(reply=row.pk, **facts_of(request, slug, body), actor=actor_of(request), now=now())
    )  # fmt: skip


@router.put(f"{REPLY}/state", response=ReplyOut)
def switch(request: HttpRequest, slug: str, key: str, body: On) -> dict[str, Any]:
    """Put a reply away, or take it out again."""
    row = reply_at(request, slug, key, Permission.EDIT_CODES)
    return shown(switch_reply(reply=row.pk, on=body.on, actor=actor_of(request), now=now()))


@router.post("/communities/{slug}/keyword-answers", response=AnswerOut)
def answer(request: HttpRequest, slug: str, body: Asked) -> dict[str, Any]:
    """Answer what somebody wrote elsewhere, and count it."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    channel = channel_at(request, slug, body.channel, Permission.SEE_CONSOLE).pk if body.channel else None
    found = answer_keyword(
        community=community.pk, text=body.text, channel=channel, actor=actor_of(request), now=now()
    )  # fmt: skip
    if found is None:
        return {"reply": None, "text": "", "url": None}
    url = f"{settings.BASE_URL}/g/{found.code.slug}" if found.code else None
    return {"reply": found.reply.key, "text": found.text, "url": url}


@router.get("/communities/{slug}/unknown-words", response=Page[WordOut])
def unknown(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what was asked in vain in the last 90 days, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(unknown_words_visible_to(actor_of(request), community.pk).order_by("-id"), part, word_shown)


def word_shown(row: UnknownWord) -> dict[str, Any]:
    """Return an unknown word as the API shows one."""
    return {name: getattr(row, name) for name in WordOut.model_fields}


@router.delete("/communities/{slug}/unknown-words/{key}", response={204: None})
def dismiss(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Forget what somebody asked."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row = unknown_words_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such word."))
    dismiss_word(word=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)
