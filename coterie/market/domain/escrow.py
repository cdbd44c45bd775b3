"""Money of projects and teams that nobody can call their own yet.

The row of a project or team is locked by whoever moves its money: a payment, a refund, the decision. Locks are taken in
one order: order, variants, project or team.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from coterie.kit.db.rows import lock
from coterie.kit.ids import new_key
from coterie.market.enums import ProjectKind, ProjectState, TeamState
from coterie.market.models import Order, Project, Team
from coterie.market.queries.books import escrow, revenue, team_money
from coterie.platform.ledger.posting import Purse, reverse_entry
from coterie.platform.ledger.reading import entry_called, purses_of


def held_projects(offers: Collection[int]) -> dict[int, Project]:
    """Lock the projects among some offers; return them by their offers."""
    return {row.offer_id: row for row in lock(Project.objects.filter(offer__in=offers).order_by("pk"))}


def purses_for(order: Order, offers: Collection[int]) -> dict[int, Purse]:
    """Return where the money for each offer goes: revenue, or what is kept apart until something comes about."""
    if order.team_id is not None:
        return dict.fromkeys(offers, team_money(order.team_id))
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
    if team := next((owner for kind, owner in used if kind == "team"), None):
        return dict.fromkeys(offers, team_money(team))
    return {
        offer: escrow(projects[offer].pk)
        if offer in projects and ("escrow", projects[offer].pk) in used
        else revenue(offer)
        for offer in offers
    }


def won_key(project: Project) -> str:
    """Return the business key of the entry by which a project's money becomes revenue."""
    return f"won:{project.pk}"


def together_key(team: Team) -> str:
    """Return the business key of the entry by which a team's money becomes revenue."""
    return f"together:{team.pk}"


def bring_back_to_escrow(share: Mapping[Purse, int], now: datetime) -> None:
    """Take out of revenue what is given back of what came about: it goes back the way it came."""
    for purse, amount in share.items():
        became = became_revenue(purse) if amount else None
        if became:
            entry, kind, offer = became
            parts, key = {purse: amount, revenue(offer): amount}, f"{kind}:{new_key()}"
            reverse_entry(entry=entry_called(entry), key=key, kind=kind.replace("-", "_"), at=now, share=parts)


def became_revenue(purse: Purse) -> tuple[str, str, int] | None:
    """Return by which entry what was kept apart became revenue, how taking it back is called, and of which offer."""
    if purse.kind == "escrow":
        project = Project.objects.filter(pk=purse.owner, state=ProjectState.WON).first()
        return (won_key(project), "won-back", project.offer_id) if project else None
    if purse.kind == "team":
        team = lock(Team.objects.filter(pk=purse.owner).select_related("variant")).first()
        done = team is not None and team.state == TeamState.COMPLETE
        return (together_key(team), "together-back", team.variant.offer_id) if team and done else None
    return None


def wait_for_money(order: int) -> None:
    """Let a pledge whose payment failed be paid until the days for that are over."""
    project = Project.objects.filter(offer__variants__lines__order=order).first()
    if project and project.state == ProjectState.RUNNING:
        until = project.ends_at + timedelta(days=project.fix_days)
        Order.objects.filter(pk=order, state="pending", due_at__lt=until).update(due_at=until)
