"""What waits for an operator: each with its number, and the page where it is done."""

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.communities.queries.communities import rules_in_force
from coterie.communities.rules import missing_answers
from coterie.growth.queries.holds import friends_waiting
from coterie.growth.queries.overview import rewards_waiting
from coterie.growth.queries.team_hint import too_hard_in
from coterie.joining.enums import BaitState, HostTaskKind
from coterie.joining.queries.applications import applicants_waiting
from coterie.joining.queries.baits import worries
from coterie.joining.queries.crowding import crowded_codes, people_waiting
from coterie.joining.queries.host_tasks import OpenTask, tasks_today
from coterie.kit.actor import Actor
from coterie.market.queries.courses import questions_waiting
from coterie.market.queries.orders_run import REFUND_FAILED, payments_to_confirm, refunds_that_failed
from coterie.market.queries.plans import plans_ending
from coterie.market.queries.projects import projects_ending
from coterie.partners.queries.bounties import works_waiting
from coterie.partners.queries.partners import applications_waiting
from coterie.platform.events.parking import parked_in
from coterie.rewards.queries.shop import purchases_waiting
from coterie.rituals.queries.columns import declining_in
from coterie.rituals.queries.pieces import pieces_to_review
from coterie.rituals.queries.rituals import times_without_host
from coterie.web.console.newcomers import waiting_newcomers

