"""Product trials: places, who takes part, what they say."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from random import Random
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.address import member_address
from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.ids import new_secret
from coterie.platform.events.log import publish
from coterie.rituals.enums import TrialState
from coterie.rituals.events import TrialChanged, TrialDecided
from coterie.rituals.models import Trial, TrialApplication

MOST_PLACES, MOST_QUESTIONS = 10_000, 12


class TrialFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual."""

    group: int | None
    title: str
    brief: str
    places: int
    apply_until: datetime
    feedback_until: datetime
    questions: Sequence[str]


@transaction.atomic
def create_trial(*, community: int, actor: Actor, now: datetime, **facts: Unpack[TrialFacts]) -> Trial:
    """Offer a product to be tried. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_RITUALS, community)
    row = Trial(community_id=community, created_at=now, **checked_facts(community, facts))
    refuse_odd(row)
    if row.apply_until <= now:
        raise Invalid(_("This time is past."), field="apply_until")
    row.save()
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_trial(*, trial: int, actor: Actor, now: datetime, **facts: Unpack[TrialFacts]) -> Trial:
    """Change what is given.

    Raises Invalid for fewer places than are taken, Conflict for other questions once somebody answered them.
    """
    row = own_trial(trial, actor)
    fields = altered(row, checked_facts(row.community_id, facts))
    refuse_odd(row)
    if "places" in fields and chosen(row) > row.places:
        raise Invalid(_("More places are taken than that."), field="places")
    if "questions" in fields and row.applications.exclude(answered_at=None).exists():
        raise Conflict(_("Somebody has answered these questions already."), field="questions")
    if fields:
        row.save(update_fields=fields)
        told(row, fields, actor, now)
    return row


@transaction.atomic
def choose_for_trial(*, trial: int, applications: Collection[int], on: bool, actor: Actor, now: datetime) -> Trial:
    """Let these applicants take part, or not: all of them or none.

    Raises Invalid for nobody, Conflict for more than there are places or for who has said how it was.
    """
    row = own_trial(trial, actor)
    rows = list(row.applications.filter(pk__in=applications).select_related("member").order_by("pk"))
    if not rows:
        raise Invalid(_("Choose at least one."), field="applications")
    if len(rows) != len(set(applications)):
        raise NotFound(_("There is no such page."))
    if not on and any(one.answered_at for one in rows):
        raise Conflict(_("Somebody of these has said how it was already."))
    decide(row, rows, TrialState.CHOSEN if on else TrialState.NOT_CHOSEN, actor, now, drawn=False)
    return row


@transaction.atomic
def draw_for_trial(*, trial: int, actor: Actor, now: datetime) -> Trial:
    """Give the free places by lot, once nobody can apply any more; the seed is kept, so that anybody can draw again.

    The lot: those who wait, in the order of their keys, shuffled by Python's `Random(seed)`; the first ones take part.
    Raises Conflict before that, or when it was drawn already.
    """
    row = own_trial(trial, actor)
    if now < row.apply_until:
        raise Conflict(_("Some can still apply."))
    if row.drawn_by:
        raise Conflict(_("The lot was drawn already."))
    row.drawn_by = new_secret()
    row.save(update_fields=["drawn_by"])
    waiting = list(row.applications.filter(state=TrialState.APPLIED).select_related("member").order_by("key"))
    Random(row.drawn_by).shuffle(waiting)  # noqa: S311 - a lot that can be drawn again, by a seed that nobody can guess
    free = max(0, row.places - chosen(row))
    decide(row, waiting[:free], TrialState.CHOSEN, actor, now, drawn=True)
    decide(row, waiting[free:], TrialState.NOT_CHOSEN, actor, now, drawn=True)
    return row


def own_trial(trial: int, actor: Actor) -> Trial:
    """Lock a trial that the actor may change."""
    row = locked(Trial.objects.filter(pk=trial))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row


def chosen(row: Trial) -> int:
    """Return how many take part; the trial's lock keeps it so."""
    return row.applications.filter(state=TrialState.CHOSEN).count()


def has_room(row: Trial, more: int) -> bool:
    """Tell whether so many more can take part."""
    return chosen(row) + more <= row.places


def decide(
    row: Trial, rows: Sequence[TrialApplication], state: str, actor: Actor, now: datetime, *, drawn: bool
) -> None:
    """Decide on applicants."""
    fresh = [one for one in rows if one.state != state]
    if state == TrialState.CHOSEN and not has_room(row, len(fresh)):
        raise Conflict(_("There are not so many places."))
    for one in fresh:
        one.state, one.decided_at = state, now
        one.save(update_fields=["state", "decided_at"])
        if state == TrialState.CHOSEN:
            write_to(one.member.account_id, row.community.language, partial(words_of, row))
        data: dict[str, Any] = {"chosen": state == TrialState.CHOSEN, "drawn": drawn}
        publish(TrialDecided(at=now, member=one.member_id, data=data, **facts_of(row, actor)))


def words_of(row: Trial) -> tuple[str, str]:
    """Return the letter to who takes part."""
    address = member_address(row.community.slug, f"trials/{row.key}")
    facts = {"title": row.title, "address": address}
    text = gettext("You take part. When you have tried it, say how it was: %(address)s") % facts
    return gettext("You try it: %(title)s") % facts, text


def checked_facts(community: int, facts: TrialFacts) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in (("title", 80), ("brief", 2000)):
        if name in kept:
            kept[name] = kept[name].strip()[:most]
    if "group" in kept:
        kept["group_id"] = kept.pop("group")
        if kept["group_id"] and not public_groups(community).filter(pk=kept["group_id"]).exists():
            raise NotFound(_("There is no such group."), field="group")
    if "questions" in kept:
        kept["questions"] = [" ".join(text.split())[:200] for text in kept["questions"] if text.strip()]
        if len(kept["questions"]) > MOST_QUESTIONS:
            raise Invalid(_("At most 12 questions."), field="questions")
    refuse_beyond({"places": (1, MOST_PLACES)}, kept)
    return kept


def refuse_odd(row: Trial) -> None:
    """Refuse what has no name, or whose end lies before its beginning."""
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if row.feedback_until <= row.apply_until:
        raise Invalid(_("The end lies before the beginning."), field="feedback_until")


def told(row: Trial, fields: list[str], actor: Actor, now: datetime) -> Trial:
    """Tell of a change."""
    publish(TrialChanged(at=now, data={"fields": sorted(fields)}, **facts_of(row, actor)))
    return row


def facts_of(row: Trial, actor: Actor) -> dict[str, Any]:
    """Return what every event of a trial says."""
    return {"community": row.community_id, "actor": actor.account, "group": row.group_id, "subject": row.pk}
