"""Making customers known."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.models import Customer


@transaction.atomic
def enter_customers(*, community: int, numbers: Collection[str], actor: Actor, now: datetime) -> dict[str, Customer]:  # noqa: ARG001 - customers have no date of their own
    """Return the customers with these numbers, entering those that are new."""
    require(actor, Permission.IMPORT, community)
    rows = Customer.objects.filter(community=community, number__in=numbers)
    known = {row.number: row for row in rows}
    fresh = [Customer(community_id=community, number=number) for number in numbers if number not in known]
    Customer.objects.bulk_create(fresh, ignore_conflicts=True)
    return {row.number: row for row in rows.all()} if fresh else known
