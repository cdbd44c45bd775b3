"""Which members the customers are, by what events call them: a number, or `member` and a member's number."""

from coterie.market.models import Customer
from coterie.members.queries.members import active_members

MEMBER = "member "


def customer_members(community: int) -> dict[str, int]:
    """Return the member of each customer who is one today."""
    ours = set(active_members(community).values_list("pk", flat=True))
    rows = Customer.objects.filter(community=community, member__isnull=False).values_list("pk", "member")
    found = {f"{MEMBER}{member}": member for member in ours}
    return found | {str(pk): member for pk, member in rows if member in ours}
