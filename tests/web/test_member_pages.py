"""The other pages of the member space."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.groups.models import Membership
from coterie.members.models import Member
from coterie.talk.domain.announcement import pin_message
from coterie.talk.domain.deletion import delete_message
from coterie.talk.models import Message, Picture
from tests.cast import NOW, Cast
from tests.talk.speech import PNG, png, say
from tests.web.visit import room, visitor


def shown(cast: Cast, name: str, address: str) -> str:
    answer = visitor(cast, name).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_my_communities(cast: Cast) -> None:
    assert '<a class="door" href="/m/table/">' in shown(cast, "dan", "/m/")
    assert 'href="/console/table/"' in shown(cast, "alice", "/m/")
    assert "You are not in a community yet" in shown(cast, "stranger", "/m/")


def test_home_shows_my_groups_with_their_last_words(cast: Cast) -> None:
    say(cast, "carol", "vip only", group=cast.vip.pk)
    pin_message(message=say(cast, "carol", "Tonight at nine").pk, actor=cast.actor("bob"), now=NOW)
    say(cast, "nina", "the last words")
    delete_message(message=say(cast, "nina", "gone").pk, actor=cast.actor("nina"), now=NOW)

    page = shown(cast, "dan", "/m/table/")

    assert "Nina: the last words" in page
    assert "<h2>Tonight at nine</h2>" in page
    assert "VIP" not in page
    assert "Carol: vip only" in shown(cast, "carol", "/m/table/")
    assert visitor(cast, "stranger").get("/m/table/").status_code == 404


def test_a_search_marks_its_words(cast: Cast) -> None:
    message = say(cast, "dan", "昨天的标题<b>我改了三遍")

    page = shown(cast, "nina", "/m/table/search?q=标题")

    assert "昨天的<mark>标题</mark>&lt;b&gt;我改了三遍" in page
    assert f'href="{room(cast)}?around={message.key}#message-{message.key}"' in page
    assert "Nothing was found" in shown(cast, "nina", "/m/table/search?q=没有")


def test_a_long_message_is_cut_around_the_hit(cast: Cast) -> None:
    say(cast, "dan", f"{'前' * 300}标题{'后' * 600}")

    page = shown(cast, "nina", "/m/table/search?q=标题")

    assert f"…{'前' * 40}<mark>标题</mark>{'后' * 197}…" in page


def test_who_is_here(cast: Cast) -> None:
    page = shown(cast, "dan", f"{room(cast)}/members")

    assert [name in page for name in ("<b>Carol</b>", "<b>Dan</b>", "<b>Eve</b>")] == [True, True, False]
    assert "<b>Dan</b>" not in shown(cast, "dan", f"{room(cast)}/members?q=car")


def test_my_name_card(cast: Cast) -> None:
    page = shown(cast, "dan", "/m/table/me")

    assert f"No.{cast.members['dan'].number}" in page
    assert "Basic" in page
    assert "You look in as staff" in shown(cast, "bob", "/m/table/me")


def test_leaving_a_group(cast: Cast) -> None:
    client = visitor(cast, "dan")
    assert "Leave Basic?" in client.get(f"{room(cast)}/departure").content.decode()

    client.post(f"{room(cast)}/departure")

    assert client.get(room(cast)).status_code == 404
    assert not Membership.objects.filter(member=cast.members["dan"], left_at=None).exists()


def test_leaving_the_community(cast: Cast) -> None:
    client = visitor(cast, "dan")
    assert "Leave Table?" in client.get("/m/table/departure").content.decode()

    client.post("/m/table/departure")

    assert Member.objects.get(pk=cast.members["dan"].pk).state == "left"
    assert client.get("/m/table/").status_code == 404


def upload(name: str = "menu.png", data: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def test_pictures_come_with_a_message(cast: Cast) -> None:
    client = visitor(cast, "dan")

    client.post(f"{room(cast)}/messages", {"text": "", "files": [upload(data=png(640, 480)), upload()]})

    first, second = Picture.objects.order_by("position")
    assert (first.width, first.height, second.width, second.height) == (640, 480, 4, 3)
    assert f'<img src="/files/{first.file}/small" width="640" height="480"' in client.get(room(cast)).content.decode()


def test_a_picture_is_seen_by_who_sees_its_message(cast: Cast) -> None:
    visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": "look", "files": [upload()]})
    address = f"/files/{Picture.objects.get().file}"

    answer = visitor(cast, "carol").get(address)
    assert answer.content[:4] == b"RIFF"
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for name in ("stranger", "eve", "mallory"):
        assert visitor(cast, name).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_picture_goes_with_its_message(cast: Cast) -> None:
    visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": "look", "files": [upload()]})
    delete_message(message=Message.objects.get().pk, actor=cast.actor("dan"), now=NOW)

    assert visitor(cast, "carol").get(f"/files/{Picture.objects.get().file}").status_code == 404


def test_what_is_no_picture_is_refused_and_the_words_stay(cast: Cast) -> None:
    bad = upload("menu.png", b"<svg onload=alert(1)>")

    answer = visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": "my words", "files": [bad]})

    assert answer.status_code == 422
    assert ">my words</textarea>" in answer.content.decode()
    assert "Take a PDF, e-book, office document, picture" in answer.content.decode()
    assert not Message.objects.exists()


def test_ten_pictures_are_too_many(cast: Cast) -> None:
    answer = visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": "", "files": [upload() for _ in range(10)]})

    assert answer.status_code == 422
