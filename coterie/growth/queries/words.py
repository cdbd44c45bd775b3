"""What a campaign promises, in plain words."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.growth.enums import RewardKind, Side
from coterie.growth.models import CampaignTerms, Milestone

DAY_HOURS = 24


def reward_said(row: Milestone) -> str:
    """Say what a milestone brings."""
    if row.kind == RewardKind.POINTS:
        points = number_format(row.points or 0, force_grouping=True)
        return ngettext("%(n)s point", "%(n)s points", row.points or 0) % {"n": points}
    if row.kind == RewardKind.COUPON:
        return _("a coupon of %(n)s %%") % {"n": row.percent}
    if row.kind == RewardKind.BADGE:
        return _("the badge “%(name)s”") % {"name": row.badge.name if row.badge else ""}
    return row.thing


def time_said(hours: int) -> str:
    """Say a stretch of time in days, or in hours where it is no whole days."""
    if hours % DAY_HOURS:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = hours // DAY_HOURS
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def promises_said(terms: CampaignTerms) -> list[str]:
    """Say to who invites what friends bring, and what friends get; milestones and badges are fetched before."""
    return [promise_said(step) for step in terms.milestones.all()]


def promise_said(step: Milestone) -> str:
    """Say what one milestone brings, and how many there are of it."""
    words = {"number": step.at, "reward": reward_said(step)}
    friends = ngettext(
        "For %(number)s friend who counts you get: %(reward)s.",
        "For %(number)s friends who count you get: %(reward)s.",
        step.at,
    )
    said = _("A friend who counts gets: %(reward)s.") if step.side == Side.FRIEND else friends
    if not step.stock:
        return said % words
    left = ngettext("There is %(number)s of it.", "There are %(number)s of it.", step.stock) % {"number": step.stock}
    return f"{said % words} {left}"


def rules_said(terms: CampaignTerms) -> list[str]:
    """Say to who invites when a friend counts, and what becomes of it."""
    return [*counting_said(terms), *staying_said(terms), *fairness_said(terms)]


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


def staying_said(terms: CampaignTerms) -> Iterator[str]:
    """Say what becomes of what was given."""
    if terms.back_days:
        words = {"time": time_said(terms.back_days * DAY_HOURS)}
        yield _("Who leaves within %(time)s after that counts no more, and what it brought is taken back.") % words
    if terms.by_hand:
        yield _("Hosts look at each reward before it is given.")
    yield _("Rewards are given in the order in which they are earned, as long as there are some.")


def fairness_said(_terms: CampaignTerms) -> Iterator[str]:
    """Say whose friend somebody is, and who sees it."""
    yield _("A friend is of whom they opened the link first. Into which group they come makes no difference.")
    yield _("Only friends whom you bring yourself count, not those whom they bring.")
    yield _("Nobody is their own friend: your own browser does not count, and of each other browser one person.")
    yield _("Whoever takes part sees the first names of the others, and how many friends of theirs count.")


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
