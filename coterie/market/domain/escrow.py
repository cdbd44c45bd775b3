"""Money of projects that nobody can call their own yet.

A project's row is locked by whoever moves its money: a payment, a refund, the decision. Locks are taken in one order:
order, variants, project.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from coterie.kit.db.rows import lock
from coterie.kit.ids import new_key
from coterie.market.enums import ProjectKind, ProjectState
from coterie.market.models import Order, Project
from coterie.market.queries.books import escrow, revenue
from coterie.platform.ledger.posting import Purse, reverse_entry
from coterie.platform.ledger.reading import entry_called, purses_of


def held_projects(offers: Collection[int]) -> dict[int, Project]:
    """Lock the projects among some offers; return them by their offers."""
    return {row.offer_id: row for row in lock(Project.objects.filter(offer__in=offers).order_by("pk"))}


def purses_for(offers: Collection[int]) -> dict[int, Purse]:
    """Return where the money for each offer goes: revenue, or the escrow of a project that is not won."""
    projects = held_projects(offers)
    return {offer: purse_for(offer, projects.get(offer)) for offer in offers}


def purse_for(offer: int, project: Project | None) -> Purse:
    """Return where the money for one offer goes."""
    if project is None or project.kind == ProjectKind.KEEP_IT_ALL or project.state == ProjectState.WON:
        return revenue(offer)
    return escrow(project.pk)


def purses_of_sale(entry: int, offers: Collection[int]) -> dict[int, Purse]:
    """Return where the money for each offer went by an entry."""
    used, projects = purses_of(entry), held_projects(offers)
    return {
        offer: escrow(projects[offer].pk)
        if offer in projects and ("escrow", projects[offer].pk) in used
        else revenue(offer)
        for offer in offers
    }


def won_key(project: Project) -> str:
    """Return the business key of the entry by which a project's money becomes revenue."""
    return f"won:{project.pk}"


def bring_back_to_escrow(share: Mapping[Purse, int], now: datetime) -> None:
    """Take out of revenue what is given back of projects that are won: it goes back the way it came."""
    for purse, amount in share.items():
        project = Project.objects.filter(pk=purse.owner).first() if purse.kind == "escrow" else None
        if project and amount and project.state == ProjectState.WON:
            parts = {purse: amount, revenue(project.offer_id): amount}
            key = f"won-back:{new_key()}"
            reverse_entry(entry=entry_called(won_key(project)), key=key, kind="won_back", at=now, share=parts)


def wait_for_money(order: int) -> None:
    """Let a pledge whose payment failed be paid until the days for that are over."""
    project = Project.objects.filter(offer__variants__lines__order=order).first()
    if project and project.state == ProjectState.RUNNING:
        until = project.ends_at + timedelta(days=project.fix_days)
        Order.objects.filter(pk=order, state="pending", due_at__lt=until).update(due_at=until)
