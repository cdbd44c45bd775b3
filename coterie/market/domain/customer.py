"""Making customers known."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.ids import new_keys
from coterie.market.models import Customer


@transaction.atomic
def enter_customers(*, community: int, numbers: Collection[str], actor: Actor, now: datetime) -> dict[str, Customer]:  # noqa: ARG001 - customers have no date of their own
    """Return the customers with these numbers, entering those that are new."""
    require(actor, Permission.IMPORT, community)
    return customers_called(community, numbers)


def customers_called(community: int, numbers: Collection[str], member: int | None = None) -> dict[str, Customer]:
    """Return the customers with these numbers, entering those that are new, as a member where it is one.

    Who enters the same number at the same moment finds it entered. Numbers are entered in one order, so that nobody
    waits in a circle.
    """
    rows = Customer.objects.filter(community=community, number__in=numbers)
    known = {row.number: row for row in rows}
    fresh = sorted(set(numbers) - set(known))
    if not fresh:
        return known
    keys = zip(new_keys(len(fresh)), fresh, strict=True)
    made = [Customer(key=key, community_id=community, number=each, member_id=member) for key, each in keys]
    Customer.objects.bulk_create(made, ignore_conflicts=True)
    return {row.number: row for row in rows.all()}


def member_as_customer(community: int, member: int, key: str) -> Customer:
    """Return a member as a customer of the community's own shop."""
    number = f"member:{key}"
    return known_as(customers_called(community, {number}, member)[number], member)


@transaction.atomic
def know_customer(*, community: int, number: str, member: int, actor: Actor, now: datetime) -> Customer:
    """Keep that a customer is a member of the community; orders from now on count as the member's."""
    return known_as(enter_customers(community=community, numbers={number}, actor=actor, now=now)[number], member)


def known_as(row: Customer, member: int) -> Customer:
    """Keep who a customer is."""
    if row.member_id != member:
        row.member_id = member
        row.save(update_fields=["member"])
    return row
