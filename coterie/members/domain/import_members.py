"""People that a history from elsewhere tells of: members without an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.members.domain.member import number_line
from coterie.members.events import MemberJoined
from coterie.members.models import Member
from coterie.platform.events.log import publish


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the place the history comes from: `ref` is who, like `irc:nick`, `at` when first seen.

    `visitor` is who they were before, where the history tells.
    """

    ref: str
    name: str
    at: datetime
    visitor: int | None = None


@transaction.atomic
def import_members(*, community: int, people: Sequence[Person], actor: Actor, now: datetime) -> dict[str, int]:  # noqa: ARG001 - they joined when they were first seen, not now
    """Make people members, each once per `ref`; return the member of every ref."""
    require(actor, Permission.IMPORT, community)
    told: dict[str, Person] = {}
    for person in people:
        told.setdefault(person.ref, person)
    numbers = number_line(community)
    rows = Member.objects.filter(community=community, external_ref__in=told).values_list("external_ref", "pk")
    known = {str(ref): pk for ref, pk in rows}
    fresh = [
        Member(
            community_id=community, number=numbers.last + place, name=person.name[:60], joined_at=person.at,
            external_ref=person.ref,
        )
        for place, person in enumerate((told[ref] for ref in told if ref not in known), start=1)
    ]  # fmt: skip
    numbers.last += len(fresh)
    numbers.save(update_fields=["last"])
    Member.objects.bulk_create(fresh)
    publish(*(joined(member, told[str(member.external_ref)].visitor, actor) for member in fresh))
    return {**known, **{str(member.external_ref): member.pk for member in fresh}}


def joined(member: Member, visitor: int | None, actor: Actor) -> MemberJoined:
    """Return the event of an imported member."""
    return MemberJoined(
        at=member.joined_at, community=member.community_id, actor=actor.account, member=member.pk,
        visitor=visitor, data={"again": False, "imported": True},
    )  # fmt: skip
