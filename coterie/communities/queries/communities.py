"""Which communities an actor can see."""

from django.db.models import Q, QuerySet

from coterie.communities.enums import State
from coterie.communities.models import Community, RuleSet, StaffMember
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.written import model_of

RULES = Prepared(
    lambda community: RuleSet.objects.filter(community=community).order_by("-version").values_list()[:1], int
)


def communities_run_by(actor: Actor) -> QuerySet[Community]:
    """Communities whose console the actor can enter."""
    if actor.system:
        return Community.objects.order_by("id")
    mine = StaffMember.objects.filter(account=actor.account).values("community")
    return Community.objects.filter(pk__in=mine).order_by("id")


RUN = Prepared(
    lambda account, slug: Community.objects.filter(slug=slug, staff__account=account).values_list(),
    int,
    str,
)


def community_run_by(actor: Actor, slug: str) -> Community | None:
    """Return the community at an address whose console the actor can enter."""
    if actor.system or actor.account is None:
        return communities_run_by(actor).filter(slug=slug).first()
    return next((model_of(Community, row) for row in RUN(actor.account, slug)), None)


def public_communities() -> QuerySet[Community]:
    """Communities whose public page answers."""
    return Community.objects.filter(state=State.OPEN).order_by("id")


def communities_visible_to(actor: Actor) -> QuerySet[Community]:
    """Open communities, and those that the actor runs."""
    return Community.objects.filter(Q(state=State.OPEN) | Q(pk__in=communities_run_by(actor).values("pk")))


def timezone_of(community: int) -> str:
    """Return by whose clock a community lives."""
    return Community.objects.values_list("timezone", flat=True).get(pk=community)


def currency_of(community: int) -> str:
    """Return in which currency a community sells."""
    return Community.objects.values_list("currency", flat=True).get(pk=community)


def rules_in_force(community: int) -> RuleSet | None:
    """Return the latest published rules."""
    return next((model_of(RuleSet, row) for row in RULES(community)), None)


def staff_of(community: int) -> QuerySet[StaffMember]:
    """The operators of a community, first appointed first."""
    return StaffMember.objects.filter(community=community).select_related("account").order_by("since", "id")
