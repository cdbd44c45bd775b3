"""Making, changing, pausing codes and their slots."""

from datetime import timedelta

import pytest

from coterie.groups.domain.group import edit_group
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.code import create_code, edit_code, switch_code
from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.slot import add_slot, edit_slot
from coterie.joining.models import LiveCode, Slot
from coterie.joining.receivers import keep_front_door
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.kit.ids import ALPHABET
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of

SYSTEM = Actor.of_system()


def test_code_makes_its_groups(cast: Cast) -> None:
    code = code_of(cast, title="Fair", slots=3, capacity=7)

    slots = list(Slot.objects.filter(code=code).order_by("number").values_list("number", "group__name", "capacity"))
    assert slots == [(1, "Fair 1", 7), (2, "Fair 2", 7), (3, "Fair 3", 7)]
    assert len(code.slug) == 7
    assert set(code.slug) <= set(ALPHABET)
    assert LoggedEvent.objects.get(kind="code_created").data == {"slots": 3}


def test_second_code_of_a_title_makes_groups_of_other_names(cast: Cast) -> None:
    code_of(cast, title="Fair", slots=1)

    code_of(cast, title="Fair", slots=2)

    assert set(groups_run_by(SYSTEM, cast.table.pk).values_list("name", flat=True)) >= {"Fair 1", "Fair 2", "Fair 3"}


def test_code_leads_to_named_groups(cast: Cast) -> None:
    code = code_of(cast, groups=["VIP", cast.group.key], capacity=9)

    assert list(Slot.objects.filter(code=code).order_by("number").values_list("group", flat=True)) == [
        cast.vip.pk,
        cast.group.pk,
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"strategy": "by_luck"}, "strategy"),
        ({"hold_minutes": 0}, "hold_minutes"),
        ({"slots": -1}, "slots"),
        ({"capacity": 0}, "capacity"),
        ({"groups": ["Nowhere"]}, "groups"),
        ({"channel": 0}, "channel"),
    ],
)
def test_wrong_facts_name_their_field(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises((Invalid, NotFound)) as refused:
        code_of(cast, **facts)

    assert refused.value.field == field


def test_channel_of_another_community_is_unknown(cast: Cast) -> None:
    foreign = create_channel(community=cast.other.pk, name="Wall", actor=cast.actor("mallory"), now=NOW)

    with pytest.raises(NotFound):
        code_of(cast, channel=foreign.pk)


@pytest.mark.parametrize(("name", "refusal"), [("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)])
def test_only_who_may_edit_codes_makes_one(cast: Cast, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        create_code(community=cast.table.pk, title="X", groups=["VIP"], actor=cast.actor(name), now=NOW)


def test_host_prints_a_code_for_groups_that_are_there(cast: Cast) -> None:
    code = create_code(community=cast.table.pk, title="X", groups=["VIP"], actor=cast.actor("bob"), now=NOW)

    assert code.title == "X"


def test_edit_changes_what_is_given(cast: Cast) -> None:
    code = code_of(cast)
    channel = create_channel(community=cast.table.pk, name="Wall", actor=cast.actor("alice"), now=NOW)

    edit_code(code=code.pk, title="Wall", channel=channel.pk, actor=cast.actor("alice"), now=NOW)
    edit_code(code=code.pk, title="Wall", actor=cast.actor("alice"), now=NOW)

    code.refresh_from_db()
    assert (code.title, code.channel_id, code.hold_minutes) == ("Wall", channel.pk, 60)
    assert [event.data for event in LoggedEvent.objects.filter(kind="code_changed")] == [
        {"fields": ["channel_id", "title"]}
    ]


def test_pause_and_resume_are_told(cast: Cast) -> None:
    code = code_of(cast)
    alice = cast.actor("alice")

    switch_code(state="paused", code=code.pk, actor=alice, now=NOW)
    switch_code(state="paused", code=code.pk, actor=alice, now=NOW)
    switch_code(state="on", code=code.pk, actor=alice, now=NOW)

    told = LoggedEvent.objects.filter(kind="code_changed", actor=alice.account)
    assert [event.data["fields"] for event in told] == [["state"], ["state"]]
    assert LiveCode.objects.get(pk=code.pk).state == "on"


def test_front_door_is_one_and_follows_the_basic_groups(cast: Cast) -> None:
    event = LoggedEvent.objects.get(kind="community_opened", community=cast.table.pk)
    keep_front_door(event, now=NOW)
    keep_front_door(event, now=NOW)
    door = LiveCode.objects.get(community=cast.table.pk, is_front_door=True)
    code_of(cast, title="More", slots=1)
    open_front_door(community=cast.table.pk, actor=SYSTEM, now=NOW)

    names = Slot.objects.filter(code=door).order_by("number").values_list("group__name", flat=True)
    assert list(names) == ["Basic", "More 1"]


def test_front_door_cannot_be_paused(cast: Cast) -> None:
    door = open_front_door(community=cast.table.pk, actor=SYSTEM, now=NOW)

    with pytest.raises(Conflict):
        switch_code(state="paused", code=door.pk, actor=cast.actor("alice"), now=NOW)


def test_slot_may_lead_elsewhere(cast: Cast) -> None:
    code = code_of(cast)
    alice = cast.actor("alice")

    slot = add_slot(code=code.pk, external_url="https://chat.example.org/1", capacity=200, actor=alice, now=NOW)

    assert (slot.number, slot.order, slot.group_id) == (3, 3, None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "group"),
        ({"group": "x", "external_url": "https://chat.example.org/"}, "group"),
        ({"group": "nosuchgroup1"}, "group"),
        ({"external_url": "javascript:alert(1)"}, "external_url"),
        ({"external_url": "https://a.example.org", "capacity": -1}, "capacity"),
        ({"external_url": "https://a.example.org", "reserve": 6}, "reserve"),
        ({"external_url": "https://a.example.org", "expires_at": NOW}, "expires_at"),
        (
            {
                "external_url": "https://a.example.org",
                "valid_from": NOW + timedelta(2),
                "expires_at": NOW + timedelta(1),
            },
            "expires_at",
        ),
    ],
)
def test_wrong_slot_names_its_field(cast: Cast, facts: dict[str, object], field: str) -> None:
    code = code_of(cast)

    with pytest.raises((Invalid, NotFound)) as refused:
        add_slot(code=code.pk, **{"capacity": 5, **facts}, actor=cast.actor("alice"), now=NOW)

    assert refused.value.field == field


def test_slot_that_has_expired_can_still_be_edited(cast: Cast) -> None:
    slot = Slot.objects.get(code=code_of(cast, slots=1))
    end = NOW + timedelta(hours=1)
    alice = cast.actor("alice")
    edit_slot(slot=slot.pk, capacity=3, order=1, expires_at=end, actor=alice, now=NOW)

    changed = edit_slot(slot=slot.pk, capacity=9, order=1, expires_at=end, actor=alice, now=NOW + timedelta(hours=2))

    assert changed.capacity == 9


def test_group_made_smaller_gives_no_more_seats(cast: Cast) -> None:
    from tests.joining.doors import scan

    code = code_of(cast, groups=["VIP"], capacity=100)
    edit_group(
        group=cast.vip.pk, name="VIP", tier="vip", capacity=1, description="", actor=cast.actor("alice"), now=NOW
    )

    assert scan(code).number is None
