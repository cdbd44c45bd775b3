"""How projects end: won or lost by the rule that the page states, and then every unit goes where it belongs."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict
from coterie.kit.json import Json
from coterie.market.domain.buying import cancelled
from coterie.market.domain.escrow import won_key
from coterie.market.domain.project import facts_of, own_project
from coterie.market.domain.refund import refund_order
from coterie.market.enums import OfferState, OrderState, ProjectKind, ProjectState, RefundState
from coterie.market.events import ProjectCancelled, ProjectLost, ProjectSettled, ProjectWon, StretchReached
from coterie.market.models import Order, Project, Refund
from coterie.market.queries.books import escrow, money_of, revenue
from coterie.market.queries.projects import OPEN, pledged, promised
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry
from coterie.platform.ledger.reading import balance_of

TOLD = {
    ProjectState.WON: ProjectWon, ProjectState.LOST: ProjectLost, ProjectState.CANCELLED: ProjectCancelled,
}  # fmt: skip
GIVES_BACK = (ProjectState.LOST, ProjectState.CANCELLED)
WAITING = (*OPEN, OrderState.PENDING)


def decide_due(*, actor: Actor, now: datetime) -> int:
    """Decide every project whose time is over, and note what was reached; return how many were looked at."""
    running = Project.objects.filter(state=ProjectState.RUNNING).order_by("ends_at", "pk")
    rows = list(running.values_list("pk", flat=True))
    for project in rows:
        decide(project=project, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def decide(*, project: int, actor: Actor, now: datetime) -> Project:
    """Decide one project, if it is time; again changes nothing."""
    row = locked(Project.objects.select_related("offer__community").filter(pk=project))
    if row.state != ProjectState.RUNNING:
        return row
    paid = pledged(row)
    note_stretches(row, paid, actor, now)
    if verdict := verdict_of(row, paid, now):
        ended(row, verdict, actor, now)
    return row


def note_stretches(row: Project, paid: int, actor: Actor, now: datetime) -> None:
    """Note what more is reached; once, even if somebody gets their money back later."""
    for one in row.stretches.filter(reached_at=None, amount__lte=paid):
        one.reached_at = now
        one.save(update_fields=["reached_at"])
        publish(StretchReached(at=now, data={"amount": one.amount}, **facts_of(row, actor)))


def verdict_of(row: Project, paid: int, now: datetime) -> ProjectState | None:
    """Return how a project ends; None while it goes on.

    After the end it waits `fix_days` for pledges that are not paid, if with them the goal would be reached.
    """
    if now < row.ends_at:
        return ProjectState.WON if row.ends_when_reached and paid >= row.goal else None
    if paid >= row.goal or row.kind == ProjectKind.KEEP_IT_ALL:
        return ProjectState.WON
    may_come = paid + promised(row, now) >= row.goal
    return None if may_come and now < row.ends_at + timedelta(days=row.fix_days) else ProjectState.LOST


@transaction.atomic
def cancel_project(*, project: int, actor: Actor, now: datetime) -> Project:
    """Call a project off; everybody gets their money back. Raises Conflict for one that ended."""
    row = own_project(project, actor)
    if row.state == ProjectState.CANCELLED:
        return row
    if row.state not in (ProjectState.DRAFT, ProjectState.RUNNING):
        raise Conflict(_("This project is over."))
    ended(row, ProjectState.CANCELLED, actor, now)
    return row


def ended(row: Project, state: ProjectState, actor: Actor, now: datetime) -> None:
    """End a project that is locked; won money is revenue from here on."""
    data: dict[str, Json] = {"pledged": pledged(row), "goal": row.goal, "currency": row.offer.community.currency}
    row.state, row.decided_at, row.offer.state = state, now, OfferState.DRAFT
    row.save(update_fields=["state", "decided_at"])
    row.offer.save(update_fields=["state"])
    publish(TOLD[state](at=now, data=data, **facts_of(row, actor)))
    if state == ProjectState.WON:
        win(row, now)
        settle(row, actor, now)


def win(row: Project, now: datetime) -> None:
    """Book what stands in escrow as revenue."""
    book = money_of(row.offer.community_id, row.offer.community.currency)
    if held := -balance_of(book, escrow(row.pk)):
        moves = {escrow(row.pk): held, revenue(row.offer_id): -held}
        book_entry(key=won_key(row), kind="won", book=book, moves=moves, at=now, subject=row.offer_id)


def settle(row: Project, actor: Actor, now: datetime) -> None:
    """Note that all money of a project is where it belongs."""
    row.settled_at = now
    row.save(update_fields=["settled_at"])
    publish(ProjectSettled(at=now, **facts_of(row, actor)))


def give_back_due(*, actor: Actor, now: datetime) -> int:
    """Give back what was pledged for projects that came to nothing; return how many are settled.

    Each pledge is given back in a transaction of its own: whoever dies in between goes on where it stopped.
    """
    rows = Project.objects.filter(state__in=GIVES_BACK, settled_at=None).order_by("decided_at", "pk")
    return sum(give_all_back(project=row.pk, offer=row.offer_id, actor=actor, now=now) for row in list(rows))


def give_all_back(*, project: int, offer: int, actor: Actor, now: datetime) -> bool:
    """Give back everything of one project; tell whether nothing is left."""
    reason = str(_("The project did not come about."))
    for order in open_pledges(offer):
        give_order_back(order=order, why="project", reason=reason, actor=actor, now=now)
    return settle_if_empty(project=project, actor=actor, now=now)


def open_pledges(offer: int) -> list[int]:
    """Return the orders of a project that are paid or wait for their money, the first first."""
    rows = Order.objects.filter(lines__variant__offer=offer, state__in=WAITING)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


@transaction.atomic
def give_order_back(*, order: int, why: str, reason: str, actor: Actor, now: datetime) -> None:
    """Give one order back, or give it up where nothing was paid; once, whoever asks again."""
    row = locked(Order.objects.filter(pk=order))
    if row.state == OrderState.PENDING:
        cancelled(row, why, actor, now)
    elif row.state in OPEN:
        refund_order(order=order, reason=reason, actor=actor, now=now)


def is_on_its_way(orders: QuerySet[Order]) -> bool:
    """Tell whether money of some orders was asked back and is not back."""
    backs = Refund.objects.filter(payment__order__in=orders.values("pk"))
    return backs.exclude(state=RefundState.DONE).exists()


@transaction.atomic
def settle_if_empty(*, project: int, actor: Actor, now: datetime) -> bool:
    """Settle a project of which nothing is left to give back."""
    row = locked(Project.objects.select_related("offer").filter(pk=project))
    pledges = Order.objects.filter(lines__variant__offer=row.offer_id)
    if row.settled_at or open_pledges(row.offer_id) or is_on_its_way(pledges):
        return False
    settle(row, actor, now)
    return True
