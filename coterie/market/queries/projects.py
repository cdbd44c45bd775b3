"""Projects and pledges for screens; a pledge is an order for a project, and nothing is kept of it twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import public_communities
from coterie.kit.actor import Actor
from coterie.market.enums import OrderState, PaymentState, PledgeState, ProjectState
from coterie.market.models import Order, OrderLine, Payment, Project
from coterie.members.queries.members import member_of

OPEN = (OrderState.PAID, OrderState.PARTIALLY_REFUNDED)
"""States of orders whose money is here."""


def pledged(project: Project) -> int:
    """Return what stands pledged and paid, in minor units."""
    return total(OrderLine.objects.filter(variant__offer=project.offer_id, order__state__in=OPEN))


def promised(project: Project, now: datetime) -> int:
    """Return what is pledged and can still be paid."""
    waiting = Q(order__state=OrderState.PENDING, order__due_at__gt=now)
    return total(OrderLine.objects.filter(waiting, variant__offer=project.offer_id))


def total(lines: QuerySet[OrderLine]) -> int:
    """Return what some lines bring, less what was given back of them."""
    return int(lines.aggregate(n=Sum(F("amount") - F("refunded"), default=0))["n"])


def with_sums(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Give projects what is pledged for them (`raised`), and by how many (`backers`)."""
    lines = OrderLine.objects.filter(variant__offer=OuterRef("offer"), order__state__in=OPEN)
    per = lines.order_by().values("variant__offer")
    sums = per.annotate(n=Sum(F("amount") - F("refunded"))).values("n")
    heads = per.annotate(n=Count("order__customer", distinct=True)).values("n")
    return rows.annotate(raised=Coalesce(Subquery(sums), 0), backers=Coalesce(Subquery(heads), 0))


def projects_run_by(actor: Actor, community: int, state: str = "") -> QuerySet[Project]:
    """The projects of a community for its staff, the latest first."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Project.objects.filter(offer__community=community).select_related("offer__community")
    rows = rows.filter(state=state) if state in ProjectState.values else rows
    return with_sums(rows).order_by("-offer__created_at", "-pk")


def public_projects(community: int | None = None) -> QuerySet[Project]:
    """Projects with a page for everybody: they run, or ran; the latest first."""
    rows = Project.objects.filter(offer__community__in=public_communities().order_by())
    rows = rows.exclude(offer__opened_at=None).select_related("offer__community")
    rows = rows if community is None else rows.filter(offer__community=community)
    return with_sums(rows).order_by("-offer__opened_at", "-pk")


def projects_ending(community: int, now: datetime) -> int:
    """Return how many projects end within a week."""
    rows = Project.objects.filter(offer__community=community, state=ProjectState.RUNNING)
    return rows.filter(ends_at__lte=now + timedelta(days=7)).count()


@dataclass(frozen=True, slots=True)
class Rules:
    """What a page says of a project's time."""

    days_left: int
    hours_left: int
    share: float
    can_pledge: bool
    is_fixing: bool
    """The end is past, and pledges that wait for their money can still be paid."""


def rules_of(row: Project, now: datetime) -> Rules:
    """Return how far a project is, and how long it takes pledges."""
    raised: int = getattr(row, "raised", 0)
    left, running = row.ends_at - now, row.state == ProjectState.RUNNING
    hours = max(0, int(left.total_seconds() // 3600))
    over = now >= row.ends_at
    return Rules(hours // 24, hours, raised / row.goal, running and not over, running and over)


def pledges(rows: QuerySet[Order]) -> QuerySet[Order]:
    """Orders for projects, with what a screen shows of them; the latest first."""
    failed = Payment.objects.filter(order=OuterRef("pk")).order_by("-pk")
    rows = rows.filter(lines__variant__offer__project__isnull=False).annotate(
        last_payment=Subquery(failed.values("state")[:1]), payment_key=Subquery(failed.values("key")[:1])
    )
    related = rows.select_related("member", "community").prefetch_related("lines__variant__offer__project")
    return related.order_by("-placed_at", "-id")


def pledges_to(actor: Actor, project: Project, state: str = "") -> QuerySet[Order]:
    """The pledges to a project for its staff, the latest first."""
    require(actor, Permission.SEE_REVIEW, project.offer.community_id)
    return narrowed(pledges(Order.objects.filter(lines__variant__offer=project.offer_id)), state)


def pledges_of(actor: Actor, community: int) -> QuerySet[Order]:
    """The actor's own pledges, the latest first."""
    member = member_of(actor, community)
    return pledges(Order.objects.filter(member=member) if member else Order.objects.none())


STATES: dict[str, Q] = {
    PledgeState.HELD: Q(state=OrderState.PENDING) & ~Q(last_payment=PaymentState.FAILED),
    PledgeState.FAILED: Q(state=OrderState.PENDING, last_payment=PaymentState.FAILED),
    PledgeState.PAID: Q(state__in=OPEN),
    PledgeState.REFUNDED: Q(state=OrderState.REFUNDED),
    PledgeState.CANCELLED: Q(state=OrderState.CANCELLED),
}


def narrowed(rows: QuerySet[Order], state: str) -> QuerySet[Order]:
    """Narrow pledges to one state."""
    return rows.filter(STATES[state]) if state in STATES else rows


def pledge_state(row: Order) -> PledgeState:
    """Return where a pledge stands."""
    if row.state == OrderState.PENDING:
        failed = getattr(row, "last_payment", "") == PaymentState.FAILED
        return PledgeState.FAILED if failed else PledgeState.HELD
    return PledgeState.PAID if row.state in OPEN else PledgeState(row.state)


def backers_of(project: Project) -> set[int]:
    """Return the members whose pledges are paid, or wait for their money."""
    orders = Order.objects.filter(lines__variant__offer=project.offer_id, state__in=(*OPEN, OrderState.PENDING))
    return set(orders.exclude(member=None).values_list("member", flat=True))
