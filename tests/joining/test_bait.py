"""Baits: promised at the door, handed over to whoever has passed it."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.joining.domain.bait import add_texts, archive_bait, create_bait, edit_bait, restore_bait
from coterie.joining.domain.bait_delivery import Receiver, deliver_bait
from coterie.joining.domain.bait_hook import hang_on_channel, hang_on_code
from coterie.joining.enums import BaitKind, BaitState
from coterie.joining.models import Bait, BaitDelivery, BaitText, LiveCode
from coterie.joining.queries.baits import baits_visible_to, promise_at, things_of, worries
from coterie.joining.rules import bait_state
from coterie.kit.actor import VISITOR
from coterie.kit.errors import DomainError, Forbidden, NotFound
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.platform.files.storing import store_document
from tests.cast import NOW, Cast
from tests.joining.doors import code_of
from tests.joining.test_channel import channel_of, placement_of
from tests.joining.test_join import enter

DAY = timedelta(days=1)


def bait_of(cast: Cast, kind: str = "text", **facts: object) -> Bait:
    usual = {"text": {"text": "Thirty headlines"}, "texts": {"texts": ["A1", "A2"]}, "link": {"url": "https://e.org/"}}
    given_facts = {"title": "Gift", **usual.get(kind, {}), **facts}
    return create_bait(community=cast.table.pk, kind=kind, **given_facts, actor=cast.actor("alice"), now=NOW)


def hung(cast: Cast, bait: Bait, code: LiveCode | None = None) -> LiveCode:
    code = code or code_of(cast, capacity=50)
    return hang_on_code(code=code.pk, bait=bait.pk, actor=cast.actor("alice"), now=NOW)


def had(member: int) -> list[tuple[str, str | None]]:
    return [(thing.bait.title, thing.text.text if thing.text else None) for thing in things_of(member)]


def told(kind: str) -> list[dict]:
    return [event.data for event in LoggedEvent.objects.filter(kind=kind).order_by("id")]


def test_who_joins_by_the_code_has_the_bait(cast: Cast) -> None:
    bait = bait_of(cast)
    code = hung(cast, bait)

    joined = enter(cast, code, visitor=9)
    other = enter(cast, code_of(cast, title="Bare"), name="Bare")

    assert (joined.promised, had(joined.member)) == (True, [("Gift", None)])
    assert (other.promised, had(other.member)) == (False, [])
    [event] = LoggedEvent.objects.filter(kind="bait_delivered")
    assert (event.subject, event.member, event.visitor, event.code) == (bait.pk, joined.member, 9, code.pk)
    assert event.data == {"kind": "text"}
    assert Bait.objects.get().delivered == 1


def test_a_channels_bait_is_for_all_its_codes_but_those_with_their_own(cast: Cast) -> None:
    channel = channel_of(cast)
    own, shared = placement_of(cast, channel, "Own").code, placement_of(cast, channel, "Shared").code
    hang_on_channel(channel=channel.pk, bait=bait_of(cast, title="All").pk, actor=cast.actor("alice"), now=NOW)
    hung(cast, bait_of(cast, title="One"), own)

    members = [enter(cast, code, name=code.title).member for code in (own, shared)]

    assert [had(member) for member in members] == [[("One", None)], [("All", None)]]
    assert [promise_at(LiveCode.objects.get(pk=code.pk), now=NOW).title for code in (own, shared)] == ["One", "All"]


def test_each_text_is_given_once_and_then_it_is_out(cast: Cast) -> None:
    code = hung(cast, bait_of(cast, "texts", texts=["A1", "A1 ", "A2"]))

    members = [enter(cast, code, name=f"Guest {n}").member for n in range(3)]

    assert [had(member) for member in members] == [[("Gift", "A1")], [("Gift", "A2")], []]
    assert told("bait_missed") == [{"why": "out"}]
    code.refresh_from_db()
    assert promise_at(code, now=NOW).kept is False
    add_texts(bait=code.bait_id, texts=["A2", "A3"], actor=cast.actor("alice"), now=NOW)
    assert had(enter(cast, code, name="Late").member) == [("Gift", "A3")]
    assert told("bait_changed") == [{"fields": ["texts"], "texts": 1}]


@pytest.mark.parametrize(
    ("facts", "why"), [({"limit": 1}, "out"), ({"expires_at": NOW + DAY}, "expired"), ({}, "away")]
)
def test_what_cannot_be_given_keeps_nobody_out(cast: Cast, facts: dict, why: str) -> None:
    bait = bait_of(cast, **facts)
    code = hung(cast, bait)
    first = enter(cast, code, name="First")
    if why == "away":
        archive_bait(bait=bait.pk, actor=cast.actor("alice"), now=NOW)

    late = enter(cast, code, name="Late", now=NOW + 2 * DAY)

    assert (had(first.member), had(late.member)) == ([("Gift", None)], [])
    assert told("bait_missed") == [{"why": why}]


def test_a_member_gets_it_once_however_often(cast: Cast) -> None:
    bait = bait_of(cast, "texts")
    to = Receiver(member=cast.members["dan"].pk, visitor=None, code=None, channel=None)

    first, again = (deliver_bait(bait=bait.pk, to=to, actor=VISITOR, now=NOW) for _ in range(2))

    assert (first.pk, BaitText.objects.filter(given_at=None).count()) == (again.pk, 1)
    assert (Bait.objects.get().delivered, len(told("bait_delivered"))) == (1, 1)


def test_a_file_is_one_of_ours(cast: Cast, settings, tmp_path) -> None:
    settings.DATA = tmp_path
    ours, hers = (store_document(b"%PDF-1.7", community=row.pk, now=NOW) for row in (cast.table, cast.other))

    assert bait_of(cast, "file", file=ours.key).file == ours.key
    for key in (hers.key, "unknown", ""):
        with pytest.raises(DomainError):
            bait_of(cast, "file", title="Hers", file=key)
    assert Bait.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("text", {"title": " "}, "title"),
        ("text", {"text": " "}, "text"),
        ("link", {"url": "http://e.org/"}, "url"),
        ("link", {"url": ""}, "url"),
        ("texts", {"texts": []}, "texts"),
        ("texts", {"texts": ["x" * 201]}, "texts"),
        ("text", {"limit": 0}, "limit"),
        ("moon", {}, "kind"),
    ],
)
def test_wrong_baits_change_nothing(cast: Cast, kind: str, wrong: dict, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        bait_of(cast, kind, **wrong)

    assert refused.value.field == field
    assert (Bait.objects.count(), BaitText.objects.count(), told("bait_created")) == (0, 0, [])


def test_changes_are_told_once_and_the_limit_never_falls_below_what_is_gone(cast: Cast) -> None:
    bait, alice = bait_of(cast), {"actor": cast.actor("alice"), "now": NOW}
    for _member in range(2):
        enter(cast, hung(cast, bait), name="Guest")

    for _again in range(2):
        edit_bait(bait=bait.pk, title="Better gift", limit=2, **alice)
        archive_bait(bait=bait.pk, **alice)
    restore_bait(bait=bait.pk, **alice)

    away = {"fields": ["archived_at"]}
    assert told("bait_changed") == [{"fields": ["limit", "title"]}, away, away]
    with pytest.raises(DomainError):
        edit_bait(bait=bait.pk, limit=1, **alice)


@pytest.mark.parametrize(("who", "error"), [("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)])
def test_operators_of_codes_alone_change_baits(cast: Cast, who: str, error: type[Exception]) -> None:
    bait, code, asker = bait_of(cast), code_of(cast), {"actor": cast.actor(who), "now": NOW}

    for verb, facts in (
        (create_bait, {"community": cast.table.pk, "kind": "text", "title": "Hers", "text": "x"}),
        (edit_bait, {"bait": bait.pk, "title": "Hers"}),
        (hang_on_code, {"code": code.pk, "bait": bait.pk}),
    ):
        with pytest.raises(error):
            verb(**facts, **asker)


def test_a_bait_of_another_community_hangs_nowhere(cast: Cast) -> None:
    facts = {"community": cast.other.pk, "kind": "text", "title": "Hers", "text": "x"}
    foreign = create_bait(**facts, actor=cast.actor("mallory"), now=NOW)

    with pytest.raises(NotFound):
        hung(cast, foreign)


def test_operators_are_warned_before_and_after_the_end(cast: Cast) -> None:
    bait_of(cast, title="Plenty", limit=100)
    bait_of(cast, title="For ever")
    bait_of(cast, "texts", title="Coupons", texts=[str(n) for n in range(10)])
    bait_of(cast, title="Soon", expires_at=NOW + DAY)
    Bait.objects.filter(title="Coupons").update(delivered=9)
    BaitText.objects.filter(text__in=[str(n) for n in range(9)]).update(given_at=NOW)

    found = {one.title: (one.state, one.left) for one in worries(cast.table.pk, now=NOW)}
    later = {one.title: one.state for one in worries(cast.table.pk, now=NOW + DAY)}

    assert found == {"Coupons": ("there", 1), "Soon": ("there", None)}
    assert later["Soon"] == "expired"
    assert {row.title: row.texts_left for row in baits_visible_to(cast.actor("ann"), cast.table.pk)}["Coupons"] == 1


@given(
    kind=st.sampled_from(BaitKind.values),
    limit=st.none() | st.integers(1, 5),
    delivered=st.integers(0, 5),
    texts=st.integers(0, 3),
    ends=st.none() | st.integers(-3, 3),
)
@settings(max_examples=200)
def test_a_bait_is_there_only_if_nothing_speaks_against_it(kind, limit, delivered, texts, ends) -> None:
    expires = None if ends is None else NOW + ends * DAY
    row = Bait(kind=kind, limit=limit, delivered=delivered, expires_at=expires)

    state = bait_state(row, NOW, texts=texts)

    against = (
        (limit is not None and delivered >= limit)
        or (kind == "texts" and not texts)
        or (ends is not None and ends <= 0)
    )
    assert (state == BaitState.THERE) == (not against)


def test_counted_as_often_as_delivered(cast: Cast) -> None:
    code = hung(cast, bait_of(cast, limit=3))
    for n in range(5):
        enter(cast, code, name=f"Guest {n}")

    assert Bait.objects.get().delivered == BaitDelivery.objects.count() == 3
    assert Member.objects.filter(name__startswith="Guest").count() == 5
