"""Landing pages for screens and for visitors."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import public_communities
from coterie.joining.enums import Arm
from coterie.joining.models import LandingPage, LandingTest, LandingVersion
from coterie.joining.rules import arm_of
from coterie.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """What one visitor sees of a page: a version, perhaps as an arm of a test."""

    page: LandingPage
    version: LandingVersion
    test: int | None = None
    arm: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many visitors an arm had, and how many of them joined."""

    seen: int
    joined: int


def landings_visible_to(actor: Actor, community: int) -> QuerySet[LandingPage]:
    """The landing pages of a community, newest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return LandingPage.objects.filter(community=community).select_related("code", "shown").order_by("-id")


def landing_shown(community: int, slug: str, visitor: int) -> Shown | None:
    """Return what a visitor sees at an address."""
    rows = LandingPage.objects.select_related("code", "shown")
    page = rows.filter(community=community, slug=slug, shown__isnull=False).first()
    if page is None or page.shown is None:
        return None
    test = running_test(page.pk)
    if test is None:
        return Shown(page, page.shown)
    arm = arm_of(test.pk, visitor)
    return Shown(page, test.b if arm == Arm.B else test.a, test.pk, arm)


def running_test(page: int) -> LandingTest | None:
    """Return the test of a page, if one runs."""
    return LandingTest.objects.filter(page=page, ended_at=None).select_related("a", "b").first()


def counted_tests(page: int) -> QuerySet[LandingTest]:
    """The tests of a page with their figures, the latest first; `tallies` reads them."""
    figures = {
        f"{name}_{arm}": Count(column, filter=Q(visits__arm=arm))
        for arm in Arm.values
        for name, column in (("seen", "visits"), ("joined", "visits__joined_at"))
    }
    return LandingTest.objects.filter(page=page).select_related("a", "b").annotate(**figures).order_by("-id")


def tallies(test: LandingTest) -> dict[str, Tally]:
    """Return how the arms of a counted test stand."""
    return {arm: Tally(getattr(test, f"seen_{arm}"), getattr(test, f"joined_{arm}")) for arm in Arm.values}


def versions_of(page: int) -> QuerySet[LandingVersion]:
    """The versions of a page, the latest first."""
    return LandingVersion.objects.filter(page=page).order_by("-number")


def public_landings() -> QuerySet[LandingPage]:
    """The pages that anybody may see."""
    open_ones = public_communities().values("pk")
    return LandingPage.objects.filter(community__in=open_ones, shown__isnull=False).select_related("community")
