"""By which rules a community holds friends, and what they ask of the tables."""

from collections.abc import Collection, Mapping

from disposable_email_domains import blocklist
from django.db.models import QuerySet

from coterie.accounts.queries.accounts import mail_domains_of
from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import Signal, Strictness
from coterie.growth.models import RiskRules
from coterie.growth.rules.risk import Watches
from coterie.growth.rules.score import THRESHOLDS, WEIGHTS, Watch
from coterie.kit.actor import Actor
from coterie.members.queries.members import accounts_of


def watches_of(community: int) -> Watches:
    """Return the rules of a community since when each is in force."""
    return [(row.made_at, watch_of(row)) for row in RiskRules.objects.filter(community=community).order_by("number")]


def watch_of(row: RiskRules) -> Watch:
    """Return a version of the rules as judging reads it."""
    return Watch(THRESHOLDS[row.strictness], weights_of(row), frozenset(row.off))


def weights_of(row: RiskRules) -> Mapping[str, float]:
    """Return the weights of a version; what nothing was learned of has the one that everybody begins with."""
    return {**WEIGHTS, **row.weights}


def rules_now(community: int) -> RiskRules:
    """Return the rules in force; before anybody changed them the usual ones, without a version."""
    found = RiskRules.objects.filter(community=community).order_by("-number").first()
    return found or RiskRules(community_id=community, number=0, strictness=Strictness.USUAL)


def versions_of_rules(actor: Actor, community: int) -> QuerySet[RiskRules]:
    """The versions of the rules of a community, for its staff, the latest first."""
    require(actor, Permission.SEE_CONSOLE, community)
    return RiskRules.objects.filter(community=community).select_related("account").order_by("-number")


def throwaway_of(members: Collection[int]) -> set[int]:
    """Return who of some members has an address at a domain that is made to be thrown away."""
    accounts = accounts_of(members)
    domains = mail_domains_of(accounts.values())
    return {member for member, account in accounts.items() if is_throwaway(domains.get(account, ""))}


def is_throwaway(domain: str) -> bool:
    """Tell whether a domain, or one that it is under, is on the list of the disposable-email-domains project."""
    parts = domain.split(".")
    return any(".".join(parts[place:]) in blocklist for place in range(len(parts) - 1))


def looked_at(row: RiskRules) -> list[str]:
    """Return the signals that a version looks at."""
    return [signal for signal in Signal.values if signal not in row.off]
