"""Writing landing pages, and showing them."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.poster import code_called, one_of
from coterie.joining.enums import BlockKind, LandingDesign
from coterie.joining.events import (
    LandingChanged,
    LandingCreated,
    LandingPublished,
    LandingRemoved,
    LandingUnpublished,
)
from coterie.joining.models import LandingPage, LandingTest, LandingVersion
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.platform.events.log import publish

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LENGTHS = {"title": 80, "description": 200}
WORDS = ("title", "description", "design", "blocks")
MOST_BLOCKS, LONGEST_HEADING, LONGEST_TEXT = 30, 120, 4000


class BlockDraft(TypedDict):
    """A part of a page: benefits, voices, schedules and questions are lines, `before | after`."""

    kind: str
    heading: str
    text: str


class LandingFacts(TypedDict, total=False):
    """What an operator says of a page; what is left out stays."""

    slug: str
    title: str
    description: str
    design: str
    code: str
    blocks: Sequence[BlockDraft]


@transaction.atomic
def create_landing(*, community: int, actor: Actor, now: datetime, **facts: Unpack[LandingFacts]) -> LandingPage:
    """Begin a landing page; nobody sees it before it is published.

    Raises Invalid, Conflict for an address that is taken, NotFound for a code that is not of this community.
    """
    require(actor, Permission.EDIT_CODES, community)
    kept = checked_facts(community, None, {"slug": "", "title": "", **facts})
    row = LandingPage.objects.create(community_id=community, created_at=now, **kept)
    publish(LandingCreated(at=now, community=community, actor=actor.account, code=row.code_id, subject=row.pk))
    return row


def checked_facts(community: int, page: int | None, facts: LandingFacts) -> dict[str, object]:
    """Return what is said of a page as it is kept."""
    kept: dict[str, object] = {name: clean(str(facts[name])) for name in LENGTHS if name in facts}  # type: ignore[literal-required]
    for name, most in LENGTHS.items():
        if len(str(kept.get(name, ""))) > most:
            raise Invalid(_("That is too long."), field=name)
    if not kept.get("title", "-"):
        raise Invalid(_("Please give a title."), field="title")
    if "slug" in facts:
        kept["slug"] = free_slug(community, page, facts["slug"])
    if "design" in facts:
        kept["design"] = one_of(facts["design"], LandingDesign.values, "design")
    if "code" in facts:
        kept["code"] = code_called(community, facts["code"]) if facts["code"] else None
    if "blocks" in facts:
        kept["blocks"] = checked_blocks(facts["blocks"])
    return kept


def free_slug(community: int, page: int | None, slug: str) -> str:
    """Return an address that no other page of the community has."""
    slug = slug.strip().lower()
    if not SLUG.fullmatch(slug) or len(slug) > 40:
        raise Invalid(_("An address has letters, digits and single dashes, at most 40."), field="slug")
    if LandingPage.objects.filter(community=community, slug=slug).exclude(pk=page or 0).exists():
        raise Conflict(_("There is a page at this address."), field="slug")
    return slug


def checked_blocks(blocks: Sequence[BlockDraft]) -> list[dict[str, str]]:
    """Return the parts of a page as they are kept."""
    if len(blocks) > MOST_BLOCKS:
        raise Invalid(_("A page has at most 30 parts."), field="blocks")
    kept = []
    for block in blocks:
        heading, text = clean(block.get("heading", "")), clean(block.get("text", ""))
        if len(heading) > LONGEST_HEADING or len(text) > LONGEST_TEXT:
            raise Invalid(_("That is too long."), field="blocks")
        kept.append({"kind": one_of(block["kind"], BlockKind.values, "blocks"), "heading": heading, "text": text})
    return kept


@transaction.atomic
def edit_landing(*, page: int, actor: Actor, now: datetime, **facts: Unpack[LandingFacts]) -> LandingPage:
    """Change the draft of a page; what visitors see stays until it is published. The address changes at once."""
    row = locked(LandingPage.objects.filter(pk=page))
    require(actor, Permission.EDIT_CODES, row.community_id)
    kept = checked_facts(row.community_id, row.pk, facts)
    fields = altered(row, kept)
    if fields:
        row.save(update_fields=fields)
        publish(LandingChanged(at=now, **of(row, actor), data={"fields": fields}))
    return row


@transaction.atomic
def restore_landing(*, page: int, number: int, actor: Actor, now: datetime) -> LandingPage:
    """Make the words of a version the draft again.

    Raises NotFound.
    """
    row = locked(LandingPage.objects.filter(pk=page))
    require(actor, Permission.EDIT_CODES, row.community_id)
    version = LandingVersion.objects.filter(page=row, number=number).first()
    if version is None:
        raise NotFound(_("There is no such version."))
    for name in WORDS:
        setattr(row, name, getattr(version, name))
    row.save(update_fields=WORDS)
    publish(LandingChanged(at=now, **of(row, actor), data={"fields": list(WORDS)}))
    return row


@transaction.atomic
def publish_landing(*, page: int, actor: Actor, now: datetime) -> LandingVersion:
    """Show visitors the draft; the same words again are the same version.

    Raises Conflict while two versions are tested.
    """
    row = locked(LandingPage.objects.filter(pk=page))
    require(actor, Permission.EDIT_CODES, row.community_id)
    refuse_in_test(row)
    version = version_of(row, now)
    if row.shown_id != version.pk:
        row.shown = version
        row.save(update_fields=["shown"])
        publish(LandingPublished(at=now, **of(row, actor), data={"version": version.number}))
    return version


def version_of(row: LandingPage, now: datetime) -> LandingVersion:
    """Return the version that has the words of the draft, a new one if no one has."""
    words = {name: getattr(row, name) for name in WORDS}
    for version in LandingVersion.objects.filter(page=row).order_by("-number"):
        if all(getattr(version, name) == value for name, value in words.items()):
            return version
    last = LandingVersion.objects.filter(page=row).aggregate(number=Max("number"))["number"] or 0
    return LandingVersion.objects.create(page=row, number=last + 1, published_at=now, **words)


@transaction.atomic
def unpublish_landing(*, page: int, actor: Actor, now: datetime) -> LandingPage:
    """Show the page to nobody; its draft and versions stay.

    Raises Conflict while two versions are tested.
    """
    row = locked(LandingPage.objects.filter(pk=page))
    require(actor, Permission.EDIT_CODES, row.community_id)
    refuse_in_test(row)
    if row.shown_id is not None:
        row.shown = None
        row.save(update_fields=["shown"])
        publish(LandingUnpublished(at=now, **of(row, actor)))
    return row


def refuse_in_test(row: LandingPage) -> None:
    """Refuse to change what visitors see while it is measured."""
    if LandingTest.objects.filter(page=row, ended_at=None).exists():
        raise Conflict(_("End the test first: what visitors see is being measured."))


@transaction.atomic
def remove_landing(*, page: int, actor: Actor, now: datetime) -> None:
    """Delete a page with its versions."""
    row = locked(LandingPage.objects.filter(pk=page))
    require(actor, Permission.EDIT_CODES, row.community_id)
    publish(LandingRemoved(at=now, **of(row, actor)))
    row.delete()


class Subject(TypedDict):
    """Whose page, and who did it."""

    community: int
    actor: int | None
    subject: int


def of(row: LandingPage, actor: Actor) -> Subject:
    """Return what all events of a page have."""
    return {"community": row.community_id, "actor": actor.account, "subject": row.pk}
