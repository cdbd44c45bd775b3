"""Who is held: each sign and its strength, thresholds, rules of a moment; order and repetition change nothing."""

import math
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.enums import RecordKind, Signal, Standing
from coterie.growth.rules import risk
from coterie.growth.rules.referral import Fact, Friend, Inviter, Terms, fold
from coterie.growth.rules.ring import MOST_SHOWN, ring_around
from coterie.growth.rules.risk import Watches, hold_back
from coterie.growth.rules.score import THRESHOLDS, WEIGHTS, Sign, Watch, risk_of

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DAN, NINA = 1, 2
LATER = BEGIN + 200 * HOUR
STRICT = [(BEGIN, Watch(THRESHOLDS["strict"]))]


def comes(visitor: int, member: int, at: datetime, participant: int = DAN) -> list[Fact]:
    """Return what the ledger knows of a friend who looks and joins."""
    number = member * 10
    return [
        Fact(at, number, RecordKind.SCANNED, visitor=visitor, participant=participant),
        Fact(at, number + 1, RecordKind.JOINED, visitor=visitor, member=member),
    ]


def does(member: int, kind: str, at: datetime, *, again: bool = False) -> Fact:
    """Return what a friend does later, or what is said of them."""
    return Fact(at, member * 10 + 2, kind, member=member, again=again)


def judged(
    facts: Sequence[Fact], watches: Watches = (), thrown: Collection[int] = (), at: datetime = LATER, stay: int = 5
) -> list[Friend]:
    """Return friends as they stand with those held back."""
    inviters = inviting(stay)
    friends = fold(facts, inviters, BEGIN + 100 * HOUR, at)
    hold_back(friends, inviters, watches, lambda members: set(members) & set(thrown))
    return friends


def inviting(stay: int = 5) -> dict[int, Inviter]:
    """Return who invites: dan and nina, from browsers 6 and 7."""
    terms = Terms(stay * HOUR, 999 * HOUR)
    return {DAN: Inviter(10_000, BEGIN, terms, 6), NINA: Inviter(20_000, BEGIN, terms, 7)}


def signs(friend: Friend) -> dict[str, tuple[float, int]]:
    """Return the signs of a friend, with strength and number."""
    if friend.risk is None:
        return {}
    return {sign.signal: (round(sign.strength, 3), sign.number) for sign in friend.risk.signs}


def ring_of_three(at: datetime = BEGIN) -> list[Fact]:
    """Return three who join one after the other from one browser, and are silent."""
    return [fact for n in range(3) for fact in comes(100, 50 + n, at + 5 * n * MINUTE)]


def test_friend_without_a_sign_counts_and_is_not_judged() -> None:
    [friend] = judged(comes(100, 50, BEGIN))

    assert (friend.standing, friend.risk) == (Standing.COUNTS, None)
    assert risk_of([], WEIGHTS).score == pytest.approx(1 / (1 + math.exp(3)))


def test_ring_of_one_browser_is_held() -> None:
    first, *others = judged(ring_of_three())

    assert (first.standing, first.why, first.due) == ("waiting", "held", None)
    assert signs(first) == {"browser": (0.667, 2), "ring": (0.333, 3)}
    assert first.risk
    assert first.risk.score == pytest.approx(1 / (1 + math.exp(3 - 4 * 2 / 3 - 2 / 3)))
    assert [friend.why for friend in others] == ["twice", "twice"]


def test_couple_with_one_laptop_counts() -> None:
    first, second = judged([*comes(100, 50, BEGIN), *comes(100, 51, BEGIN + HOUR)])

    assert (first.standing, signs(first), second.why) == ("counts", {"browser": (0.5, 1)}, "twice")


def test_browser_of_another_inviter_is_a_sign() -> None:
    [friend] = judged(comes(7, 50, BEGIN))

    assert (friend.why, signs(friend)) == ("held", {"inviters": (1.0, 1)})


@pytest.mark.parametrize(("number", "strength"), [(2, None), (3, 0.333), (4, 0.5), (10, 0.8)])
def test_many_within_a_minute_are_a_sign(number: int, strength: float | None) -> None:
    crowd = [fact for n in range(number) for fact in comes(100 + n, 50 + n, BEGIN + n * SECOND)]
    spoken = [does(50 + n, RecordKind.SPOKE, BEGIN + HOUR) for n in range(number)]

    first = judged([*crowd, *spoken])[0]

    assert signs(first) == ({"burst": (strength, number)} if strength else {})
    assert first.standing == Standing.COUNTS


