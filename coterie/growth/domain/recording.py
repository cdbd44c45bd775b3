"""What the referral ledger hears: events of the log become facts of campaigns, each once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from coterie.growth.enums import CampaignState, RecordKind
from coterie.growth.models import Campaign, ReferralRecord
from coterie.market.queries.orders import given_back_whole
from coterie.platform.events.models import LoggedEvent

KINDS: dict[str, RecordKind] = {
    "member_joined": RecordKind.JOINED, "member_left": RecordKind.LEFT, "member_removed": RecordKind.LEFT,
    "message_posted": RecordKind.SPOKE, "order_paid": RecordKind.BOUGHT, "order_refunded": RecordKind.REFUNDED,
}  # fmt: skip


def record_events(events: Sequence[LoggedEvent]) -> set[tuple[int, int]]:
    """Keep what happened to friends, in the caller's transaction; return campaigns and friends it happened to."""
    campaigns = campaigns_of({event.community for event in events if event.community is not None})
    back = given_back_whole({event.order for event in events if event.kind == "order_refunded" and event.order})
    heard = [
        event for event in events
        if event.community in campaigns and event.member and (event.kind != "order_refunded" or event.order in back)
    ]  # fmt: skip
    if not heard:
        return set()
    rows = list(rows_of(heard, campaigns))
    ReferralRecord.objects.bulk_create(rows, ignore_conflicts=True)
    return {(row.campaign_id, row.member_id) for row in rows if row.member_id is not None}


def campaigns_of(communities: Collection[int]) -> dict[int, list[int]]:
    """Return the campaigns of communities that were ever started."""
    rows = Campaign.objects.filter(community__in=communities).exclude(state=CampaignState.DRAFT)
    found: dict[int, list[int]] = {}
    for community, campaign in rows.values_list("community", "pk"):
        found.setdefault(community, []).append(campaign)
    return found


def rows_of(heard: Sequence[LoggedEvent], campaigns: Mapping[int, Sequence[int]]) -> Iterator[ReferralRecord]:
    """Yield the lines: of a join by a browser that came by a link, and of all that its member does afterwards."""
    wanted = {campaign for event in heard for campaign in campaigns[event.community or 0]}
    looked, friends, spoken = looked_in(heard, wanted), friends_in(heard, wanted), spoken_in(heard, wanted)
    for event in heard:
        kind, member = KINDS[event.kind], event.member or 0
        for campaign in campaigns[event.community or 0]:
            mine = (campaign, member)
            if kind == RecordKind.JOINED and (campaign, event.visitor) in looked:
                friends.add(mine)
            if mine not in friends or (kind == RecordKind.SPOKE and mine in spoken):
                continue
            if kind == RecordKind.SPOKE:
                spoken.add(mine)
            yield row_of(event, campaign, kind)


def row_of(event: LoggedEvent, campaign: int, kind: RecordKind) -> ReferralRecord:
    """Return a line for one event."""
    return ReferralRecord(
        campaign_id=campaign, kind=kind, at=event.at, event=event.id, visitor=event.visitor, member_id=event.member,
        order=event.order, again=bool(event.data.get("again")),
    )  # fmt: skip


def looked_in(heard: Iterable[LoggedEvent], campaigns: Collection[int]) -> set[tuple[int, int | None]]:
    """Return which browsers of these events came by a link, with the campaign."""
    visitors = {event.visitor for event in heard if event.kind == "member_joined" and event.visitor}
    rows = ReferralRecord.objects.filter(campaign__in=campaigns, visitor__in=visitors, kind=RecordKind.SCANNED)
    return set(rows.values_list("campaign", "visitor"))


def friends_in(heard: Iterable[LoggedEvent], campaigns: Collection[int]) -> set[tuple[int, int]]:
    """Return which members of these events are friends, with the campaign."""
    return known_as(RecordKind.JOINED, heard, campaigns)


def spoken_in(heard: Iterable[LoggedEvent], campaigns: Collection[int]) -> set[tuple[int, int]]:
    """Return which members of these events have spoken already, with the campaign: the first time is enough."""
    return known_as(RecordKind.SPOKE, [event for event in heard if event.kind == "message_posted"], campaigns)


def known_as(kind: RecordKind, heard: Iterable[LoggedEvent], campaigns: Collection[int]) -> set[tuple[int, int]]:
    """Return of which members of these events there is such a line, with the campaign."""
    members = {event.member for event in heard}
    rows = ReferralRecord.objects.filter(campaign__in=campaigns, member__in=members, kind=kind)
    return set(rows.values_list("campaign", "member"))
