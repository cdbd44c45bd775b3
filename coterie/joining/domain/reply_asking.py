"""Answering somebody who asks with a word, wherever they do it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from coterie.joining.enums import BaitState, CodeState
from coterie.joining.events import KeywordAnswered, KeywordMissed
from coterie.joining.models import Bait, LiveCode, PromisedBait, Reply, UnknownWord
from coterie.joining.queries.replies import matcher_of
from coterie.joining.queries.reply_matcher import plain
from coterie.joining.rules import bait_state
from coterie.kit.actor import VISITOR, Actor
from coterie.platform.events.log import publish

MOST_UNKNOWN = 1_000
"""Different unknown words of a community: a flood of nonsense is not worth keeping."""
SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody is told; a bait is theirs once they have joined."""

    reply: Reply
    text: str
    code: LiveCode | None
    bait: Bait | None


@transaction.atomic
def answer_keyword(
    *,
    community: int,
    text: str,
    channel: int | None = None,
    visitor: int | None = None,
    actor: Actor = VISITOR,
    now: datetime,
) -> Answer | None:
    """Return what the text calls for, and count it; None when nothing does, which operators see.

    A bait that the answer names is promised to the visitor, who gets it on joining; without a visitor none is named.
    """
    facts: dict[str, Any] = {
        "at": now,
        "community": community,
        "actor": actor.account,
        "visitor": visitor,
        "channel": channel,
    }
    found = matcher_of(community).find(text, channel)
    row = Reply.objects.select_related("code", "bait").filter(pk=found[0].reply).first() if found else None
    if row is None:
        remember(community, text, channel, now)
        publish(KeywordMissed(**facts))
        return None
    Reply.objects.filter(pk=row.pk).update(answered=F("answered") + 1)
    publish(KeywordAnswered(subject=row.pk, code=row.code_id, **facts))
    bait = promised(row.bait, visitor, now) if row.bait and visitor is not None else None
    code = row.code if row.code and row.code.state == CodeState.ON else None
    return Answer(reply=row, text=row.text, code=code, bait=bait)


def promised(bait: Bait, visitor: int, now: datetime) -> Bait | None:
    """Promise a bait to a visitor, if there is one left."""
    if bait_state(bait, now, texts=texts_left(bait)) != BaitState.THERE:
        return None
    PromisedBait.objects.bulk_create([PromisedBait(bait=bait, visitor=visitor, at=now)], ignore_conflicts=True)
    return bait


def texts_left(bait: Bait) -> int:
    """Return how many texts of a bait nobody has."""
    return bait.texts.filter(given_at=None).count()


def remember(community: int, text: str, channel: int | None, now: datetime) -> None:
    """Count what nobody could answer."""
    wanted = plain(text)[:SHOWN]
    if not wanted:
        return
    facts = {"said": text.strip()[:SHOWN], "channel_id": channel, "last_at": now}
    known = UnknownWord.objects.filter(community=community, text=wanted)
    if known.update(count=F("count") + 1, **facts):
        return
    if UnknownWord.objects.filter(community=community).count() < MOST_UNKNOWN:
        fresh = UnknownWord(community_id=community, text=wanted, first_at=now, **facts)
        try:
            with transaction.atomic():
                fresh.save()
        except IntegrityError:  # somebody asked the same at this moment
            known.update(count=F("count") + 1)