DUTY_AHEAD = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do."""

    lead: str
    text: str
    note: str
    url: str
    action: str
    tone: str = "red"


def waiting_for(actor: Actor, community: Community, groups: Sized, now: datetime) -> tuple[Waiting, ...]:
    """Return what waits, the most pressing first; `groups` are those of the community that are not archived."""
    found = [*foundations(community, groups), *at_the_door(community, now), *baits(community, now)]
    found += [*unanswered_newcomers(actor, community, now), *unheld(community, now)]
    found += [
        *unlooked(actor, community),
        *declining(community, now),
        *bought(actor, community),
        *earned(actor, community),
        *suspicious(actor, community),
        *too_hard(actor, community, now),
        *applying(actor, community),
    ]
    found += plans_that_end(actor, community, now)
    found += asked_at_lectures(actor, community)
    found += ending_projects(community, now)
    found += unconfirmed(actor, community)
    if may(actor, Permission.SEE_MACHINERY, community.pk):
        found += stuck(community)
    return tuple(sorted(found, key=lambda one: one.tone != "red"))


def foundations(community: Community, groups: Sized) -> Iterator[Waiting]:
    """What a community needs before anybody comes."""
    here = [community.slug]
    if community.opened_at is None:
        yield closed_doors(community)
    if not groups:
        yield Waiting(
            "0", _("No group yet"), _("people need a room"), reverse("console:new_group", args=here), _("make")
        )
    if rules_in_force(community.pk) is None:
        yield Waiting("0", _("No rules yet"), _("joiners accept them"), reverse("console:rules", args=here), _("write"))


def closed_doors(community: Community) -> Waiting:
    """What keeps a community closed: answers that are missing, or nothing any more."""
    left = len(missing_answers(community.canvas))
    if not left:
        way = reverse("console:first_steps", args=[community.slug])
        return Waiting("1", _("The doors are closed"), _("the canvas is answered"), way, _("open"))
    text = ngettext("%(n)s part of the canvas is open", "%(n)s parts of the canvas are open", left) % {"n": left}
    way = reverse("console:position", args=[community.slug])
    return Waiting(str(left), text, _("nobody can join yet"), way, _("answer"))


def at_the_door(community: Community, now: datetime) -> Iterator[Waiting]:
    """Who waits for a decision, who has no seat, and which code is about to have none."""
    asking = applicants_waiting(community.pk)
    if asking:
        text = ngettext("%(n)s person asks to be let in", "%(n)s people ask to be let in", asking) % {"n": asking}
        url = reverse("console:applications", args=[community.slug])
        yield Waiting(str(asking), text, _("they wait for one of you"), url, _("decide"))
    tasks = tasks_today(community.pk)
    yield from asked_of_hosts(community, tasks)
    full = {task.slug for task in tasks if task.kind == HostTaskKind.NO_ROOM}
    for code in crowded_codes(community.pk, now=now):
        if code.slug in full:
            continue
        url = reverse("console:code", args=[community.slug, code.slug])
        note = _("%(share)s %% of its seats are taken") % {"share": round(code.share * 100)}
        yield Waiting(f"{round(code.share * 100)}", code.title, note, url, _("add seats"), "amber")


def baits(community: Community, now: datetime) -> Iterator[Waiting]:
    """Baits that are out or end soon, though doors promise them."""
    said = {BaitState.OUT: _("nobody gets it any more"), BaitState.EXPIRED: _("its time is over")}
    for one in worries(community.pk, now=now):
        few = _("%(n)s left") % {"n": one.left} if one.left is not None else _("ends within two days")
        note = said.get(BaitState(one.state), few)
        url = reverse("console:bait", args=[community.slug, one.key])
        tone = "red" if one.state in said else "amber"
        yield Waiting(str(one.left or 0), one.title, note, url, _("look after it"), tone)


def asked_of_hosts(community: Community, tasks: Iterable[OpenTask]) -> Iterator[Waiting]:
    """Who found no seat, and which picture is about to end."""
    waiting = people_waiting(community.pk)
    if waiting:
        text = ngettext("%(n)s person found no seat", "%(n)s people found no seat", waiting) % {"n": waiting}
        door = reverse("console:draw_in", args=[community.slug])
        yield Waiting(str(waiting), text, _("they stand in the waiting line"), door, _("add seats"))
    for task in tasks:
        kind = HostTaskKind(task.kind)
        if kind == HostTaskKind.NO_ROOM:
            url = reverse("console:code", args=[community.slug, task.slug])
            yield Waiting("0", task.title, str(kind.label), url, _("add seats"))
        else:
            url = reverse("console:slot", args=[community.slug, task.slug, task.number])
            hours, tone = ("24", "red") if kind == HostTaskKind.PICTURE_24 else ("48", "amber")
            yield Waiting(f"{hours} h", task.title, str(kind.label), url, _("replace"), tone)


def unanswered_newcomers(actor: Actor, community: Community, now: datetime) -> Iterator[Waiting]:
    """Newcomers who spoke and were not answered."""
    waiting = len({message.member_id for message in waiting_newcomers(actor, community.pk, now)})
    if waiting:
        text = ngettext("%(n)s newcomer waits for an answer", "%(n)s newcomers wait for an answer", waiting)
        url = reverse("console:newcomers", args=[community.slug])
        yield Waiting(str(waiting), text % {"n": waiting}, _("the first days decide"), url, _("answer"))


def unheld(community: Community, now: datetime) -> Iterator[Waiting]:
    """Times of the coming days that nobody holds."""
    number = times_without_host(community.pk, now, now + DUTY_AHEAD)
    if number:
        text = ngettext("%(n)s time has nobody who holds it", "%(n)s times have nobody who holds them", number)
        url = reverse("console:calendar", args=[community.slug])
        yield Waiting(str(number), text % {"n": number}, _("within three days"), url, _("find somebody"), "amber")


def unlooked(actor: Actor, community: Community) -> Iterator[Waiting]:
    """Pieces that somebody else wrote, and that this operator can let out."""
    number = pieces_to_review(actor, community.pk)
    if number:
        text = ngettext("%(n)s piece waits for review", "%(n)s pieces wait for review", number) % {"n": number}
        url = reverse("console:content", args=[community.slug])
        yield Waiting(str(number), text, _("nothing goes out that one alone has seen"), url, _("read"))


def declining(community: Community, now: datetime) -> Iterator[Waiting]:
    """Columns that fewer and fewer people see."""
    for one in declining_in(community.pk, now):
        url = reverse("console:column", args=[community.slug, one.key])
        lead = f"−{abs(one.trend.change) * 100:.0f} %"
        yield Waiting(lead, one.name, _("fewer and fewer people see this column"), url, _("look into it"), "amber")


def bought(actor: Actor, community: Community) -> Iterator[Waiting]:
    """What members had for their points, and nobody has handed over."""
    number = purchases_waiting(community.pk) if may(actor, Permission.EDIT_REWARDS, community.pk) else 0
    if number:
        text = ngettext("%(n)s prize waits to be handed over", "%(n)s prizes wait to be handed over", number)
        url = f"{reverse('console:purchases', args=[community.slug])}?state=asked"
        yield Waiting(str(number), text % {"n": number}, _("paid with points"), url, _("hand over"), "amber")


def earned(actor: Actor, community: Community) -> Iterator[Waiting]:
    """What members earned by bringing friends, and nobody has decided on or handed over."""
    number = rewards_waiting(community.pk) if may(actor, Permission.EDIT_CAMPAIGNS, community.pk) else 0
    if number:
        text = ngettext("%(n)s reward waits for you", "%(n)s rewards wait for you", number) % {"n": number}
        url = reverse("console:rewards_earned", args=[community.slug])
        yield Waiting(str(number), text, _("earned by bringing friends"), url, _("decide"), "amber")


def plans_that_end(actor: Actor, community: Community, now: datetime) -> Iterator[Waiting]:
    """Plans whose time is over this week, unless their members pay."""
    number = plans_ending(community.pk, now) if may(actor, Permission.SEE_REVIEW, community.pk) else 0
    if number:
        text = ngettext("%(n)s plan ends this week", "%(n)s plans end this week", number) % {"n": number}
        url = f"{reverse('console:plans', args=[community.slug])}?state=soon"
        yield Waiting(str(number), text, _("unless their members pay"), url, _("look"), "amber")


def asked_at_lectures(actor: Actor, community: Community) -> Iterator[Waiting]:
    """What buyers of courses asked, and nobody has answered."""
    number = questions_waiting(community.pk) if may(actor, Permission.EDIT_OFFERS, community.pk) else 0
    if number:
        text = ngettext("%(n)s question waits for the teacher", "%(n)s questions wait for the teacher", number)
        url = f"{reverse('console:course_questions', args=[community.slug])}?state=waiting"
        yield Waiting(str(number), text % {"n": number}, _("asked at a lecture"), url, _("answer"), "amber")


def ending_projects(community: Community, now: datetime) -> Iterator[Waiting]:
    """Projects of which this week decides."""
    if number := projects_ending(community.pk, now):
        text = ngettext("%(n)s project ends this week", "%(n)s projects end this week", number) % {"n": number}
        url = f"{reverse('console:projects', args=[community.slug])}?state=running"
        yield Waiting(str(number), text, _("tell once more what it is for"), url, _("look"), "amber")


def unconfirmed(actor: Actor, community: Community) -> Iterator[Waiting]:
    """Orders whose buyers say that they pay by hand, until somebody has seen the money."""
    number = payments_to_confirm(community.pk) if may(actor, Permission.EDIT_OFFERS, community.pk) else 0
    if number:
        text = ngettext("%(n)s payment to confirm", "%(n)s payments to confirm", number) % {"n": number}
        url = f"{reverse('console:earn', args=[community.slug])}?state=pending"
        yield Waiting(str(number), text, _("somebody pays by transfer"), url, _("confirm"))
    lost = refunds_that_failed(community.pk) if may(actor, Permission.EDIT_OFFERS, community.pk) else 0
    if lost:
        text = ngettext("%(n)s refund did not go through", "%(n)s refunds did not go through", lost) % {"n": lost}
        url = f"{reverse('console:earn', args=[community.slug])}?state={REFUND_FAILED}"
        yield Waiting(str(lost), text, _("the provider refused: give it back by hand"), url, _("look"), "amber")


def stuck(community: Community) -> Iterator[Waiting]:
    """Events that a part of the program could not take."""
    parked = parked_in(community.pk)
    if parked:
        text = ngettext("%(n)s event is parked", "%(n)s events are parked", parked) % {"n": parked}
        url = reverse("console:maintain", args=[community.slug])
        yield Waiting(str(parked), text, _("something failed more than once"), url, _("look"), "amber")


def suspicious(actor: Actor, community: Community) -> Iterator[Waiting]:
    """Friends who look as if nobody new had come, and whose inviters wait for a word."""
    number = friends_waiting(community.pk) if may(actor, Permission.EDIT_CAMPAIGNS, community.pk) else 0
    if number:
        text = ngettext("%(n)s friend is held", "%(n)s friends are held", number) % {"n": number}
        url = reverse("console:holds", args=[community.slug])
        yield Waiting(str(number), text, _("what they bring waits for your word"), url, _("decide"), "amber")


def too_hard(actor: Actor, community: Community, now: datetime) -> Iterator[Waiting]:
    """Campaigns in which most teams miss their time."""
    for one in too_hard_in(community.pk, now) if may(actor, Permission.EDIT_CAMPAIGNS, community.pk) else ():
        lead, words = f"{one.share * 100:.0f} %", {"missed": one.missed, "ended": one.ended}
        note = _("%(missed)s of %(ended)s teams missed their time: give more of it, or ask for fewer people")
        url = reverse("console:campaign_facts", args=[community.slug, one.key])
        yield Waiting(lead, one.name, note % words, url, _("change"), "amber")


def applying(actor: Actor, community: Community) -> Iterator[Waiting]:
    """Members who would like to be partners, and work that partners handed in."""
    if not may(actor, Permission.EDIT_PARTNERS, community.pk):
        return
    if number := applications_waiting(community.pk):
        text = ngettext("%(n)s member would like to be a partner", "%(n)s members would like to be partners", number)
        url = f"{reverse('console:partners', args=[community.slug])}?state=applied"
        yield Waiting(str(number), text % {"n": number}, _("they wait for one of you"), url, _("decide"), "amber")
    if number := works_waiting(community.pk):
        text = ngettext("%(n)s piece of partners’ work waits", "%(n)s pieces of partners’ work wait", number)
        url = reverse("console:bounties", args=[community.slug])
        yield Waiting(str(number), text % {"n": number}, _("accept it, or send it back with a word"), url, _("look"))
