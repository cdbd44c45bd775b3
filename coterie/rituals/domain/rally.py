"""Calling members together, and coming."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.address import member_address
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.json import Json
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import who_may_be_called
from coterie.members.queries.members import active_members, member_of, tags_of
from coterie.platform.events.log import publish
from coterie.rituals.events import RallyCalled, RallyJoined
from coterie.rituals.models import Rally, RallyCall

LONGEST, MOST = timedelta(days=14), 5_000


@transaction.atomic
def call_rally(
    *, community: int, title: str, task: str, tag: str, closes_at: datetime, actor: Actor, now: datetime
) -> Rally:
    """Call the members who have a tag now.

    Raises Invalid without words, for an end that is over or far away, or for a tag that nobody has.
    """
    require(actor, Permission.EDIT_RITUALS, community)
    title, task, tag = title.strip()[:80], task.strip()[:2000], tag.strip()[:40]
    for field, text in (("title", title), ("task", task)):
        if not text:
            raise Invalid(_("Please write something."), field=field)
    if not now < closes_at <= now + LONGEST:
        raise Invalid(_("The end lies ahead, within two weeks."), field="closes_at")
    called = list(active_members(community).filter(member_tags__tag__name=tag).values_list("pk", flat=True)[:MOST])
    if not called:
        raise Invalid(_("Nobody has this tag."), field="tag")
    facts = {"title": title, "task": task, "tag": tag, "called_at": now, "closes_at": closes_at}
    row = Rally.objects.create(community_id=community, **facts)
    RallyCall.objects.bulk_create(RallyCall(rally=row, member_id=member) for member in called)
    word = tags_of(community).values_list("pk", flat=True).get(name=tag)
    data: dict[str, Json] = {"members": len(called), "tag": word, "closes": closes_at.isoformat()}
    publish(RallyCalled(at=now, community=community, actor=actor.account, subject=row.pk, data=data))
    return row


def write_calls(*, rally: int) -> int:
    """Write to those who were called and want such letters; return to how many."""
    rows = list(RallyCall.objects.filter(rally=rally).select_related("rally__community", "member"))
    ends = who_may_be_called([call.member_id for call in rows])
    return sum(called_by_letter(call, ends[call.member_id]) for call in rows if call.member_id in ends)


def called_by_letter(call: RallyCall, secret: str) -> bool:
    """Write to one member."""
    words, headers = partial(words_of, call.rally, secret), ending(secret)
    return write_to(call.member.account_id, call.rally.community.language, words, headers=headers)


def words_of(row: Rally, secret: str) -> tuple[str, str]:
    """Return the letter that calls."""
    address = member_address(row.community.slug, f"rallies/{row.key}")
    facts = {"title": row.title, "task": row.task, "community": row.community.name, "address": address}
    text = gettext("%(community)s counts on you:\n\n%(task)s\n\n%(address)s") % facts
    return gettext("You are called: %(title)s") % facts, f"{text}\n\n{how_to_end(secret)}"


@transaction.atomic
def come_to_rally(*, rally: int, words: str, actor: Actor, now: datetime) -> RallyCall:
    """Come to a rally; again changes the words alone.

    Raises NotFound to who was not called, Conflict once it is over.
    """
    row = Rally.objects.filter(pk=rally).first()
    member = member_of(actor, row.community_id) if row else None
    if row is None or member is None:
        raise NotFound(_("There is no such page."))
    call = locked(RallyCall.objects.filter(rally=rally, member=member))
    if now >= row.closes_at:
        raise Conflict(_("It is over."))
    fresh, call.came_at = call.came_at is None, call.came_at or now
    call.words = " ".join(words.split())[:300]
    call.save(update_fields=["came_at", "words"])
    if fresh:
        seconds = int((now - row.called_at).total_seconds())
        facts = {"community": row.community_id, "actor": actor.account, "member": member.pk, "subject": row.pk}
        publish(RallyJoined(at=now, data={"seconds": seconds}, **facts))
    return call
