"""Baits: making them, changing them, putting them away."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import BaitKind
from coterie.joining.events import BaitChanged, BaitCreated
from coterie.joining.models import Bait, BaitText
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.platform.files.storing import stored_file

LENGTHS = {"title": 60, "text": 2000}
MOST_TEXTS = 10_000
MOST = 1_000_000
NEEDED = {BaitKind.FILE: "file", BaitKind.LINK: "url", BaitKind.TEXT: "text"}
LONGEST_TEXT, LONGEST_URL = 200, 500


class BaitFacts(TypedDict, total=False):
    """What an operator says of a bait; what is left out stays, or is as usual."""

    title: str
    file: str
    url: str
    text: str
    limit: int | None
    expires_at: datetime | None


@transaction.atomic
def create_bait(
    *, community: int, kind: str, texts: Iterable[str] = (), actor: Actor, now: datetime, **facts: Unpack[BaitFacts]
) -> Bait:
    """Make a bait; `file` is the key of a stored file, `texts` are given away one by one.

    Raises Invalid naming what is wrong, NotFound for a file of nobody here.
    """
    require(actor, Permission.EDIT_CODES, community)
    if kind not in BaitKind.values:
        raise Invalid(_("Choose from the list."), field="kind")
    kept = checked_facts({"title": "", **facts})
    row = Bait(community_id=community, kind=kind, created_at=now, **kept)
    refuse_hollow(row)
    row.save()
    if kind == BaitKind.TEXTS:
        put_in(row, texts)
    publish(BaitCreated(at=now, community=community, actor=actor.account, subject=row.pk, data={"kind": str(kind)}))
    return row


def checked_facts(facts: BaitFacts, *, delivered: int = 0) -> dict[str, object]:
    """Return a bait's facts as they are kept."""
    kept: dict[str, object] = {**facts}
    kept |= {name: str(kept[name]).strip()[:most] for name, most in LENGTHS.items() if name in kept}
    if kept.get("title", "-") == "":
        raise Invalid(_("Please give a title."), field="title")
    url = str(kept.get("url", ""))
    if url and (not url.startswith("https://") or len(url) > LONGEST_URL):
        raise Invalid(_("The address begins with https://"), field="url")
    limit = facts.get("limit")
    if limit is not None and not max(1, delivered) <= limit <= MOST:
        raise Invalid(_("There are at least as many as were delivered, and at most a million."), field="limit")
    return kept


def refuse_hollow(row: Bait) -> None:
    """Refuse a bait with nothing in it.

    Raises Invalid, and NotFound for a file of another community.
    """
    needed = NEEDED.get(BaitKind(row.kind))
    if needed and not getattr(row, needed):
        raise Invalid(_("There is nothing in it yet."), field=needed)
    if row.file and stored_file(row.file).community != row.community_id:
        raise Invalid(_("There is nothing in it yet."), field="file")


def put_in(row: Bait, texts: Iterable[str]) -> int:
    """Put texts into a bait that gives each once; return how many are new to it."""
    said = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if not said or any(len(text) > LONGEST_TEXT for text in said):
        raise Invalid(_("Give one text per line, each of up to 200 signs."), field="texts")
    known = set(BaitText.objects.filter(bait=row, text__in=said).values_list("text", flat=True))
    fresh = [text for text in said if text not in known]
    if BaitText.objects.filter(bait=row).count() + len(fresh) > MOST_TEXTS:
        raise Invalid(_("A bait holds at most 10,000 texts."), field="texts")
    BaitText.objects.bulk_create((BaitText(bait=row, text=text) for text in fresh), batch_size=1000)
    return len(fresh)


@transaction.atomic
def edit_bait(*, bait: int, actor: Actor, now: datetime, **facts: Unpack[BaitFacts]) -> Bait:
    """Change what is given of a bait; who has it already sees what it is now, and keeps a text of their own."""
    row = locked(Bait.objects.filter(pk=bait))
    require(actor, Permission.EDIT_CODES, row.community_id)
    return changed(row, checked_facts(facts, delivered=row.delivered), actor, now)


@transaction.atomic
def add_texts(*, bait: int, texts: Iterable[str], actor: Actor, now: datetime) -> int:
    """Put more texts into a bait that gives each once; return how many were new."""
    row = locked(Bait.objects.filter(pk=bait))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if row.kind != BaitKind.TEXTS:
        raise Invalid(_("This bait has no list of texts."), field="texts")
    fresh = put_in(row, texts)
    if fresh:
        publish(told(row, {"fields": ["texts"], "texts": fresh}, actor, now))
    return fresh


@transaction.atomic
def archive_bait(*, bait: int, actor: Actor, now: datetime) -> Bait:
    """Put a bait away: nobody gets it any more; who has it keeps it."""
    row = locked(Bait.objects.filter(pk=bait))
    require(actor, Permission.EDIT_CODES, row.community_id)
    return changed(row, {"archived_at": row.archived_at or now}, actor, now)


@transaction.atomic
def restore_bait(*, bait: int, actor: Actor, now: datetime) -> Bait:
    """Take a bait out again."""
    row = locked(Bait.objects.filter(pk=bait))
    require(actor, Permission.EDIT_CODES, row.community_id)
    return changed(row, {"archived_at": None}, actor, now)


def changed(row: Bait, facts: dict[str, object], actor: Actor, now: datetime) -> Bait:
    """Write and tell what is different; nothing otherwise."""
    fields = altered(row, facts)
    if fields:
        refuse_hollow(row)
        row.save(update_fields=fields)
        publish(told(row, {"fields": list[Json](fields)}, actor, now))
    return row


def told(row: Bait, data: dict[str, Json], actor: Actor, now: datetime) -> BaitChanged:
    """Return the event of a change."""
    return BaitChanged(at=now, community=row.community_id, actor=actor.account, subject=row.pk, data=data)
