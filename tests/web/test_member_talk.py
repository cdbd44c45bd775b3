"""A group's page: reading and speaking."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coterie.talk.domain.announcement import pin_message
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.reaction import react
from coterie.talk.models import Message
from tests.cast import NOW, Cast
from tests.talk.speech import say
from tests.web.visit import HTMX, room, visitor


def page(cast: Cast, name: str = "dan", query: str = "") -> str:
    answer = visitor(cast, name).get(room(cast) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_talk_is_shown(cast: Cast) -> None:
    question = say(cast, "nina", "How do I write a menu?")
    say(cast, "carol", "Begin with the smell, @Nina", reply_to=question.pk)
    react(message=question.pk, member=cast.members["dan"].pk, emoji="👋", actor=cast.actor("dan"), now=NOW)

    shown = page(cast)

    assert "How do I write a menu?" in shown
    assert f'href="{room(cast)}?around={question.key}#message-{question.key}">Nina: How do I write a menu?</a>' in shown
    assert '<b class="mention">@Nina</b>' in shown
    assert re.search(r'reactions/removal" aria-pressed="true">👋 1<', shown)


def test_a_newcomer_is_marked_for_two_weeks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    say(cast, "nina", "hello")
    say(cast, "dan", "hello")
    monkeypatch.setattr("coterie.web.member.part.now", lambda: NOW)

    shown = page(cast)

    assert shown.count("Newcomer") == 1
    assert f"Newcomer No.{cast.members['nina'].number}" in shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("one\n\ntwo\nthree", "<p>one</p><p>two<br>three</p>"),
        ("see https://example.org/a?b=1&c=2", '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow">'),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ('https://example.org/"onmouseover=alert(1)', "&quot;onmouseover=alert(1)"),
        ("@Dan<b>", '<b class="mention">@Dan</b>&lt;b&gt;'),
    ],
)
def test_words_are_only_words(cast: Cast, text: str, html: str) -> None:
    say(cast, "dan", text)

    assert html in page(cast)


@pytest.mark.parametrize("name", ["stranger", "mallory", "eve"])
def test_who_does_not_sit_there_finds_nothing(cast: Cast, name: str) -> None:
    client = visitor(cast, name)

    assert client.get(room(cast)).status_code == 404
    assert client.get(f"/m/other/g/{cast.group.key}").status_code == 404
    assert client.post(f"{room(cast)}/messages", {"text": "hello"}).status_code == 404


def test_a_member_finds_only_the_own_groups(cast: Cast) -> None:
    assert visitor(cast, "dan").get(f"/m/table/g/{cast.vip.key}").status_code == 404


def test_nobody_signed_in_is_asked_to(cast: Cast) -> None:
    answer = Client().get(room(cast))

    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={room(cast)}")


def test_staff_look_in_and_take_a_seat_to_speak(cast: Cast) -> None:
    client = visitor(cast, "bob")
    assert "Take a seat" in client.get(room(cast)).content.decode()
    assert client.post(f"{room(cast)}/messages", {"text": "hello"}).status_code == 404

    client.post(f"{room(cast)}/seat")

    assert client.post(f"{room(cast)}/messages", {"text": "hello"}).status_code == 302
    assert Message.objects.get().member.name == "Bob"


def test_speaking_without_script(cast: Cast) -> None:
    client = visitor(cast, "dan")

    answer = client.post(f"{room(cast)}/messages", {"text": "hello all", "nonce": "n1"})

    message = Message.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{room(cast)}#message-{message.key}")
    assert "hello all" in client.get(room(cast)).content.decode()


def test_speaking_with_script(cast: Cast) -> None:
    answer = visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": "hello all", "nonce": "n1"}, headers=HTMX)

    message = Message.objects.get()
    assert answer["X-Message"] == f"message-{message.key}"
    shown = answer.content.decode()
    assert f'id="message-{message.key}"' in shown
    assert '<input type="hidden" name="nonce" id="nonce" value="' in shown
    assert 'value="n1"' not in shown


def test_sending_twice_says_once(cast: Cast) -> None:
    client = visitor(cast, "dan")

    for _ in range(2):
        client.post(f"{room(cast)}/messages", {"text": "once", "nonce": "n1"})

    assert Message.objects.count() == 1


def test_a_reply(cast: Cast) -> None:
    question = say(cast, "nina", "How do I write a menu?")
    shown = page(cast, query=f"?reply={question.key}")
    assert f'<input type="hidden" name="reply" value="{question.key}">' in shown

    visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": "Begin with the smell", "reply": question.key})

    assert Message.objects.get(text="Begin with the smell").reply_to_id == question.pk


def test_what_was_refused_stays_typed(cast: Cast) -> None:
    gone = say(cast, "nina", "soon gone")
    delete_message(message=gone.pk, actor=cast.actor("nina"), now=NOW)
    typed = {"text": "my long answer", "reply": gone.key, "nonce": "n1"}

    answer = visitor(cast, "dan").post(f"{room(cast)}/messages", typed)

    assert answer.status_code == 422
    assert ">my long answer</textarea>" in answer.content.decode()
    assert "The message you answer was deleted." in answer.content.decode()


def test_what_was_refused_is_said_beside_the_field(cast: Cast) -> None:
    answer = visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": "x" * 4_001}, headers=HTMX)

    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#composer-note")


def test_earlier_messages_come_in_parts(cast: Cast) -> None:
    said = [say(cast, "dan", f"number {place:02}") for place in range(65)]
    client = visitor(cast, "dan")

    first = client.get(room(cast)).content.decode()
    older = re.search(r'hx-get="([^"]*before=[^"]*)"', first)[1]
    second = client.get(older, headers=HTMX).content.decode()
    oldest = re.search(r'hx-get="([^"]*before=[^"]*)"', second)[1]
    third = client.get(oldest, headers=HTMX).content.decode()

    numbers = [re.findall(r"number (\d\d)", part) for part in (third, second, first)]
    assert [len(part) for part in numbers] == [5, 30, 30]
    assert [int(number) for part in numbers for number in part] == list(range(65))
    assert "before=" not in third
    around = client.get(f"{room(cast)}?around={said[30].key}").content.decode()
    assert re.findall(r"number (\d\d)", around) == [f"{place:02}" for place in range(11, 41)]
    assert f"?after={said[40].key}" in around
    after = client.get(f"{room(cast)}?after={said[40].key}").content.decode()
    assert re.findall(r"number (\d\d)", after) == [f"{place:02}" for place in range(41, 65)]


def test_an_unknown_place_is_not_found(cast: Cast) -> None:
    elsewhere = say(cast, "carol", "vip only", group=cast.vip.pk)

    for wish in ("before", "after", "around"):
        assert visitor(cast, "dan").get(f"{room(cast)}?{wish}={elsewhere.key}").status_code == 404


def test_the_announcement_stands_above(cast: Cast) -> None:
    message = say(cast, "carol", "Tonight at nine")
    assert '<section id="announcement" hidden' in page(cast)

    pin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)

    assert "<h2>Tonight at nine</h2>" in page(cast)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_do_not_grow_with_messages(cast: Cast, number: int) -> None:
    for _ in range(number):
        message = say(cast, "nina", "hello")
        say(cast, "carol", "welcome", reply_to=message.pk)
        react(message=message.pk, member=cast.members["dan"].pk, emoji="👋", actor=cast.actor("dan"), now=NOW)
    client = visitor(cast, "dan")
    client.get(room(cast))

    with CaptureQueriesContext(connection) as asked:
        client.get(room(cast))

    assert len(asked) == 6  # session, person, seat, messages, what stands under them, announcement


def test_one_page_for_each_reader(cast: Cast) -> None:
    """The frame of the page is drawn once; nothing of one reader may stand in another's."""
    say(cast, "dan", "mine")

    shown = {name: page(cast, name) for name in ("dan", "carol")}

    tokens = {name: re.findall(r'csrfmiddlewaretoken" value="(\w+)"', html) for name, html in shown.items()}
    assert len(set(tokens["dan"])) == 1 == len(set(tokens["carol"]))
    assert tokens["dan"] != tokens["carol"]
    assert "message-own" in shown["dan"]
    assert "message-own" not in shown["carol"]
    nonces = [re.search(r'id="nonce" value="([^"]+)"', html)[1] for html in shown.values()]
    assert len(set(nonces)) == 2