def test_table_of_friends_is_not_held_and_a_silent_crowd_is() -> None:
    def crowd(number: int) -> set[str]:
        return {
            one.standing
            for one in judged([f for n in range(number) for f in comes(100 + n, 50 + n, BEGIN + n * SECOND)])
        }

    assert (crowd(6), crowd(30)) == ({"counts"}, {"waiting"})


def test_who_speaks_is_in_no_ring_and_makes_that_of_the_others_weaker() -> None:
    crowd = [fact for n in range(4) for fact in comes(100 + n, 50 + n, BEGIN + n * SECOND)]

    silent = judged(crowd)[0]
    spoke, other, *_ = judged([*crowd, does(50, RecordKind.SPOKE, BEGIN + HOUR)])

    assert signs(silent)["ring"] == (0.5, 4)
    assert "ring" not in signs(spoke)
    assert signs(other)["ring"] == (0.375, 4)


def test_who_leaves_within_minutes_and_comes_back_shows_it_and_so_does_the_link() -> None:
    hasty = [
        *comes(100, 50, BEGIN), does(50, RecordKind.LEFT, BEGIN + 3 * MINUTE),
        Fact(BEGIN + HOUR, 509, RecordKind.JOINED, visitor=100, member=50),
    ]  # fmt: skip

    first, second = judged([*hasty, *comes(101, 51, BEGIN + 2 * HOUR)])

    assert signs(first) == {"haste": (1.0, 1)}
    assert signs(second) == {"haste": (0.2, 1)}


def test_throwaway_address_is_asked_for_only_where_it_matters() -> None:
    asked: list[set[int]] = []
    facts = [*ring_of_three(), *comes(200, 60, BEGIN + 9 * HOUR)]
    terms = Terms(HOUR, HOUR)
    inviters = {DAN: Inviter(10_000, BEGIN, terms, 6)}
    friends = fold(facts, inviters, BEGIN + 100 * HOUR, LATER)

    hold_back(friends, inviters, (), lambda members: asked.append(set(members)) or {50})

    assert asked == [{50}]
    assert signs(friends[0])["mail"] == (1.0, 1)


def test_hold_ends_by_a_word_and_by_nothing_else() -> None:
    ring, when = ring_of_three(), BEGIN + 20 * HOUR

    spoke = judged([*ring, *(does(50 + n, RecordKind.SPOKE, when) for n in range(3))])
    passed = judged([*ring, does(50, RecordKind.REVIEWED, when, again=True)])
    refused = judged([*ring, does(50, RecordKind.REVIEWED, when)])

    assert (spoke[0].why, spoke[0].risk) == ("held", judged(ring)[0].risk)
    assert (passed[0].standing, refused[0].why) == ("counts", "refused")


def test_rules_of_the_moment_decide_and_later_ones_change_nothing() -> None:
    couple = [*comes(100, 50, BEGIN), *comes(100, 51, BEGIN + HOUR)]
    later = [(BEGIN + 6 * HOUR, Watch(THRESHOLDS["strict"]))]
    off = [(BEGIN, Watch(off=frozenset({"browser", "ring"})))]

    assert judged(couple, STRICT)[0].why == "held"
    assert judged(couple, later)[0].standing == "counts"
    assert (judged(ring_of_three(), off)[0].standing, signs(judged(ring_of_three(), off)[0])) == ("counts", {})


def test_who_is_mild_holds_nobody_by_one_sign() -> None:
    mild = Watch(THRESHOLDS["mild"])

    assert all(risk_of([Sign(one.value, 1.0, 1)], WEIGHTS).score < mild.threshold for one in Signal)


def stream(chance: Random, people: int = 25) -> list[Fact]:
    """Return a campaign: few browsers, joins close together, some go, some speak, hosts decide on a few."""
    facts: list[Fact] = []
    for member in range(50, 50 + people):
        at = BEGIN + chance.randint(0, 30) * 20 * SECOND + chance.randint(0, 3) * HOUR
        facts += comes(chance.choice((100, 101, 7, member + 100)), member, at, chance.choice((DAN, NINA)))
        for _deed in range(chance.randint(0, 3)):
            kind = chance.choice((RecordKind.LEFT, RecordKind.JOINED, RecordKind.SPOKE, RecordKind.REVIEWED))
            when = at + chance.randint(1, 900) * MINUTE / 10
            fact = does(member, kind, when, again=chance.random() < 0.5)
            facts.append(fact._replace(number=len(facts) + 5_000))
    return facts


