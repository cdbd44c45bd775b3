"""What rewards do when they hear of deeds: what brings points, and what takes them back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coterie.kit.actor import Actor
from coterie.members.queries.members import members_with
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver_of_many
from coterie.platform.jobs.unique import unique
from coterie.rewards.domain.award import Earned, award, revoke_award
from coterie.rewards.enums import Deed
from coterie.rewards.queries.awards import awards_to_revoke, known_among
from coterie.rewards.queries.plan import giving_plans
from coterie.rewards.tasks import recount_levels
from coterie.talk.queries.messages import authors_of
from coterie.talk.queries.reactions import still_reacts

SOON = timedelta(seconds=30)
PLAIN = {
    "idea_chosen": Deed.TOPIC, "audience_taken": Deed.QUESTION, "session_rated": Deed.RATING, "vote_cast": Deed.VOTE,
    "trial_answered": Deed.TRIAL, "rally_joined": Deed.RALLY, "ticket_scanned": Deed.GATHERING,
}  # fmt: skip
"""Events whose member did it, and whose subject says which one it was."""
PRAISING = ("contribution_marked", "reaction_added", "answer_accepted")
DEEDS = (*PLAIN, *PRAISING, "checked_in", "challenge_finished", "message_posted", "newcomer_task_done")
UNDOING = ("contribution_unmarked", "reaction_removed", "answer_refused", "message_deleted")


class Known(NamedTuple):
    """What the deeds of a batch are read with: who wrote which message, and the zones of the communities."""

    authors: Mapping[int, int]
    zones: Mapping[int, ZoneInfo]
    takers: Mapping[int, int | None]
    """Of events of accepted answers: who took them."""


@receiver_of_many("rewards.points", kinds=(*DEEDS, *UNDOING))
def follow_deeds(events: Sequence[LoggedEvent], *, now: datetime) -> None:
    """Give the points that deeds bring, and take back what is undone.

    Member by member in the order of their numbers: whoever else moves points of several takes purses in that order.
    """
    plans = giving_plans({event.community for event in events if event.community is not None})
    since = {community: plan.begun_at for community, plan in plans.items() if plan.begun_at}
    heard = [event for event in events if event.community in since and event.at >= since[event.community]]
    if heard:
        known = known_of(heard, {key: ZoneInfo(plan.community.timezone) for key, plan in plans.items()})
        undone = [event for event in heard if event.kind in UNDOING]
        done = [EARNED.get(event.kind, plain)(event, known) for event in heard if event.kind not in UNDOING]
        give_and_take(new_among([one for one in done if one is not None]), undone, known, now)


def known_of(heard: Sequence[LoggedEvent], zones: Mapping[int, ZoneInfo]) -> Known:
    """Return what these events are read with."""
    messages = authors_of(message_of(event) for event in heard if event.kind in (*PRAISING, *UNDOING))
    accepting = [event for event in heard if event.kind == "answer_accepted"]
    return Known(messages, zones, {event.id: taken_by(event) for event in accepting})


def taken_by(event: LoggedEvent) -> int | None:
    """Return the member who took an answer: whoever asked, or a host."""
    return next(iter(members_with(event.community or 0, [event.actor])), None) if event.actor else None


def new_among(done: Sequence[Earned]) -> list[Earned]:
    """Return the deeds that were not rewarded yet, each once: most messages are not the first of their day."""
    each = {(one.member, one.deed, one.source): one for one in reversed(done)}
    known = known_among(each)
    return [one for key, one in reversed(each.items()) if key not in known]


def give_and_take(done: Sequence[Earned], undone: Sequence[LoggedEvent], known: Known, now: datetime) -> None:
    """Give to each member, then take back from them."""
    actor = Actor.of_system()
    back: dict[int, list[LoggedEvent]] = {
        member: [] for member in {*known.authors.values(), *(one.member for one in done)}
    }
    for event in undone:
        if (author := known.authors.get(message_of(event))) is not None:
            back[author].append(event)
    for member in sorted(back):
        for earned in (one for one in done if one.member == member):
            award(earned=earned, actor=actor, now=now)
        for event in back[member]:
            take_back(event, member, actor, now)


def take_back(event: LoggedEvent, member: int, actor: Actor, now: datetime) -> None:
    """Take back what praise brought that is undone; who has another sign under the message still praises it."""
    message = message_of(event)
    if event.kind == "reaction_removed" and event.member and still_reacts(message, event.member):
        return
    giver = {"reaction_removed": event.member, "contribution_unmarked": event.data.get("by")}.get(event.kind)
    deed = {"reaction_removed": Deed.REACTION, "contribution_unmarked": Deed.MARK, "answer_refused": Deed.ANSWER}
    for number in awards_to_revoke(member, message, deed.get(event.kind), giver):
        revoke_award(award=number, actor=actor, now=now)


@receiver_of_many("rewards.levels", kinds=("points_awarded", "points_revoked", "levels_changed", "points_plan_changed"))
def find_out_levels(events: Sequence[LoggedEvent], *, now: datetime) -> None:
    """Let it be found out anew who stands where, once for all that happens within a while."""
    for community in sorted({event.community for event in events if event.community is not None}):
        with unique(f"recount-levels:{community}"):
            recount_levels.using(run_after=now + SOON).enqueue(community)


def message_of(event: LoggedEvent) -> int:
    """Return the message that was praised, or praised no more."""
    return int(event.data["message"]) if event.kind.startswith("contribution_") else int(event.subject or 0)


def earned_by(
    event: LoggedEvent, member: int | None, deed: str, source: object, *, giver: int | None = None,
    points: int | None = None,
) -> Earned | None:  # fmt: skip
    """Return what a member did, if somebody did something."""
    if member is None or event.community is None:
        return None
    kept = str(source)[:60]
    return Earned(
        community=event.community, member=member, deed=deed, source=kept, at=event.at, giver=giver, points=points
    )


def plain(event: LoggedEvent, _known: Known) -> Earned | None:
    """Return a deed that its event names."""
    return earned_by(event, event.member, PLAIN[event.kind], event.subject)


def praised(event: LoggedEvent, known: Known) -> Earned | None:
    """Return that somebody's message was found good; the same person's word counts once for a message."""
    message = message_of(event)
    deed = {"contribution_marked": Deed.MARK, "reaction_added": Deed.REACTION}.get(event.kind, Deed.ANSWER)
    by = {"contribution_marked": event.data.get("by"), "reaction_added": event.member}
    giver = by.get(event.kind, known.takers.get(event.id))
    if giver is None:
        return None
    return earned_by(event, known.authors.get(message), deed, f"{message}:{giver}", giver=int(giver))


def checked_in(event: LoggedEvent, _known: Known) -> Earned | None:
    """Return a check-in of a day; a day that was made up for brings nothing."""
    if event.data.get("made_up"):
        return None
    return earned_by(event, event.member, Deed.CHECK_IN, f"{event.subject}:{event.data['on']}")


def finished(event: LoggedEvent, _known: Known) -> Earned | None:
    """Return a challenge that was passed."""
    return earned_by(event, event.member, Deed.CHALLENGE, event.subject) if event.data.get("passed") else None


def first_words(event: LoggedEvent, known: Known) -> Earned | None:
    """Return that somebody spoke on a day: the first message brings points, those after it are known."""
    on = event.at.astimezone(known.zones[event.community or 0]).date()
    return earned_by(event, event.member, Deed.FIRST_WORDS, on)


def first_week(event: LoggedEvent, _known: Known) -> Earned | None:
    """Return a task of the first week, with the points that were promised for it."""
    points = event.data.get("points")
    return earned_by(event, event.member, Deed.FIRST_WEEK, event.data["task"], points=int(points)) if points else None


EARNED: dict[str, Callable[[LoggedEvent, Known], Earned | None]] = {
    **dict.fromkeys(PRAISING, praised), "checked_in": checked_in, "challenge_finished": finished,
    "message_posted": first_words, "newcomer_task_done": first_week,
}  # fmt: skip
