"""What a campaign promises, in plain words."""

from collections.abc import Callable, Iterable, Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.growth.enums import GrantState, RewardKind, Side
from coterie.growth.models import CampaignTerms, Milestone, RewardGrant
from coterie.growth.rules.holdout import PLAIN
from coterie.market.queries.gifts import reward_code

DAY_HOURS = 24
KEPT = {RewardKind.THING, RewardKind.CODE, RewardKind.ENVELOPE}


def reward_said(row: Milestone) -> str:
    """Say what a milestone brings."""
    return SAID[RewardKind(row.kind)](row)


def points_said(row: Milestone) -> str:
    """Say so many points."""
    points = number_format(row.points or 0, force_grouping=True)
    return ngettext("%(n)s point", "%(n)s points", row.points or 0) % {"n": points}


def named(row: Milestone) -> dict[str, str]:
    """Return the name of the badge, or of what is opened."""
    return {"name": row.badge.name if row.badge else row.offer.title if row.offer else ""}


SAID: dict[RewardKind, Callable[[Milestone], str]] = {
    RewardKind.POINTS: points_said,
    RewardKind.BADGE: lambda row: _("the badge “%(name)s”") % named(row),
    RewardKind.COUPON: lambda row: _("a coupon of %(n)s %%") % {"n": row.percent},
    RewardKind.THING: lambda row: row.thing,
    RewardKind.ACCESS: lambda row: _("access to “%(name)s”") % named(row),
    RewardKind.CODE: lambda row: _("a code for “%(name)s”") % named(row),
    RewardKind.ENVELOPE: lambda row: _("a red envelope for the group: %(points)s") % {"points": points_said(row)},
}


def first_name(name: str) -> str:
    """Return by what others who take part call somebody."""
    return (name.split() or [""])[0]


def code_of_reward(row: RewardGrant) -> str:
    """Return the code that a reward is, if it is one and with its owner, who alone may see it."""
    if row.state != GrantState.DELIVERED:
        return ""
    if row.milestone.kind == RewardKind.CODE and row.milestone.offer_id:
        return reward_code(row.given, row.milestone.offer_id)
    return row.given if row.milestone.kind == RewardKind.COUPON else ""


def time_said(hours: int) -> str:
    """Say a stretch of time in days, or in hours where it is no whole days."""
    if hours % DAY_HOURS:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = hours // DAY_HOURS
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def promises_said(steps: Iterable[Milestone]) -> list[str]:
    """Say to who invites what friends bring, and what friends get; badges and offers are fetched before."""
    return [promise_said(step) for step in steps]


def promise_said(step: Milestone) -> str:
    """Say what one milestone brings, and how many there are of it."""
    words = {"number": step.at, "reward": reward_said(step)}
    friends = ngettext(
        "For %(number)s friend who counts you get: %(reward)s.",
        "For %(number)s friends who count you get: %(reward)s.",
        step.at,
    )
    if step.side == Side.GROUP:
        friends = together_said(step)
    if step.side == Side.TEAM:
        friends = _("When a team of %(number)s people is complete in time, each of them gets: %(reward)s.")
    said = _("A friend who counts gets: %(reward)s.") if step.side == Side.FRIEND else friends
    if not step.stock:
        return said % words
    left = ngettext("There is %(number)s of it.", "There are %(number)s of it.", step.stock) % {"number": step.stock}
    return f"{said % words} {left}"


def together_said(step: Milestone) -> str:
    """Say what all get at every so many friends: what is not for the group is drawn."""
    if step.kind == RewardKind.ENVELOPE:
        return ngettext(
            "At every friend of all together who counts: %(reward)s.",
            "At every %(number)s friends of all together who count: %(reward)s.",
            step.at,
        )
    return ngettext(
        "At every friend of all together who counts one of you is drawn and gets: %(reward)s.",
        "At every %(number)s friends of all together who count one of you is drawn and gets: %(reward)s.",
        step.at,
    )


def rules_said(terms: CampaignTerms, steps: Iterable[Milestone]) -> list[str]:
    """Say to who invites when a friend counts, and what becomes of it."""
    steps = list(steps)
    teams = teams_said(terms) if any(step.side == Side.TEAM for step in steps) else ()
    staying = staying_said(terms, steps) if terms.number != PLAIN else ()
    return [*teams, *counting_said(terms), *staying, *fairness_said(terms, steps), *holdout_said(terms)]


