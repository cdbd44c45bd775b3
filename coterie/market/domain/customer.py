"""Making customers known."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name
from coterie.kit.ids import new_keys
from coterie.market.models import Customer


@transaction.atomic
def enter_customers(*, community: int, numbers: Collection[str], actor: Actor, now: datetime) -> dict[str, Customer]:  # noqa: ARG001 - customers have no date of their own
    """Return the customers with these numbers, entering those that are new."""
    require(actor, Permission.IMPORT, community)
    return customers_called(community, numbers)


def customers_called(community: int, numbers: Collection[str]) -> dict[str, Customer]:
    """Return the customers with these numbers, entering those that are new."""
    lock_name(f"customers:{community}")
    customers = {row.number: row for row in Customer.objects.filter(community=community, number__in=numbers)}
    fresh = [number for number in dict.fromkeys(numbers) if number not in customers]
    keys = zip(new_keys(len(fresh)), fresh, strict=True)
    rows = Customer.objects.bulk_create([Customer(key=key, community_id=community, number=each) for key, each in keys])
    return customers | {row.number: row for row in rows}


def member_as_customer(community: int, member: int, key: str) -> Customer:
    """Return a member as a customer of the community's own shop."""
    number = f"member:{key}"
    row = Customer.objects.filter(community=community, number=number).first()
    row = row or customers_called(community, {number})[number]
    if row.member_id != member:
        row.member_id = member
        row.save(update_fields=["member"])
    return row


@transaction.atomic
def know_customer(*, community: int, number: str, member: int, actor: Actor, now: datetime) -> Customer:
    """Keep that a customer is a member of the community; orders from now on count as the member's."""
    row = enter_customers(community=community, numbers={number}, actor=actor, now=now)[number]
    if row.member_id != member:
        row.member_id = member
        row.save(update_fields=["member"])
    return row
