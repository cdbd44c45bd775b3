"""Threads, questions with their answers, and what is meant for whom."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from coterie.groups.domain.membership import leave_group
from coterie.groups.domain.reading import choose_notify, mark_all_read, mark_read
from coterie.groups.models import Membership
from coterie.groups.queries.seat import seats_in
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.message import edit_message
from coterie.talk.domain.question import accept_answer, mark_question, refuse_answer
from coterie.talk.models import Message, Notice
from coterie.talk.queries.conversation import newest, thread
from coterie.talk.queries.questions import questions_visible_to
from coterie.talk.queries.unread import notices_of, seen_by, unread_in, unseen_notices, until_of
from tests.cast import NOW, Cast
from tests.talk.speech import say, told

MINUTE = timedelta(minutes=1)


def texts(cast: Cast, key: str) -> list[str]:
    talk = thread(cast.group.pk, key, reader=None, now=NOW)
    return [shown.text for shown in talk.messages]


def test_thread_is_one_from_wherever_one_looks(cast: Cast) -> None:
    first = say(cast, "dan", "Who bakes?")
    say(cast, "paul", "Something else")
    second = say(cast, "carol", "I do", reply_to=first.pk, now=NOW + MINUTE)
    third = say(cast, "dan", "When?", reply_to=second.pk, now=NOW + 2 * MINUTE)

    assert texts(cast, third.key) == texts(cast, first.key) == ["Who bakes?", "I do", "When?"]
    assert third.root_id == first.pk
    with pytest.raises(NotFound):
        thread(cast.vip.pk, first.key, reader=None, now=NOW)


def test_named_and_answered_are_told_once_and_nobody_of_their_own(cast: Cast) -> None:
    first = say(cast, "dan", "Hello")
    say(cast, "carol", "@Dan @Nina hello", reply_to=first.pk)
    say(cast, "dan", "@Dan to myself", reply_to=first.pk)

    told_to = {(row.member.name, row.why) for row in Notice.objects.select_related("member")}
    assert told_to == {(cast.members["dan"].name, "answered"), (cast.members["nina"].name, "named")}


def test_edit_tells_who_is_named_now(cast: Cast) -> None:
    said = say(cast, "dan", "@Carol look")

    edit_message(message=said.pk, text="@Nina look", actor=cast.actor("dan"), now=NOW + MINUTE)

    assert [row.member_id for row in Notice.objects.all()] == [cast.members["nina"].pk]


def test_notices_go_with_the_message_and_with_the_seat(cast: Cast) -> None:
    dan = cast.members["dan"].pk
    said = say(cast, "carol", "@Dan one")
    say(cast, "carol", "@Dan two")
    delete_message(message=said.pk, actor=cast.actor("carol"), now=NOW)

    assert [row.message.text for row in notices_of(dan)] == ["@Dan two"]
    leave_group(group=cast.group.pk, member=dan, actor=cast.actor("dan"), now=NOW)
    assert not notices_of(dan).exists()


def test_unread_is_what_others_said_since(cast: Cast) -> None:
    dan, group, actor = cast.members["dan"].pk, cast.group.pk, cast.actor("dan")
    later = NOW + timedelta(days=1)
    for minute, (who, text) in enumerate([("carol", "One"), ("dan", "Mine"), ("carol", "@Dan two"), ("nina", "Three")]):
        say(cast, who, text, now=later + minute * MINUTE)

    def numbers() -> tuple[int, int]:
        seats = seats_in(actor, cast.table.pk)
        return unread_in(dan, until_of(seats)).get(group, 0), unseen_notices(dan).get(group, 0)

    assert numbers() == (3, 1)
    mark_read(group=group, member=dan, until=later + 2 * MINUTE, actor=actor, now=later + 9 * MINUTE)
    assert numbers() == (1, 0)
    mark_read(group=group, member=dan, until=later, actor=actor, now=later + 9 * MINUTE)
    assert numbers() == (1, 0)  # it never goes back
    mark_read(group=group, member=dan, until=later + timedelta(days=9), actor=actor, now=later + 9 * MINUTE)
    assert Membership.objects.get(member=dan, group=group).read_at == later + 9 * MINUTE  # nor beyond now
    say(cast, "nina", "Four", now=later + 10 * MINUTE)
    assert numbers() == (1, 0)
    mark_all_read(member=dan, actor=actor, now=later + 11 * MINUTE)
    assert numbers() == (0, 0)


def test_nobody_reads_or_chooses_for_another(cast: Cast) -> None:
    facts = {"group": cast.group.pk, "member": cast.members["dan"].pk, "actor": cast.actor("carol"), "now": NOW}

    with pytest.raises(NotFound):
        mark_read(until=NOW, **facts)
    with pytest.raises(NotFound):
        choose_notify(notify="named", **facts)
    with pytest.raises(Invalid):
        choose_notify(notify="loud", **{**facts, "actor": cast.actor("dan")})


def test_wish_is_told_once(cast: Cast) -> None:
    facts = {"group": cast.group.pk, "member": cast.members["dan"].pk, "actor": cast.actor("dan"), "now": NOW}

    for _again in range(2):
        choose_notify(notify="named", **facts)

    assert [event.data for event in told("notify_changed")] == [{"notify": "named"}]


def test_hosts_see_how_many_looked_since_an_announcement(cast: Cast) -> None:
    everybody = seen_by(cast.group.pk, NOW)[1]
    for who, at in (("dan", NOW + MINUTE), ("carol", NOW - MINUTE)):
        mark_read(group=cast.group.pk, member=cast.members[who].pk, until=at, actor=cast.actor(who), now=NOW + MINUTE)

    assert seen_by(cast.group.pk, NOW) == (1, everybody)


def asked(cast: Cast) -> tuple[Message, Message]:
    question = say(cast, "dan", "How long does it rise?", kind="question")
    return question, say(cast, "carol", "Two hours", reply_to=question.pk)


def test_who_asked_takes_an_answer_and_another_in_its_place(cast: Cast) -> None:
    question, answer = asked(cast)
    better = say(cast, "nina", "Three", reply_to=question.pk)
    dan = cast.actor("dan")

    accept_answer(message=answer.pk, actor=dan, now=NOW)
    accept_answer(message=better.pk, actor=dan, now=NOW)
    accept_answer(message=better.pk, actor=dan, now=NOW)

    shown = {row.text: row for row in newest(cast.group.pk, reader=None, now=NOW).messages}
    assert (shown["Three"].accepted, shown["Two hours"].accepted) == (True, False)
    assert shown["How long does it rise?"].settled
    assert len(told("answer_accepted")) == 2
    refuse_answer(message=better.pk, actor=cast.actor("alice"), now=NOW)
    assert [row.pk for row in questions_visible_to(dan, cast.table.pk, settled=False)] == [question.pk]


def test_only_who_asked_and_hosts_settle(cast: Cast) -> None:
    question, answer = asked(cast)
    plain = say(cast, "dan", "Talk")

    for who in ("carol", "nina"):
        with pytest.raises(Forbidden):
            accept_answer(message=answer.pk, actor=cast.actor(who), now=NOW)
    with pytest.raises(NotFound):
        accept_answer(message=answer.pk, actor=cast.actor("mallory"), now=NOW)
    for message in (question, plain, say(cast, "carol", "Yes", reply_to=plain.pk)):
        with pytest.raises(Conflict):
            accept_answer(message=message.pk, actor=cast.actor("dan"), now=NOW)


def test_question_waits_again_when_its_answer_goes(cast: Cast) -> None:
    question, answer = asked(cast)
    accept_answer(message=answer.pk, actor=cast.actor("dan"), now=NOW)

    delete_message(message=answer.pk, actor=cast.actor("carol"), now=NOW)

    question.refresh_from_db()
    assert question.accepted_id is None


def test_talk_becomes_a_question_and_talk_again(cast: Cast) -> None:
    said = say(cast, "dan", "Why")
    facts = {"message": said.pk, "actor": cast.actor("dan"), "now": NOW}
    for on in (True, True, False):
        mark_question(on=on, **facts)

    assert not questions_visible_to(cast.actor("dan"), cast.table.pk).exists()
    assert (len(told("question_asked")), len(told("question_withdrawn"))) == (1, 1)
    with pytest.raises(Forbidden):
        mark_question(on=True, **{**facts, "actor": cast.actor("carol")})


def test_threads_that_were_there_before_are_found(cast: Cast) -> None:
    """The step of the migration that finds the roots of old messages."""
    threads = import_module("coterie.talk.migrations.0003_threads_questions_polls").THREADS
    first = say(cast, "dan", "One")
    second = say(cast, "carol", "Two", reply_to=first.pk)
    third = say(cast, "dan", "Three", reply_to=second.pk)
    Message.objects.update(root=None)

    with connection.cursor() as cursor:
        cursor.execute(threads)

    roots = dict(Message.objects.values_list("pk", "root"))
    assert roots == {first.pk: None, second.pk: first.pk, third.pk: first.pk}
