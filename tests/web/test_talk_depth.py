"""Threads, questions, polls, planned words and what one is told, through the pages and the API."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from coterie.groups.domain.reading import mark_read
from coterie.groups.models import Group, Membership
from coterie.kit.clock import now
from coterie.talk.models import Message, Scheduled
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.talk.scenes import polled
from tests.talk.speech import say
from tests.web.visit import visitor


def test_member_asks_reads_the_thread_and_takes_the_answer(cast: Cast) -> None:
    dan, carol = visitor(cast, "dan"), visitor(cast, "carol")
    room = f"/m/table/g/{cast.group.key}"
    dan.post(f"{room}/messages", {"text": "How long <b>?", "question": "on"})
    question = Message.objects.get()
    carol.post(f"{room}/messages", {"text": "Two hours", "reply": question.key})
    answer = Message.objects.get(reply_to=question)
    refused = carol.post(f"{room}/messages/{answer.key}/acceptance", {"on": "1"})
    offered = dan.get(f"{room}/messages/{answer.key}").content.decode()
    dan.post(f"{room}/messages/{answer.key}/acceptance", {"on": "1"})
    thread = carol.get(f"{room}/messages/{answer.key}/thread").content.decode()
    waiting = carol.get("/m/table/questions").content.decode()
    settled = carol.get("/m/table/questions?state=settled").content.decode()

    assert refused.status_code == 403
    assert "This answers the question" in offered
    assert "the answer" in thread
    assert thread.index("How long &lt;b&gt;?") < thread.index("Two hours")
    assert "Nobody waits for an answer" in waiting
    assert "Two hours" in settled


def test_member_sees_what_is_new_and_what_is_meant_for_them(cast: Cast) -> None:
    dan, room = visitor(cast, "dan"), f"/m/table/g/{cast.group.key}"
    old = say(cast, "carol", "Old", now=now())
    mark_read(
        group=cast.group.pk, member=cast.members["dan"].pk, until=old.posted_at, actor=cast.actor("dan"), now=now()
    )
    new = say(cast, "carol", "@Dan new", now=now())
    home, page = dan.get("/m/table/").content.decode(), dan.get(room).content.decode()
    mine = dan.get("/m/table/notices").content.decode()
    rooms = call("GET", "/me/memberships/table/groups", token_of(cast, "dan")).json()["items"]
    dan.post("/m/table/reading")
    after = dan.get("/m/table/").content.decode()

    assert "@ 1" in home
    assert page.index("Old") < page.index('id="new"') < page.index("new</p>")
    assert "named you" in mine
    assert (rooms[0]["unread"], rooms[0]["named"]) == (1, 1)
    assert "@ 1" not in after
    assert dan.post(f"{room}/reading", {"until": "nothing"}).status_code == 404
    assert new.posted_at > old.posted_at


def test_member_asks_the_group_to_choose(cast: Cast) -> None:
    dan, carol, room = visitor(cast, "dan"), visitor(cast, "carol"), f"/m/table/g/{cast.group.key}"
    wrong = dan.post(f"{room}/polls/new", {"text": "Tea?", "options": "Yes", "most": "1"})
    dan.post(f"{room}/polls/new", {"text": "Tea?", "options": "Yes\nNo", "most": "1", "nonce": "n"})
    poll = Message.objects.get()
    carol.post(f"{room}/messages/{poll.key}/choices", {"option": "1"})
    page = carol.get(room).content.decode()
    seen = call("GET", f"/communities/table/messages/{poll.key}", token_of(cast, "carol")).json()["poll"]
    dan.post(f"{room}/messages/{poll.key}/closing")
    late = dan.post(f"{room}/messages/{poll.key}/choices", {"option": "0"})

    assert wrong.status_code == 422
    assert "1 person chose" in page
    assert [option["number"] for option in seen["options"]] == [0, 1]
    assert late.status_code == 409
    assert dan.post(f"{room}/messages/{poll.key}/choices", {"option": "x"}).status_code == 400


def test_member_plans_words_and_chooses_what_to_be_told(cast: Cast) -> None:
    dan, room = visitor(cast, "dan"), f"/m/table/g/{cast.group.key}"
    wrong = dan.post(f"{room}/later", {"text": "Morning", "send_at": "2001-01-01T09:00"})
    dan.post(f"{room}/later", {"text": "Morning", "send_at": "2999-01-01T09:00"})
    far = Scheduled.objects.exists()
    soon = (now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    dan.post(f"{room}/later", {"text": "Morning", "send_at": soon})
    plan = Scheduled.objects.get()
    dan.post(f"{room}/later/{plan.key}", {"text": "Evening", "send_at": soon})
    page = dan.get(f"{room}/later").content.decode()
    dan.post(f"{room}/notify", {"notify": "named"})
    odd = dan.post(f"{room}/notify", {"notify": "loud"})
    dan.post(f"{room}/later/{plan.key}/removal")

    assert wrong.status_code == 422
    assert not far
    assert "Evening" in page
    assert odd.status_code == 422
    assert Membership.objects.get(member=cast.members["dan"].pk, left_at=None).notify == "named"
    assert not Scheduled.objects.exists()


def test_operator_sets_the_pace_and_lets_members_go_on(cast: Cast) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    console = f"/console/table/build/groups/{cast.group.key}"
    facts = {"slow_seconds": "60", "quiet_from": "", "quiet_to": "", "leads_to": str(cast.vip.pk)}
    wrong = alice.post(f"{console}/pace", facts | {"quiet_from": "22:00"})
    alice.post(f"{console}/pace", facts)
    page = alice.get(console).content.decode()
    room = f"/m/table/g/{cast.group.key}"
    dan.post(f"{room}/messages", {"text": "One"})
    slow = dan.post(f"{room}/messages", {"text": "Two"})
    nobody = alice.post(f"{console}/move", {"to": str(cast.vip.pk)})
    alice.post(f"{console}/move", {"to": str(cast.vip.pk), "members": [str(cast.members["dan"].pk)], "stay": "on"})

    assert wrong.status_code == 422 or Group.objects.get(pk=cast.group.pk).quiet_from is None
    assert "From here members go on to VIP." in page
    assert slow.status_code == 422
    assert "Please wait" in slow.content.decode()
    assert "Two</textarea>" in slow.content.decode()
    assert nobody.status_code == 200
    assert Membership.objects.filter(member=cast.members["dan"].pk, left_at=None).count() == 2


def test_pages_cost_the_same_whatever_is_asked_in_them(cast: Cast) -> None:
    dan, room = visitor(cast, "dan"), f"/m/table/g/{cast.group.key}"
    counts = []
    for part in range(2):
        for one in range(3):
            polled(cast, now=NOW, nonce=f"{part} {one}")
        dan.get(room)
        with CaptureQueriesContext(connection) as queries:
            dan.get(room)
        counts.append(len(queries))

    assert counts[0] == counts[1]