@given(st.randoms(use_true_random=False), st.sampled_from(list(THRESHOLDS)))
def test_order_and_repetition_change_nothing(chance: Random, strictness: str) -> None:
    facts, watches = stream(chance), [(BEGIN, Watch(THRESHOLDS[strictness]))]
    once = judged(facts, watches, {52, 60, 71})
    doubled = [fact for fact in facts for _time in range(chance.randint(1, 3))]
    chance.shuffle(doubled)

    assert judged(doubled, watches, {52, 60, 71}) == once


def test_some_links_are_quiet_and_some_are_not() -> None:
    friends = [judged(stream(Random(seed), people=3)) for seed in range(40)]
    found = [risk.is_quiet(link, {6: BEGIN, 7: BEGIN}) for those in friends for link in risk.friends_by_link(those)]

    assert 5 < sum(found) < len(found) - 5


@given(st.randoms(use_true_random=False), st.sampled_from([*THRESHOLDS, "by mail"]))
def test_links_that_are_quiet_at_a_glance_are_quiet_when_looked_into(chance: Random, strictness: str) -> None:
    facts = stream(chance, people=chance.randint(1, 6))
    mail = Watch(0.25, {**WEIGHTS, Signal.MAIL.value: 9.0})
    watches = [(BEGIN, mail if strictness == "by mail" else Watch(THRESHOLDS[strictness]))]

    at_a_glance = judged(facts, watches, range(50, 60))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(risk, "is_quiet", lambda _people, _inviters: False)
        looked_into = judged(facts, watches, range(50, 60))

    assert at_a_glance == looked_into


@given(st.randoms(use_true_random=False))
def test_what_happens_after_a_friend_would_count_does_not_change_the_judgement(chance: Random) -> None:
    facts = stream(chance)
    began = {one.member: one.turns[0].at for one in fold(facts, inviting(), BEGIN + 100 * HOUR, LATER) if one.turns}
    for friend in judged(facts):
        if friend.risk:
            then = began[friend.member]
            before = judged([fact for fact in facts if fact.at <= then], at=then)
            assert friend.risk == next(one.risk for one in before if one.member == friend.member)


def test_signs_appear_in_the_streams_of_these_tests() -> None:
    friends = [friend for seed in range(30) for friend in judged(stream(Random(seed)))]
    seen = {sign.signal for friend in friends if friend.risk for sign in friend.risk.signs}

    assert seen == set(Signal.values) - {"mail"}
    assert {friend.why for friend in friends} >= {"held", "refused", ""}


def test_ring_is_who_hangs_together_however_many_steps_away() -> None:
    chain = [fact for n in range(3) for fact in comes(100 + n, 50 + n, BEGIN + n * 50 * SECOND)]
    apart = comes(200, 60, BEGIN + HOUR)
    shared = comes(102, 53, BEGIN + 3 * HOUR)

    found = ring_around(50, judged([*chain, *apart, *shared]))

    assert [one.member for one in found.people] == [50, 51, 52, 53]
    assert found.ties == [(50, 51, "burst"), (51, 52, "burst"), (52, 53, "browser")]
    assert [one.member for one in ring_around(60, judged(apart)).people] == [60]


def test_ring_that_is_too_large_to_draw_says_how_many_are_left_out() -> None:
    crowd = [fact for n in range(40) for fact in comes(100 + n, 50 + n, BEGIN + n * SECOND)]

    found = ring_around(70, judged(crowd))

    assert (len(found.people), found.left_out) == (MOST_SHOWN, 24)
    assert 70 in {one.member for one in found.people}


def test_who_is_held_never_counted_even_when_they_leave() -> None:
    gone = [does(50 + n, RecordKind.LEFT, BEGIN + 20 * HOUR) for n in range(3)]

    first, *_others = judged([*ring_of_three(), *gone])

    assert (first.standing, first.why, first.turns) == (Standing.LEFT, "", [])
