"""Replies: making them, changing them, putting them away; and what nobody could answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import Match
from coterie.joining.events import ReplyChanged
from coterie.joining.models import Bait, Channel, LiveCode, PromisedBait, Reply, UnknownWord
from coterie.joining.queries.reply_matcher import plain
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.ids import new_version
from coterie.platform.events.log import publish

MOST_WORDS, LONGEST_WORD = 50, 60
MOST_REPLIES = 2_000
KEPT = timedelta(days=90)
"""How long it is remembered what strangers asked in vain."""
OWNED: dict[str, type[Channel] | type[LiveCode] | type[Bait]] = {"channel": Channel, "code": LiveCode, "bait": Bait}


class ReplyFacts(TypedDict, total=False):
    """What an operator says of a reply; what is left out stays, or is as usual."""

    words: Sequence[str]
    match: str
    channel: int | None
    text: str
    code: int | None
    bait: int | None
    order: int


@transaction.atomic
def create_reply(*, community: int, actor: Actor, now: datetime, **facts: Unpack[ReplyFacts]) -> Reply:
    """Answer some words from now on. Raises Invalid naming what is wrong, NotFound for what is of nobody here."""
    require(actor, Permission.EDIT_CODES, community)
    if Reply.objects.filter(community=community, archived_at=None).count() >= MOST_REPLIES:
        raise Invalid(_("A community has at most 2,000 replies."), field="words")
    kept = checked_facts(community, {"words": (), **facts})
    row = Reply(community_id=community, created_at=now, **kept)
    refuse_hollow(row)
    row.save()
    publish(told(row, ["made"], actor, now))
    UnknownWord.objects.filter(community=community, text__in=[plain(word) for word in row.words]).delete()
    return row


@transaction.atomic
def edit_reply(*, reply: int, actor: Actor, now: datetime, **facts: Unpack[ReplyFacts]) -> Reply:
    """Change what is given of a reply."""
    row = locked(Reply.objects.filter(pk=reply))
    require(actor, Permission.EDIT_CODES, row.community_id)
    fields = altered(row, checked_facts(row.community_id, facts))
    if fields:
        refuse_hollow(row)
        row.version = new_version()
        row.save(update_fields=[*fields, "version"])
        publish(told(row, fields, actor, now))
    return row


@transaction.atomic
def switch_reply(*, reply: int, on: bool, actor: Actor, now: datetime) -> Reply:
    """Put a reply away, or take it out again."""
    row = locked(Reply.objects.filter(pk=reply))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if (row.archived_at is None) != on:
        row.archived_at, row.version = None if on else now, new_version()
        row.save(update_fields=["archived_at", "version"])
        publish(told(row, ["archived_at"], actor, now))
    return row


@transaction.atomic
def dismiss_word(*, word: int, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - the shape of verbs
    """Forget what somebody asked."""
    row = locked(UnknownWord.objects.filter(pk=word))
    require(actor, Permission.EDIT_CODES, row.community_id)
    row.delete()


def forget_old_words(*, now: datetime) -> int:
    """Forget what nobody has asked for 90 days, and what was promised to visitors so long ago; return how many."""
    words, _kinds = UnknownWord.objects.filter(last_at__lt=now - KEPT).delete()
    promises, _kinds = PromisedBait.objects.filter(at__lt=now - KEPT).delete()
    return words + promises


def checked_facts(community: int, facts: ReplyFacts) -> dict[str, object]:
    """Return a reply's facts as they are kept."""
    kept: dict[str, object] = {name: value for name, value in facts.items() if name not in OWNED}
    if "words" in facts:
        kept["words"] = checked_words(facts["words"])
    if facts.get("match", Match.EXACT) not in Match.values:
        raise Invalid(_("Choose from the list."), field="match")
    if not 0 <= facts.get("order", 0) <= 1000:
        raise Invalid(_("A place in the order lies between 0 and 1,000."), field="order")
    if "text" in facts:
        kept["text"] = facts["text"].strip()[:1000]
    for name, model in OWNED.items():
        if name in facts:
            given: int | None = dict(facts)[name]  # type: ignore[assignment]  # a row of OWNED
            kept[f"{name}_id"] = own(model, given, community, name)
    return kept


def checked_words(words: Sequence[str]) -> list[str]:
    """Return the words that can be called for, each once."""
    clean = {plain(word): word.strip() for word in reversed(words) if plain(word)}
    kept = list(reversed(clean.values()))
    if not 0 < len(kept) <= MOST_WORDS or any(len(word) > LONGEST_WORD for word in kept):
        raise Invalid(_("Give between 1 and 50 words of up to 60 signs."), field="words")
    return kept


def own(model: type[Channel] | type[LiveCode] | type[Bait], pk: int | None, community: int, field: str) -> object:
    """Return the row's number if it is of this community. Raises NotFound."""
    if pk is not None and not model.objects.filter(pk=pk, community=community).exists():
        raise NotFound(_("There is no such thing here."), field=field)
    return pk


def refuse_hollow(row: Reply) -> None:
    """Refuse an answer that says nothing."""
    if not row.text and row.code_id is None and row.bait_id is None:
        raise Invalid(_("Answer with a text, a code or a bait."), field="text")


def told(row: Reply, fields: list[str], actor: Actor, now: datetime) -> ReplyChanged:
    """Return the event of a change."""
    facts = {"community": row.community_id, "actor": actor.account, "subject": row.pk, "channel": row.channel_id}
    return ReplyChanged(at=now, data={"fields": fields}, **facts)
