"""Testing two versions of a landing page against each other."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.landing import of, refuse_in_test, version_of
from coterie.joining.domain.poster import one_of
from coterie.joining.enums import Arm
from coterie.joining.events import LandingTestBegun, LandingTestEnded
from coterie.joining.models import LandingPage, LandingTest, LandingVisit
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict
from coterie.platform.events.log import publish


@transaction.atomic
def begin_landing_test(*, page: int, actor: Actor, now: datetime) -> LandingTest:
    """Show half of the visitors the draft (B), the other half what is shown now (A).

    Raises Conflict when nothing is shown, the draft says the same, or a test runs already.
    """
    row = locked(LandingPage.objects.filter(pk=page).select_related("shown"))
    require(actor, Permission.EDIT_CODES, row.community_id)
    refuse_in_test(row)
    if row.shown is None:
        raise Conflict(_("Publish the page first; then change it and test the change."))
    version = version_of(row, now)
    if version == row.shown:
        raise Conflict(_("The draft says the same as the page. Change something first."))
    test = LandingTest.objects.create(page=row, a=row.shown, b=version, begun_at=now)
    data = {"test": test.pk, "a": test.a.number, "b": test.b.number}
    publish(LandingTestBegun(at=now, **of(row, actor), data=data))
    return test


@transaction.atomic
def end_landing_test(*, page: int, keep: str, actor: Actor, now: datetime) -> LandingTest:
    """Show everybody version `keep` from now on.

    Raises Conflict when no test runs.
    """
    row = locked(LandingPage.objects.filter(pk=page))
    require(actor, Permission.EDIT_CODES, row.community_id)
    test = LandingTest.objects.filter(page=row, ended_at=None).select_related("a", "b").first()
    if test is None:
        raise Conflict(_("No test is running."))
    test.kept, test.ended_at = one_of(keep, Arm.values, "keep"), now
    test.save(update_fields=["kept", "ended_at"])
    row.shown = test.b if keep == Arm.B else test.a
    row.save(update_fields=["shown"])
    publish(LandingTestEnded(at=now, **of(row, actor), data={"test": test.pk, "kept": str(test.kept)}))
    return test


class Visit(NamedTuple):
    """A look at a page that is tested."""

    test: int
    visitor: int
    arm: str
    at: datetime


def note_visits(visits: Collection[Visit]) -> None:
    """Count each visitor of a test once, by the first look."""
    if not visits:
        return
    tests = set(LandingTest.objects.filter(pk__in={visit.test for visit in visits}).values_list("pk", flat=True))
    rows = [
        LandingVisit(test_id=visit.test, visitor=visit.visitor, arm=visit.arm, seen_at=visit.at)
        for visit in visits
        if visit.test in tests
    ]
    LandingVisit.objects.bulk_create(rows, ignore_conflicts=True)


def note_join(*, community: int, visitor: int, at: datetime) -> None:
    """Note that a visitor of running tests joined, after having seen the page."""
    running = Q(test__ended_at=None) | Q(test__ended_at__gte=at)
    visits = LandingVisit.objects.filter(running, visitor=visitor, test__page__community=community)
    LandingVisit.objects.filter(pk__in=visits.filter(seen_at__lte=at, joined_at=None).values("pk")).update(joined_at=at)
