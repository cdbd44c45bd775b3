"""One message: its page, and what can be done with it."""

import pytest
from django.contrib.messages import get_messages

from coterie.kit.clock import now
from coterie.talk.domain.announcement import pin_message
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.message import edit_message
from coterie.talk.models import Message, Pin, Reaction
from tests.cast import NOW, Cast
from tests.talk.speech import say
from tests.web.visit import HTMX, room, visitor


@pytest.fixture
def message(cast: Cast) -> Message:
    return say(cast, "dan", "my first headline")


@pytest.fixture
def url(cast: Cast, message: Message) -> str:
    return f"{room(cast)}/messages/{message.key}"


def around(cast: Cast, message: Message) -> str:
    return f"{room(cast)}?around={message.key}#message-{message.key}"


@pytest.mark.parametrize(
    ("name", "deeds"),
    [
        ("dan", {"reactions", "text", "removal"}),
        ("carol", {"reactions"}),
        ("bob", {"removal", "pin"}),
        ("ann", set()),
    ],
)
def test_everybody_is_offered_what_they_may_do(cast: Cast, url: str, name: str, deeds: set[str]) -> None:
    shown = visitor(cast, name).get(f"{url}/actions").content.decode()

    assert {deed for deed in ("reactions", "text", "removal", "pin") if f"{url}/{deed}" in shown} == deeds


def test_the_page_of_a_message_works_without_script(cast: Cast, url: str) -> None:
    shown = visitor(cast, "dan").get(url).content.decode()

    assert "my first headline" in shown
    assert f'formaction="{url}/removal"' in shown


def test_who_is_told_of_a_message_gets_it_alone(cast: Cast, url: str, message: Message) -> None:
    answer = visitor(cast, "carol").get(url, headers=HTMX)

    shown = answer.content.decode()
    assert answer["X-Message"] == f"message-{message.key}"
    assert "<html" not in shown
    assert 'id="announcement" hx-swap-oob="true"' in shown


def test_an_answer_brings_along_what_it_answers(cast: Cast, url: str, message: Message) -> None:
    answer = say(cast, "carol", "a second one", reply_to=message.pk)

    shown = visitor(cast, "nina").get(f"{room(cast)}/messages/{answer.key}", headers=HTMX).content.decode()

    assert f'id="message-{message.key}" hx-swap-oob="true"' in shown
    assert shown.count("hx-swap-oob") == 2


def test_a_sign_is_put_and_taken_back(cast: Cast, url: str, message: Message) -> None:
    client = visitor(cast, "carol")

    answer = client.post(f"{url}/reactions", {"emoji": "❤️"}, headers=HTMX)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == (f"#message-{message.key}", "outerHTML")
    assert Reaction.objects.count() == 1

    answer = client.post(f"{url}/reactions/removal", {"emoji": "❤️"})
    assert answer["Location"] == around(cast, message)
    assert Reaction.objects.count() == 0
    assert client.post(f"{url}/reactions", {"emoji": "nonsense"}).status_code == 400


def test_an_edit_with_its_history(cast: Cast, url: str, message: Message) -> None:
    client = visitor(cast, "dan")
    assert "my first headline</textarea>" in client.get(f"{url}/text").content.decode()

    assert client.post(f"{url}/text", {"text": "my second headline"}).status_code == 302

    shown = client.get(f"{url}/versions").content.decode()
    assert shown.index("my first headline") < shown.index("my second headline")
    assert visitor(cast, "bob").get(f"{url}/versions").status_code == 200
    assert visitor(cast, "carol").get(f"{url}/versions").status_code == 403


def test_an_edit_that_is_refused_stays_typed(cast: Cast, url: str) -> None:
    answer = visitor(cast, "dan").post(f"{url}/text", {"text": "  "})

    assert answer.status_code == 422
    assert "at most 9 pictures" in answer.content.decode()


def test_others_do_not_edit(cast: Cast, url: str) -> None:
    client = visitor(cast, "carol")

    assert client.get(f"{url}/text").status_code == 403
    assert client.post(f"{url}/text", {"text": "theirs"}).status_code == 403


def test_a_deletion_can_be_undone(cast: Cast, url: str, message: Message) -> None:
    client = visitor(cast, "dan")

    answer = client.post(f"{url}/removal")
    (notice,) = get_messages(answer.wsgi_request)
    assert notice.extra_tags == f"{url}/restoration"
    assert "my first headline" not in client.get(room(cast)).content.decode()

    client.post(notice.extra_tags)
    assert "my first headline" in client.get(room(cast)).content.decode()


def test_a_deleted_message_shows_nobody_its_words(cast: Cast, url: str, message: Message) -> None:
    edit_message(message=message.pk, text="second words", actor=cast.actor("dan"), now=NOW)
    delete_message(message=message.pk, actor=cast.actor("dan"), now=now())
    say(cast, "carol", "after it")

    for address in (room(cast), url, f"{url}/actions"):
        assert "words" not in visitor(cast, "carol").get(address).content.decode()


def test_a_host_takes_down_and_puts_back(cast: Cast, url: str, message: Message) -> None:
    client = visitor(cast, "bob")

    answer = client.post(f"{url}/removal", headers=HTMX)
    assert answer["HX-Redirect"] == around(cast, message)
    assert "A host took this message down." in visitor(cast, "dan").get(room(cast)).content.decode()
    assert f"{url}/restoration" in client.get(f"{url}/actions").content.decode()
    assert visitor(cast, "dan").post(f"{url}/restoration").status_code == 403

    client.post(f"{url}/restoration")
    message.refresh_from_db()
    assert message.deleted_at is None


def test_a_host_announces_and_takes_down(cast: Cast, url: str) -> None:
    client = visitor(cast, "bob")

    client.post(f"{url}/pin")
    assert "<h2>my first headline</h2>" in client.get(room(cast)).content.decode()
    assert f"{url}/pin/removal" in client.get(f"{url}/actions").content.decode()

    client.post(f"{url}/pin/removal")
    assert not Pin.objects.filter(unpinned_at=None).exists()
    assert visitor(cast, "dan").post(f"{url}/pin").status_code == 403


def test_a_message_of_another_group_is_not_found(cast: Cast) -> None:
    message = say(cast, "carol", "vip only", group=cast.vip.pk)
    pin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)
    url = f"{room(cast)}/messages/{message.key}"

    for address in (url, f"{url}/actions", f"{url}/text", f"{url}/versions"):
        assert visitor(cast, "dan").get(address).status_code == 404
    for deed in ("reactions", "removal", "restoration", "pin", "pin/removal", "reactions/removal"):
        assert visitor(cast, "carol").post(f"{url}/{deed}", {"emoji": "❤️"}).status_code == 404


@pytest.mark.parametrize("deed", ["removal", "restoration", "pin", "pin/removal", "reactions", "reactions/removal"])
def test_nothing_is_changed_by_looking(cast: Cast, url: str, deed: str) -> None:
    assert visitor(cast, "dan").get(f"{url}/{deed}").status_code == 405
