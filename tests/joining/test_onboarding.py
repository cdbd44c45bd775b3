"""How newcomers are received: the steps, the first week, and who waits for an answer."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from coterie.communities.models import Community
from coterie.groups.domain.membership import seated
from coterie.groups.queries.seat import seats_in
from coterie.joining.domain.newcomer import Said, is_return, take_step
from coterie.joining.domain.onboarding import set_onboarding
from coterie.joining.models import Newcomer, Onboarding
from coterie.joining.queries.onboarding import day_of, next_step, path_of
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.kit.ids import new_visitor
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.pump import catch_up
from coterie.talk.domain.message import post_message
from coterie.talk.domain.reaction import react
from coterie.talk.models import Message
from coterie.talk.queries.unanswered import unanswered
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, scan
from tests.joining.test_join import enter

QUESTION = {"text": "May one sell here?", "choices": ["No", "Yes"], "right": 0, "why": "Rule two."}


def receive(cast: Cast, **facts: object) -> Onboarding:
    usual = {"on": True, "prompts": ["Who I am", "What I look for"], **facts}
    return set_onboarding(community=cast.table.pk, actor=cast.actor("alice"), now=NOW, **usual)


class Nina:
    """A newcomer, and what she does."""

    def __init__(self, cast: Cast, name: str = "Nina", **facts: object) -> None:
        self.cast, self.code = cast, code_of(cast, slots=1, title=f"For {name}", **facts)
        visitor = new_visitor()
        scan(self.code, visitor)
        joined = enter(cast, self.code, visitor=visitor, name=name)
        self.member, self.actor = joined.member, Actor(account=joined.account)
        self.group, self.received = joined.group, joined.received

    @property
    def row(self) -> Newcomer:
        return Newcomer.objects.get(member=self.member)

    def step(self, step: str, **said: object) -> Newcomer:
        return take_step(member=self.member, step=step, said=Said(**said), actor=self.actor, now=NOW)

    def skip(self, step: str) -> Newcomer:
        return take_step(member=self.member, step=step, actor=self.actor, now=NOW)

    def say(self, text: str = "Hello", at: datetime = NOW, **facts: object) -> Message:
        return post_message(group=self.group, member=self.member, text=text, actor=self.actor, now=at, **facts)


# Steps


def test_newcomer_is_led_through_the_steps_and_the_card_is_posted_once(cast: Cast) -> None:
    receive(cast, check_questions=[QUESTION])
    nina = Nina(cast)

    nina.step("welcome")
    nina.step("needs", needs=["learning", "friends"])
    with pytest.raises(Invalid):
        nina.step("check", answers=[1])
    nina.step("check", answers=[0])
    for _twice in range(2):
        nina.step("card", card=["A baker", " "])

    assert nina.received
    assert next_step(nina.row, Onboarding.objects.get()) is None
    assert Member.objects.get(pk=nina.member).needs == ["learning", "friends"]
    assert list(Message.objects.filter(member=nina.member).values_list("text", flat=True)) == ["Who I am: A baker"]
    told = LoggedEvent.objects.filter(kind="newcomer_step_taken").order_by("id").values_list("data", flat=True)
    assert [each["step"] for each in told] == ["welcome", "needs", "check", "card"]
    assert LoggedEvent.objects.get(kind="needs_told").data == {"needs": ["learning", "friends"]}


def test_steps_are_skipped_but_for_a_check_that_is_needed(cast: Cast) -> None:
    receive(cast, check_questions=[QUESTION], check_needed=True)
    nina = Nina(cast)

    for step in ("welcome", "needs", "card"):
        nina.skip(step)
    with pytest.raises(Conflict):
        nina.skip("check")

    assert next_step(nina.row, Onboarding.objects.get()) == "check"
    assert not Message.objects.exists()
    nina.step("card", card=["Later", ""])
    assert nina.row.done["card"]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("needs", {"needs": ["learning", "friends", "job", "life"]}),
        ("needs", {"needs": ["money"]}),
        ("card", {"card": [" ", ""]}),
        ("check", {"answers": []}),
    ],
)
def test_wrong_step_is_refused_and_changes_nothing(cast: Cast, step: str, said: dict[str, object]) -> None:
    receive(cast, check_questions=[QUESTION])
    nina = Nina(cast)

    with pytest.raises(Invalid):
        nina.step(step, **said)

    assert (nina.row.done, Message.objects.count(), Member.objects.get(pk=nina.member).needs) == ({}, 0, [])


def test_nobody_takes_the_steps_of_another(cast: Cast) -> None:
    receive(cast)
    nina = Nina(cast)

    with pytest.raises(NotFound):
        take_step(member=nina.member, step="welcome", said=Said(), actor=cast.actor("dan"), now=NOW)


def test_who_was_here_before_is_not_received_and_a_second_group_asks_nothing_again(cast: Cast) -> None:
    before = Nina(cast, "Omar")
    receive(cast)
    nina = Nina(cast)
    nina.step("needs", needs=["job"])
    second = code_of(cast, slots=1, title="Second")
    visitor = new_visitor()
    scan(second, visitor)
    enter(cast, second, visitor=visitor, name="Nina", account=nina.actor.account)

    assert (before.received, Newcomer.objects.count()) == (False, 1)
    assert list(nina.row.done) == ["needs"]
    assert len(seats_in(nina.actor, cast.table.pk)) == 2


def test_switched_off_nobody_is_received(cast: Cast) -> None:
    receive(cast, on=False)

    assert not Nina(cast).received
    assert not Newcomer.objects.exists()


# Settings


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"check_questions": [{**QUESTION, "choices": ["No"]}]}, "check_questions"),
        ({"check_questions": [{**QUESTION, "right": 2}]}, "check_questions"),
        ({"check_questions": [QUESTION] * 6}, "check_questions"),
        ({"prompts": ["a"] * 6}, "prompts"),
        ({"path": [{"kind": "dance", "day": 1}]}, "path"),
        ({"path": [{"kind": "say", "day": 8}]}, "path"),
        ({"path": [{"kind": "say", "day": 1}, {"kind": "say", "day": 2}]}, "path"),
        ({"answer_minutes": 0}, "answer_minutes"),
    ],
)
def test_wrong_settings_are_refused_and_change_nothing(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive(cast, **facts)

    assert (refused.value.field, Onboarding.objects.count()) == (field, 0)


def test_who_may_not_edit_the_way_in_changes_nothing(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        set_onboarding(community=cast.table.pk, on=True, actor=cast.actor("ann"), now=NOW)


# The first week


def test_tasks_tick_themselves_once(cast: Cast) -> None:
    receive(cast)
    nina, omar = Nina(cast), Nina(cast, "Omar")
    first = omar.say("Hello all")
    nina.say("Hello")
    own = post_message(
        group=omar.group, member=omar.member, text="Me too", actor=omar.actor, now=NOW, reply_to=first.pk
    )
    later = NOW + timedelta(days=2)
    nina.say("Back again", at=later)
    for _twice in range(2):
        catch_up(now=later)

    settings = Onboarding.objects.get()
    assert own.reply_to_id == first.pk
    assert set(nina.row.tasks) == {"say", "return"}
    assert set(omar.row.tasks) == {"say", "reply"}
    assert [(task.deed, task.so_far, task.done) for task in path_of(nina.row, settings)] == [
        ("say", 1, True), ("react", 0, False), ("reply", 0, False), ("return", 1, True),
    ]  # fmt: skip
    told = LoggedEvent.objects.filter(kind="newcomer_task_done").values_list("member", "data")
    assert sorted((member, data["task"], data["points"]) for member, data in told) == sorted(
        [(nina.member, "say", 5), (nina.member, "return", 10), (omar.member, "say", 5), (omar.member, "reply", 10)]
    )


def test_week_ends_after_seven_days(cast: Cast) -> None:
    receive(cast)
    nina = Nina(cast)

    nina.say(at=NOW + timedelta(days=7))
    catch_up(now=NOW + timedelta(days=8))

    assert nina.row.tasks == {}


def test_three_signs_are_one_task(cast: Cast) -> None:
    receive(cast)
    nina = Nina(cast)
    messages = [nina.say(f"Line {number}") for number in range(3)]
    for message in messages[:2]:
        react(message=message.pk, member=nina.member, emoji="❤️", actor=nina.actor, now=NOW)
    catch_up(now=NOW)
    before = set(nina.row.tasks)
    react(message=messages[2].pk, member=nina.member, emoji="❤️", actor=nina.actor, now=NOW)
    catch_up(now=NOW)

    assert ("react" in before, "react" in nina.row.tasks) == (False, True)


ZONES = st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"])


@given(ZONES, st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)), st.integers(0, 7 * 24 * 60))  # noqa: DTZ001
def test_days_are_those_of_the_local_calendar(zone: str, joined: datetime, minutes: int) -> None:
    begin = joined.replace(tzinfo=UTC)
    row = Newcomer(joined_at=begin, community=Community(timezone=zone))
    at = begin + timedelta(minutes=minutes)
    days = (at.astimezone(ZoneInfo(zone)).date() - begin.astimezone(ZoneInfo(zone)).date()).days

    assert day_of(row, zone, at) == days + 1
    assert is_return(row, at) == (days > 0)


# Who waits for an answer


def test_message_waits_until_somebody_else_replies_reacts_or_names_its_author(cast: Cast) -> None:
    receive(cast)
    nina = Nina(cast)
    said = [nina.say(f"Question {number}", at=NOW + timedelta(seconds=number)) for number in range(4)]
    window = {"since": NOW, "until": NOW + timedelta(minutes=30)}
    waits = lambda: [row.text for row in unanswered({nina.member}, **window)]  # noqa: E731 - asked again and again
    host = Nina(cast, "Omar")
    facts = {"group": nina.group, "member": host.member, "actor": host.actor}
    with transaction.atomic():
        seated(group=nina.group, member=host.member, actor=cast.actor("alice"), now=NOW)
    nina.say("talking to myself", at=NOW + timedelta(seconds=5), reply_to=said[0].pk)

    before = waits()
    post_message(**facts, text="Yes", reply_to=said[0].pk, now=NOW + timedelta(minutes=1))
    react(message=said[1].pk, member=host.member, emoji="❤️", actor=host.actor, now=NOW)
    after = waits()
    post_message(**facts, text="@Nina welcome", now=NOW + timedelta(minutes=2))

    assert before == ["Question 0", "Question 1", "Question 2", "Question 3", "talking to myself"]
    assert after == ["Question 2", "Question 3", "talking to myself"]
    assert waits() == []
