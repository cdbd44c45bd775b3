"""Channels, their placements and what they cost."""

from datetime import date

import pytest

from coterie.joining.domain.channel import archive_channel, create_channel, edit_channel, restore_channel
from coterie.joining.domain.channel_cost import record_cost, withdraw_cost
from coterie.joining.domain.code import edit_code
from coterie.joining.domain.placement import archive_placement, create_placement, edit_placement, restore_placement
from coterie.joining.models import Channel, ChannelCost, Placement
from coterie.joining.queries.channels import channels_visible_to, costs_visible_to, placements_visible_to
from coterie.kit.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of

MAY = {"first_day": date(2026, 5, 1), "last_day": date(2026, 5, 31)}


def channel_of(cast: Cast, name: str = "Doors", **facts: object) -> Channel:
    return create_channel(community=cast.table.pk, name=name, **facts, actor=cast.actor("alice"), now=NOW)


def placement_of(cast: Cast, channel: Channel, name: str = "Shop 3", **facts: object) -> Placement:
    return create_placement(channel=channel.pk, name=name, **facts, actor=cast.actor("alice"), now=NOW)


def cost_of(cast: Cast, channel: Channel, **facts: object) -> ChannelCost:
    given = {"amount": 3100, "currency": "CNY", **MAY, **facts}
    return record_cost(channel=channel.pk, **given, actor=cast.actor("alice"), now=NOW)


def told(kind: str) -> list[dict]:
    return [event.data for event in LoggedEvent.objects.filter(kind=kind).order_by("id")]


def test_a_placement_has_a_code_that_leads_into_the_basic_groups(cast: Cast) -> None:
    channel = channel_of(cast, platform="store", owner=cast.accounts["bob"].pk, notes="The shops")

    place = placement_of(cast, channel)

    assert (place.code.title, place.code.channel_id) == ("Doors · Shop 3", channel.pk)
    assert [slot.group_id for slot in place.code.slots.all()] == [cast.group.pk]
    [row] = channels_visible_to(cast.actor("ann"), cast.table.pk)
    assert (row.platform, row.owner.name, row.places) == ("store", "Bob", 1)
    [event] = LoggedEvent.objects.filter(kind="placement_created")
    assert (event.subject, event.channel, event.code) == (place.pk, channel.pk, place.code_id)


def test_a_printed_code_becomes_a_placement_and_stays_one(cast: Cast) -> None:
    channel, other, code = channel_of(cast), channel_of(cast, "Windows"), code_of(cast)

    place = placement_of(cast, channel, code=code.slug.upper())

    assert (place.code_id, place.code.channel_id) == (code.pk, channel.pk)
    with pytest.raises(Conflict):
        placement_of(cast, other, code=code.slug)
    with pytest.raises(Conflict):
        edit_code(code=code.pk, channel=other.pk, actor=cast.actor("alice"), now=NOW)
    assert edit_code(code=code.pk, title="New", channel=channel.pk, actor=cast.actor("alice"), now=NOW).title == "New"


def test_changes_are_told_once(cast: Cast) -> None:
    channel = channel_of(cast)
    place, alice = placement_of(cast, channel), {"actor": cast.actor("alice"), "now": NOW}

    for _again in range(2):
        edit_channel(channel=channel.pk, name="Doors", notes="Painted", platform="store", **alice)
        edit_placement(placement=place.pk, name="Shop 4", **alice)
        archive_channel(channel=channel.pk, **alice)
        archive_placement(placement=place.pk, **alice)
    restore_channel(channel=channel.pk, **alice)
    restore_placement(placement=place.pk, **alice)

    put_away, again = {"fields": ["archived_at"]}, {"fields": ["archived_at"]}
    assert told("channel_changed") == [{"fields": ["notes", "platform"]}, put_away, again]
    assert told("placement_changed") == [{"fields": ["name"]}, put_away, again]


def test_costs_are_recorded_and_withdrawn(cast: Cast) -> None:
    channel = channel_of(cast)
    place = placement_of(cast, channel)

    cost = cost_of(cast, channel, placement=place.pk, currency="cny")
    cost_of(cast, channel, amount=1)
    for _again in range(2):
        withdraw_cost(cost=cost.pk, actor=cast.actor("alice"), now=NOW)

    [event, _other] = LoggedEvent.objects.filter(kind="channel_cost_recorded").order_by("id")
    assert (event.subject, event.channel, event.code) == (cost.pk, channel.pk, place.code_id)
    assert event.data == {"amount": 3100, "currency": "CNY", "first_day": 20574, "last_day": 20604}
    assert [row.amount for row in costs_visible_to(cast.actor("ann"), cast.table.pk)] == [1]
    assert told("channel_cost_withdrawn") == [{}]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": 10**15 + 1}, "amount"),
        ({"currency": "yuan"}, "currency"),
        ({"currency": "元元元"}, "currency"),
        ({"last_day": date(2026, 4, 30)}, "last_day"),
        ({"last_day": date(2040, 1, 1)}, "last_day"),
        ({"placement": 10**9}, "placement"),
    ],
)
def test_wrong_costs_change_nothing(cast: Cast, wrong: dict, field: str) -> None:
    channel = channel_of(cast)

    with pytest.raises(DomainError) as refused:
        cost_of(cast, channel, **wrong)

    assert refused.value.field == field
    assert (ChannelCost.objects.count(), told("channel_cost_recorded")) == (0, [])


def test_wrong_channels_change_nothing(cast: Cast) -> None:
    channel = channel_of(cast)
    other = create_channel(community=cast.other.pk, name="Hers", actor=cast.actor("mallory"), now=NOW)

    for facts, error in (
        ({"name": " "}, Invalid),
        ({"name": "Doors"}, Conflict),
        ({"name": "Moon", "platform": "moon"}, Invalid),
        ({"name": "Moon", "owner": cast.accounts["dan"].pk}, NotFound),
    ):
        with pytest.raises(error):
            channel_of(cast, **facts)
    with pytest.raises(NotFound):
        placement_of(cast, channel, code="zzzzzzz")
    with pytest.raises(NotFound):
        placement_of(cast, other)
    placement_of(cast, channel)
    with pytest.raises(Conflict):
        placement_of(cast, channel)

    assert (Channel.objects.count(), Placement.objects.count()) == (2, 1)


@pytest.mark.parametrize(("who", "error"), [("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)])
def test_operators_of_codes_alone_change_channels(cast: Cast, who: str, error: type[Exception]) -> None:
    channel = channel_of(cast)
    asker = {"actor": cast.actor(who), "now": NOW}

    for verb, facts in (
        (create_channel, {"community": cast.table.pk, "name": "Moon"}),
        (edit_channel, {"channel": channel.pk, "name": "Moon"}),
        (create_placement, {"channel": channel.pk, "name": "Moon"}),
        (record_cost, {"channel": channel.pk, "amount": 1, "currency": "CNY", **MAY}),
    ):
        with pytest.raises(error):
            verb(**facts, **asker)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_questions(cast: Cast, count: int, django_assert_num_queries) -> None:
    channel = channel_of(cast)
    for place in range(count):
        placement_of(cast, channel, f"Shop {place}")

    with django_assert_num_queries(2):
        names = [(row.channel.name, row.code.slug) for row in placements_visible_to(cast.actor("ann"), cast.table.pk)]

    assert len(names) == count
