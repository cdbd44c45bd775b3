"""Coming in by buying: who orders at an open community and is no member yet becomes one, under its rules."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from coterie.communities.queries.communities import public_communities, rules_in_force
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid, NotFound
from coterie.members.domain.member import admit_member
from coterie.members.domain.rules_acceptance import accept_rules
from coterie.members.queries.members import member_of


class Entry(NamedTuple):
    """Under which name somebody comes in, and which version of the rules they accept."""

    name: str
    rules: int | None


def come_in(community: int, entry: Entry | None, actor: Actor, now: datetime) -> int:
    """Return the actor's member, made on the way if need be; in the caller's transaction.

    Raises NotFound signed out or where the door is closed, Invalid without a yes to the rules in force, Conflict for
    somebody who was removed.
    """
    own = member_of(actor, community)
    if own:
        return own.pk
    if actor.account is None or entry is None or not public_communities().filter(pk=community).exists():
        raise NotFound(_("You are not a member of this community."))
    rules = rules_in_force(community)
    if rules and entry.rules != rules.version:
        raise Invalid(_("Please read the rules and accept them."), field="rules")
    member = admit_member(community=community, account=actor.account, name=entry.name, actor=actor, now=now)
    accept_rules(member=member, actor=actor, now=now)
    return member.pk
