"""Who is in which segment, by what events call customers."""

from collections.abc import Mapping

from coterie.review.enums import Segment
from coterie.review.queries.value import Worth


def people_by_segment(worth: Worth) -> dict[Segment, list[str]]:
    """Return the names of the customers of each segment."""
    found: dict[Segment, list[str]] = {segment: [] for segment in Segment}
    names = worth.found.sales.names
    for customer, segment in zip(worth.found.buyers.customer.tolist(), worth.found.rfm.segment.tolist(), strict=True):
        found[Segment(segment)].append(names[customer])
    return found


def members_by_segment(worth: Worth, known: Mapping[str, int]) -> dict[Segment, list[int]]:
    """Return the members among the customers of each segment; `known` are the members by what events call them."""
    people = people_by_segment(worth).items()
    return {segment: sorted({known[name] for name in names if name in known}) for segment, names in people}
