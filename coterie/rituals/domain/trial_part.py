"""A member's part in a product trial: wanting it, and saying how it was."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.platform.events.log import publish
from coterie.rituals.domain.trial import facts_of
from coterie.rituals.enums import TrialState
from coterie.rituals.events import TrialAnswered, TrialApplied, TrialWithdrawn
from coterie.rituals.models import Trial, TrialApplication
from coterie.rituals.queries.trials import may_apply


@transaction.atomic
def apply_for_trial(*, trial: int, member: int, why: str, actor: Actor, now: datetime) -> TrialApplication:
    """Want to take part; a second time changes the reason.

    Raises NotFound to who is not asked, Invalid without a reason, Conflict when it is too late or decided.
    """
    row = locked(Trial.objects.filter(pk=trial))
    if not may_apply(row, member, actor):
        raise NotFound(_("There is no such page."))
    if now >= row.apply_until:
        raise Conflict(_("One cannot apply any more."))
    why = " ".join(why.split())[:300]
    if not why:
        raise Invalid(_("Write why it should be you."), field="why")
    known = {"why": why, "applied_at": now}
    found, fresh = TrialApplication.objects.get_or_create(trial=row, member_id=member, defaults=known)
    if fresh:
        publish(TrialApplied(at=now, member=member, **facts_of(row, actor)))
    elif found.state != TrialState.APPLIED:
        raise Conflict(_("This is decided already."))
    elif found.why != why:
        found.why = why
        found.save(update_fields=["why"])
    return found


@transaction.atomic
def withdraw_from_trial(*, trial: int, member: int, actor: Actor, now: datetime) -> None:
    """Not want to take part any more; a place becomes free. Raises Conflict once one has said how it was."""
    row = locked(Trial.objects.filter(pk=trial))
    if not may_apply(row, member, actor):
        raise NotFound(_("There is no such page."))
    found = TrialApplication.objects.filter(trial=row, member=member).first()
    if found and found.answered_at:
        raise Conflict(_("You have said how it was already."))
    if found:
        found.delete()
        publish(TrialWithdrawn(at=now, member=member, **facts_of(row, actor)))


@transaction.atomic
def answer_trial(
    *, trial: int, member: int, stars: int, answers: Sequence[str], actor: Actor, now: datetime
) -> TrialApplication:
    """Say how it was; the last word counts.

    Raises NotFound to who does not take part, Invalid for other than one answer to each question, Conflict too late.
    """
    row = locked(Trial.objects.filter(pk=trial))
    found = TrialApplication.objects.filter(trial=row, member=member, state=TrialState.CHOSEN).first()
    if found is None or not may_apply(row, member, actor):
        raise NotFound(_("There is no such page."))
    if now >= row.feedback_until:
        raise Conflict(_("It is over."))
    kept = [" ".join(answer.split())[:1000] for answer in answers]
    if len(kept) != len(row.questions) or not all(kept):
        raise Invalid(_("Please answer each question."), field="answers")
    refuse_beyond({"stars": (1, 5)}, {"stars": stars})
    found.stars, found.answers, found.answered_at = stars, kept, now
    found.save(update_fields=["stars", "answers", "answered_at"])
    publish(TrialAnswered(at=now, member=member, data={"stars": stars}, **facts_of(row, actor)))
    return found