def holdout_said(terms: CampaignTerms) -> Iterator[str]:
    """Say that some have no rewards, and why; to them, that they are those."""
    if not terms.campaign.holdout:
        return
    yield ngettext(
        "Of 100 members, one drawn by chance takes part without rewards: so it is seen what the rewards do.",
        "Of 100 members, %(n)s drawn by chance take part without rewards: so it is seen what the rewards do.",
        terms.campaign.holdout,
    ) % {"n": terms.campaign.holdout}
    if terms.number == PLAIN:
        yield _("This time you are one of them. Your link works like all others.")


def teams_said(terms: CampaignTerms) -> Iterator[str]:
    """Say who is in a team, how long it has, and what becomes of it."""
    if terms.team_hours:
        words = {"time": time_said(terms.team_hours)}
        yield _("A team has %(time)s from the moment at which it is begun, and no longer than the campaign.") % words
    else:
        yield _("A team has time until the campaign ends.")
    yield _("In it are whoever began it and friends who come by its link and begin to count in that time.")
    yield _("Everybody in it can pass its link on. Members who are here already begin a team of their own.")
    yield _("Everybody is in one open team at a time. One that is not complete in time gets nothing.")
    yield _("After that you may begin another one, with new friends.")
    yield _("Who leaves before it is complete leaves an empty place.")
    yield _("Everybody in a team sees the first names of the others.")
    if terms.celebrate:
        yield _("When a team is complete, the group reads it with the name of who began it.")
    yield _("If hosts refuse a friend and the team is not complete without them, what it brought is taken back.")


def counting_said(terms: CampaignTerms) -> Iterator[str]:
    """Say what a friend has to do."""
    if terms.stay_hours:
        yield _("A friend counts who has stayed for %(time)s.") % {"time": time_said(terms.stay_hours)}
    else:
        yield _("A friend counts who joins.")
    if terms.speak:
        yield _("They also have to say something in a group.")
    if terms.buy:
        yield _("They also have to buy something, and keep it.")
    yield _("Former members count who come back.") if terms.returning else _("Who was a member before does not count.")


def staying_said(terms: CampaignTerms, steps: Iterable[Milestone]) -> Iterator[str]:
    """Say what becomes of what was given."""
    words, sides = {"time": time_said(terms.back_days * DAY_HOURS)}, {step.side for step in steps}
    if terms.back_days and sides != {Side.TEAM}:
        yield _("Who leaves within %(time)s after that counts no more, and what it brought is taken back.") % words
    if terms.back_days and Side.TEAM in sides:
        yield _("A friend who leaves a complete team within %(time)s of counting loses their own reward alone.") % words
    if terms.by_hand:
        yield _("Hosts look at each reward before it is given.")
    if {step.kind for step in steps} & KEPT:
        yield _("What was sent, used or put into the group is not asked back.")
    if Side.GROUP in sides:
        yield _("What all got together stays, and is given once for each number, whoever comes and goes.")
    yield _("Rewards are given in the order in which they are earned, as long as there are some.")


def fairness_said(terms: CampaignTerms, steps: Iterable[Milestone]) -> Iterator[str]:
    """Say whose friend somebody is, and who sees it."""
    yield _("A friend is of whom they opened the link first. Into which group they come makes no difference.")
    yield _("Only friends whom you bring yourself count, not those whom they bring.")
    yield _("Nobody is their own friend: your own browser does not count, and of each other browser one person.")
    yield _("Whoever takes part sees the first names of the others, and how many friends of theirs count.")
    if terms.celebrate and any(step.side not in {Side.FRIEND, Side.TEAM} for step in steps):
        yield _("When you reach a milestone, the group reads it with your name.")


def asked_of_friend(terms: CampaignTerms) -> list[str]:
    """Say to a friend when it counts that they come."""
    if terms.stay_hours:
        said = [_("It counts once you have stayed for %(time)s.") % {"time": time_said(terms.stay_hours)}]
    else:
        said = [_("It counts as soon as you join.")]
    if terms.speak:
        said.append(_("Say something in a group, too."))
    if terms.buy:
        said.append(_("And buy something that you keep."))
    return said
