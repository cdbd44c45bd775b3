"""Who asks to be let in."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.models import Answer, Passage
from coterie.joining.queries.answers import answers_visible_to
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared

ASKED = (
    Q(threshold__kind=StepKind.APPROVAL)
    | Q(state__in=(PassageState.WAITING, PassageState.DECLINED))
    | ~Q(decided_at=None)
)
"""Applications, and tests that an operator decides or has decided."""


@dataclass(frozen=True, slots=True)
class Application:
    """An applicant, with what they answered at the door."""

    passage: Passage
    answers: tuple[Answer, ...]


def applications_visible_to(actor: Actor, community: int, *, state: str = PassageState.WAITING) -> QuerySet[Passage]:
    """The applications of a community in a state (or in all), who waits longest first, for staff who may see members.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_MEMBERS, community)
    rows = Passage.objects.filter(ASKED, threshold__community=community)
    rows = rows.filter(state=state) if state else rows
    return rows.select_related("threshold", "code", "member", "decided_by").order_by("at", "pk")


def with_answers(actor: Actor, community: int, rows: list[Passage]) -> list[Application]:
    """Put to each application what its visitor answered in this community."""
    said: dict[int, list[Answer]] = {}
    for answer in answers_visible_to(actor, community).filter(visitor__in=[row.visitor for row in rows]):
        said.setdefault(answer.visitor, []).append(answer)
    return [Application(row, tuple(said.get(row.visitor, ()))) for row in rows]


APPLICANTS = Prepared(
    lambda community: (
        Passage.objects.filter(threshold__community=community, state=PassageState.WAITING)
        .values("threshold__community")
        .annotate(people=Count("pk"))
        .values_list("people")
    ),
    int,
)


def applicants_waiting(community: int) -> int:
    """Count who waits for the operators' decision."""
    return next((people for (people,) in APPLICANTS(community)), 0)


def before_in_queue(passage: Passage) -> int:
    """Count who applied earlier for the same step and waits too."""
    rows = Passage.objects.filter(threshold=passage.threshold_id, state=PassageState.WAITING)
    return rows.filter(Q(at__lt=passage.at) | Q(at=passage.at, pk__lt=passage.pk)).count()
