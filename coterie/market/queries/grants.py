"""Who may enter what."""

from datetime import datetime

from django.db.models import Q, QuerySet

from coterie.kit.actor import Actor
from coterie.market.enums import BenefitKind
from coterie.market.models import Grant
from coterie.members.queries.members import member_of


def has_access(*, member: int, kind: str, target: int, now: datetime) -> bool:
    """Tell whether a member may enter something: any grant is enough."""
    return lasting(now).filter(member=member, kind=kind, target=target).exists()


def lasting(now: datetime) -> QuerySet[Grant]:
    """The grants that last at a moment."""
    return Grant.objects.filter(Q(until=None) | Q(until__gt=now), ended_at=None)


def offer_held(account: int | None, offer: int, now: datetime) -> int | None:
    """Return the grant by which a person holds an offer: bought or given to them, paid, and not all given back."""
    if account is None:
        return None
    rows = lasting(now).filter(kind=BenefitKind.OFFER, target=offer, member__account=account)
    return rows.order_by("pk").values_list("pk", flat=True).first()


def grants_of(actor: Actor, community: int) -> QuerySet[Grant]:
    """What the actor may enter or could, and why; the latest first."""
    member = member_of(actor, community)
    rows = Grant.objects.filter(member=member) if member else Grant.objects.none()
    return rows.order_by("-since", "-id")
