"""What customers are worth."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.market.queries.customer_members import customer_members
from coterie.market.queries.orders import customer_keys
from coterie.members.domain.value_tag import Moved, tag_by_value
from coterie.review.enums import Segment
from coterie.review.queries.value import Worth, worth_in
from coterie.review.queries.value_json import rows_json
from coterie.review.queries.value_people import members_by_segment

router = Router(tags=["orders"])


@router.get("/communities/{slug}/value", response=dict[str, Any])
def value(request: HttpRequest, slug: str, rows: bool = False) -> dict[str, Any]:
    """Say what customers are worth: the fields of `coterie value`, 13 weeks ahead; with `rows` each customer by key."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    worth = worth_in(community.pk, zone=community.timezone, currency=community.currency, now=now())
    return {**worth.as_json(), **({"rows": keyed_rows(worth, customer_keys(community.pk))} if rows else {})}


def keyed_rows(worth: Worth, keys: dict[int, str]) -> list[dict[str, Any]]:
    """Return one object for each customer, with the key that the list of customers has."""
    found: list[dict[str, Any]] = [dict(row) for row in rows_json(worth.found)]
    for row in found:
        name = str(row.pop("customer"))
        row["key"] = keys.get(int(name)) if name.isdecimal() else None
    return found


class MovedOut(Schema):
    """The tag of a segment: how many members have it now, came to it, and lost this one or another of value."""

    tag: str
    members: int
    on: int
    off: int


@router.put("/communities/{slug}/value/{segment}/tag", response=MovedOut)
def tag(request: HttpRequest, slug: str, segment: Segment) -> Moved:
    """Let those of a segment who are members today have its tag, and nobody else; tags given by hand stay."""
    community, at = community_at(request, slug, Permission.SEE_REVIEW), now()
    worth = worth_in(community.pk, zone=community.timezone, currency=community.currency, now=at)
    ours = members_by_segment(worth, customer_members(community.pk))[segment]
    return tag_by_value(community=community.pk, segment=segment, members=ours, actor=actor_of(request), now=at)
