"""Product trials, who wants to take part, and the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_visible_to, members_in
from coterie.kit.actor import Actor
from coterie.members.queries.members import member_of, memberships_of
from coterie.rituals.enums import TrialState
from coterie.rituals.models import Trial, TrialApplication

STARS = range(1, 6)


def trials_run_by(actor: Actor, community: int) -> QuerySet[Trial]:
    """The trials of a community, the latest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Trial.objects.filter(community=community).select_related("group", "community")
    return rows.annotate(wanted=Count("applications")).order_by("-apply_until", "-id")


def trials_visible_to(actor: Actor, community: int) -> QuerySet[Trial]:
    """The trials to which the actor can apply or could, and all for staff."""
    groups = groups_visible_to(actor, community)
    belongs = groups.exists() or memberships_of(actor).filter(community=community).exists()
    rows = Trial.objects.filter(Q(group=None) | Q(group__in=groups.values("pk")), community=community)
    rows = rows if belongs else rows.none()
    return rows.select_related("group", "community").order_by("-apply_until", "-id")


def may_apply(row: Trial, member: int, actor: Actor) -> bool:
    """Tell whether a member is the actor, and belongs to those who are asked."""
    own = member_of(actor, row.community_id)
    if own is None or own.pk != member:
        return False
    return row.group_id is None or members_in(row.group_id).filter(member=member).exists()


def application_of(trial: int, member: int | None) -> TrialApplication | None:
    """Return how a member stands in a trial."""
    return TrialApplication.objects.filter(trial=trial, member=member).first() if member else None


def applications_to(row: Trial) -> QuerySet[TrialApplication]:
    """Who wants to take part, in the order of asking."""
    return row.applications.select_related("member").order_by("applied_at", "id")


@dataclass(frozen=True, slots=True)
class Report:
    """What a trial brought: how many wanted it, took part and said how it was; the mean; answers by question."""

    wanted: int
    chosen: int
    answered: int
    mean: float | None
    counts: tuple[int, ...]
    answers: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    """Each question with the answers as (who, what)."""


def report_on(row: Trial) -> Report:
    """Return what came of a trial."""
    rows = list(applications_to(row))
    said = [one for one in rows if one.answered_at]
    stars = [one.stars or 0 for one in said]
    answers = [
        (question, [(one.member.name, one.answers[place]) for one in said if place < len(one.answers)])
        for place, question in enumerate(row.questions)
    ]
    taking_part = sum(one.state == TrialState.CHOSEN for one in rows)
    mean = sum(stars) / len(stars) if stars else None
    return Report(len(rows), taking_part, len(said), mean, tuple(stars.count(one) for one in STARS), answers)
