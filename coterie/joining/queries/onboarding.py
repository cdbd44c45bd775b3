"""How newcomers are received, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import Deed, WelcomeStep
from coterie.joining.models import Newcomer, Onboarding
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the first week, as its newcomer sees it."""

    deed: Deed
    day: int
    count: int
    points: int
    so_far: int
    done: bool


PATIENCE = Prepared(
    lambda community: Onboarding.objects.filter(community=community, on=True).values_list("answer_minutes"), int
)


def patience_of(community: int) -> timedelta | None:
    """Return how long a newcomer may wait for an answer; None where newcomers are not received."""
    return next((timedelta(minutes=minutes) for (minutes,) in PATIENCE(community)), None)


def onboarding_of(community: int) -> Onboarding | None:
    """Return how newcomers are received; None where nothing was decided."""
    return Onboarding.objects.filter(community=community).first()


def onboarding_or_usual(community: int) -> Onboarding:
    """Return how newcomers are received, or how they would be if nothing else was decided."""
    usual = Onboarding(community_id=community, on=False, prompts=usual_prompts())
    return onboarding_of(community) or usual


def usual_prompts() -> list[str]:
    """Return what a card asks usually, in the language of who sets it up."""
    return [_("Who I am"), _("What I can give"), _("What I am looking for")]


def steps_in(settings: Onboarding) -> list[str]:
    """Return the steps that are asked, in their order."""
    asked = {
        WelcomeStep.WELCOME: True,
        WelcomeStep.NEEDS: settings.asks_needs,
        WelcomeStep.CHECK: bool(settings.check_questions),
        WelcomeStep.CARD: bool(settings.prompts),
    }
    return [step.value for step, is_asked in asked.items() if is_asked]


def newcomer_of(member: int | None) -> Newcomer | None:
    """Return the first week of a member, if they are or were a newcomer."""
    return Newcomer.objects.filter(member=member).select_related("channel").first() if member else None


def next_step(row: Newcomer, settings: Onboarding) -> str | None:
    """Return the step to take now; None when all are taken or skipped."""
    return next((step for step in steps_in(settings) if step not in row.done), None)


def path_of(row: Newcomer, settings: Onboarding) -> list[Task]:
    """Return the tasks of the first week."""
    return [
        Task(
            Deed(each["kind"]), each["day"], each["count"], each["points"],
            min(row.deeds.get(each["kind"], 0), each["count"]), each["kind"] in row.tasks,
        )
        for each in settings.path
    ]  # fmt: skip


def day_of(row: Newcomer, zone: str, now: datetime) -> int:
    """Return which local day since joining it is, from 1."""
    local = ZoneInfo(zone)
    return (now.astimezone(local).date() - row.joined_at.astimezone(local).date()).days + 1


def newcomers_visible_to(actor: Actor, community: int, *, since: datetime) -> QuerySet[Newcomer]:
    """Who joined since then, the latest first, for the staff."""
    require(actor, Permission.SEE_MEMBERS, community)
    rows = Newcomer.objects.filter(community=community, joined_at__gte=since, member__state="active")
    return rows.select_related("member").order_by("-joined_at", "-id")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the newcomers did something."""

    name: str
    people: int
    of: int


def shares(rows: Sequence[Newcomer], settings: Onboarding) -> list[Share]:
    """Return how many took each step and did each task; a skipped step is not taken."""
    steps = [
        Share(str(WelcomeStep(step).label), sum(bool(row.done.get(step)) for row in rows), len(rows))
        for step in steps_in(settings)
    ]
    tasks = [
        Share(str(Deed(each["kind"]).label), sum(each["kind"] in row.tasks for row in rows), len(rows))
        for each in settings.path
    ]
    return [*steps, *tasks]
