"""Who is in which segment, by what events call customers."""

from coterie.review.enums import Segment
from coterie.review.queries.value import Worth


def people_by_segment(worth: Worth) -> dict[Segment, list[str]]:
    """Return the names of the customers of each segment."""
    found: dict[Segment, list[str]] = {segment: [] for segment in Segment}
    names = worth.found.sales.names
    for customer, segment in zip(worth.found.buyers.customer.tolist(), worth.found.rfm.segment.tolist(), strict=True):
        found[Segment(segment)].append(names[customer])
    return found
