"""What a join reads and counts: questions whose SQL is built once, for a crowd comes through here."""

from typing import NamedTuple

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coterie.communities.queries.communities import public_communities
from coterie.joining.enums import TicketState
from coterie.joining.models import Channel, LiveCode, Onboarding, Slot, Ticket
from coterie.kit.db.prepared import Prepared


class Door(NamedTuple):
    """A code that leads into an open community, read under its lock."""

    code: int
    community: int
    slug: str
    channel: int | None
    fallback_text: str
    bait: int | None
    """What hangs on the code, or else on its channel."""
    receives: bool
    """Whether newcomers are led through a welcome."""


class Seat(NamedTuple):
    """A seat, and where it is."""

    slot: int
    group: int | None
    group_key: str | None
    external_url: str
    target: str


def doors(community: int) -> QuerySet[LiveCode, tuple[int, int, str, int | None, str, int | None, bool]]:
    """The codes of an open community, to be locked."""
    own = LiveCode.objects.filter(community=community, community__in=public_communities().order_by().values("pk"))
    hung = Channel.objects.filter(pk=OuterRef("channel")).values("bait")
    facts = (
        "id",
        "community",
        "slug",
        "channel",
        "fallback_text",
        Coalesce("bait", Subquery(hung), output_field=BigIntegerField()),
        Exists(Onboarding.objects.filter(community=OuterRef("community"), on=True)),
    )
    return own.select_for_update().values_list(*facts)


SEATED = (
    "slot",
    "slot__group",
    "slot__group__key",
    "slot__external_url",
    "slot__target",
    "state",
    "held_until",
    "slot__expires_at",
)
CODE = Prepared(lambda slug, community: doors(community).filter(slug=slug), str, int)
FRONT_DOOR = Prepared(lambda community: doors(community).filter(is_front_door=True), int)
HELD = Prepared(
    lambda code, visitor: Ticket.objects.filter(
        code=code, visitor=visitor, state__in=(TicketState.HELD, TicketState.JOINED)
    ).values_list(*SEATED),
    int,
    int,
)
SEAT = Prepared(
    lambda slot: Slot.objects.filter(pk=slot).values_list("id", "group", "group__key", "external_url", "target"), int
)
# The only words put into these statements are names of tables and of states.
CONFIRM = (
    f"UPDATE {Ticket._meta.db_table} SET state = '{TicketState.JOINED.value}', held_until = NULL, member_id = %s"  # noqa: S608
    f" WHERE code_id = %s AND visitor = %s AND state = '{TicketState.HELD.value}'"
)
NAME = (
    f"UPDATE {Ticket._meta.db_table} SET member_id = %s"  # noqa: S608
    f" WHERE code_id = %s AND visitor = %s AND state = '{TicketState.HELD.value}'"
)
COUNT_SLOT = f"UPDATE {Slot._meta.db_table} SET joined = joined + 1 WHERE id = %s"  # noqa: S608
COUNT_CODE = f"UPDATE {LiveCode._meta.db_table} SET joins = joins + 1 WHERE id = %s"  # noqa: S608
