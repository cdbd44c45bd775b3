"""What a programme promises in the eyes of the law, and that it runs."""

from collections.abc import Iterable

from coterie.growth.queries.policy import RunningPlan, tells_plans
from coterie.growth.rules.policy import Promise
from coterie.market.queries.courses import free_courses
from coterie.partners.models import Programme


def promise_of(cap: int, second_rate: int, *, levels: int | None = None, buy_to_join: bool = False) -> Promise:
    """Return what law cares about in the terms of a programme, or in what somebody asks for.

    Nobody earns by the number of people they recruit: it cannot be promised. A third level and paying to join can be
    asked for, so that they are refused by their rules; nothing of them is kept.
    """
    return Promise(levels=max(2 if second_rate else 1, levels or 1), order_cap=cap, buy_to_join=buy_to_join)


def costs_to_join(community: int, course: int | None) -> bool:
    """Tell whether who wants to be a partner has to pay: for the course that the terms ask for."""
    return course is not None and not free_courses(community).filter(pk=course).exists()


@tells_plans
def running_programme(community: int) -> Iterable[RunningPlan]:
    """Yield the programme of a community, once it promises something: its partners earn whether it is open or not."""
    row = Programme.objects.select_related("community").filter(community=community).first()
    latest = row.terms.order_by("-number").first() if row else None
    if row and latest:
        paid = costs_to_join(community, latest.course)
        promise = promise_of(latest.cap, latest.second_rate, buy_to_join=paid)
        yield RunningPlan("programme", row.key, row.community.name, promise)
