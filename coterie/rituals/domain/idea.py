"""Topics that members wish for."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish
from coterie.rituals.events import IdeaChosen, IdeaProposed
from coterie.rituals.models import Idea, IdeaVote, Occurrence, Ritual
from coterie.rituals.queries.ideas import ideas_of, wishes_for

MOST_OPEN, MOST_OF_ONE = 100, 5


@transaction.atomic
def propose_idea(*, ritual: int, text: str, actor: Actor, now: datetime) -> Idea:
    """Propose a topic for one of the next times, and vote for it; the same text again is the same idea.

    Raises Invalid for nothing, Conflict when there are enough of them.
    """
    row = locked(Ritual.objects.filter(pk=ritual, archived_at=None))
    member = own_member(row, actor)
    text = " ".join(text.split())[:120]
    if not text:
        raise Invalid(_("Write what it should be about."), field="text")
    ideas = ideas_of(ritual)
    same = ideas.filter(text__iexact=text).first()
    if same is None:
        if ideas.count() >= MOST_OPEN or ideas.filter(member=member).count() >= MOST_OF_ONE:
            raise Conflict(_("There are enough wishes for now."), field="text")
        same = Idea.objects.create(ritual=row, member_id=member, text=text, proposed_at=now)
        facts = {"community": row.community_id, "actor": actor.account, "member": member, "subject": same.pk}
        publish(IdeaProposed(at=now, data={"ritual": ritual}, **facts))
    IdeaVote.objects.get_or_create(idea=same, member_id=member, defaults={"at": now})
    return same


@transaction.atomic
def vote_for_idea(*, idea: int, on: bool, actor: Actor, now: datetime) -> Idea:
    """Wish for a topic too, or no more; either twice changes nothing. Raises Conflict when its time has come."""
    row = locked(Idea.objects.select_related("ritual").filter(pk=idea))
    member = own_member(row.ritual, actor)
    if row.occurrence_id:
        raise Conflict(_("This was taken already."))
    if on:
        IdeaVote.objects.get_or_create(idea=row, member_id=member, defaults={"at": now})
    else:
        IdeaVote.objects.filter(idea=row, member=member).delete()
    return row


def own_member(row: Ritual, actor: Actor) -> int:
    """Return the actor's membership, when they sit in one of the ritual's groups. Raises NotFound."""
    member = member_of(actor, row.community_id)
    seats = row.groups.filter(memberships__member=member, memberships__left_at=None) if member else row.groups.none()
    if member is None or not seats.exists():
        raise NotFound(_("There is no such page."))
    return member.pk


def take_best(row: Occurrence, actor: Actor, now: datetime) -> None:
    """Give one time the topic most wished for, where the operators gave it none; in the caller's transaction."""
    if row.title:
        return
    best = next(iter(wishes_for(row.ritual_id)), None)
    if best is None or not best.votes:
        return
    row.title, row.version = best.text, row.version + 1
    Idea.objects.filter(pk=best.pk).update(occurrence=row)
    facts = {"community": row.community_id, "actor": actor.account, "member": best.member, "subject": best.pk}
    publish(IdeaChosen(at=now, data={"occurrence": row.pk, "ritual": row.ritual_id, "votes": best.votes}, **facts))
