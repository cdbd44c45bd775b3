"""Checking in through the pages, and through the API."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from coterie.kit.clock import shifted
from coterie.platform.files.models import StoredFile
from coterie.rituals.models import Challenge, CheckIn, Enrolment
from coterie.talk.models import Message
from tests.api.token import token_of, upload
from tests.cast import Cast, today
from tests.rituals.scenes import challenged, with_certificate
from tests.talk.speech import PNG
from tests.web.visit import visitor

DAY = timedelta(days=1)


def test_operator_begins_and_member_checks_in_on_two_days(cast: Cast) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    facts = {
        "title": "Pages", "group": cast.group.pk, "proof": "number", "unit": "pages", "first_on": str(today() - DAY),
        "last_on": str(today() + 9 * DAY), "cards": "2", "needed": "80", "says": "on",
    }  # fmt: skip
    alice.post("/console/table/engage/check-ins/new", facts)
    address = f"/m/table/check-ins/{Challenge.objects.get().key}"
    dan.post(f"{address}/enrolment", {"reminds": "1"})
    wrong = dan.post(f"{address}/days", {"text": "many"})
    dan.post(f"{address}/days", {"number": "3.5", "text": "Bread & tea"})
    with shifted(DAY):
        visitor(cast, "dan")
        dan.post(f"{address}/days", {"number": "4"})
        page = dan.get(address).content.decode()
        board = alice.get(f"/console/table/engage/check-ins/{Challenge.objects.get().key}").content.decode()

    assert wrong.status_code == 422
    assert Enrolment.objects.get().reminds
    assert [day.number for day in CheckIn.objects.order_by("on")] == [3.5, 4]
    assert "<dt>In a row</dt><dd>2</dd>" in page
    assert "Your numbers" in page
    assert cast.members["dan"].name in board
    said = Message.objects.filter(nonce__startswith="check-in").order_by("pk")
    assert [message.text for message in said] == [
        "Pages, day 1 in a row\n3.5 pages\nBread & tea",
        "Pages, day 2 in a row\n4 pages",
    ]


def test_missed_day_is_made_up_for_and_free_days_break_nothing(cast: Cast) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    row = challenged(cast)
    address, console = f"/m/table/check-ins/{row.key}", f"/console/table/engage/check-ins/{row.key}"
    dan.post(f"{address}/enrolment")
    dan.post(f"{address}/days", {"text": "Today"})
    dan.post(f"{address}/days", {"text": "Late", "on": str(today() - DAY)})
    alice.post(f"{console}/pauses", {"first_on": str(today() - 2 * DAY), "last_on": str(today() - 2 * DAY)})
    outside = alice.post(f"{console}/pauses", {"first_on": str(today() - 90 * DAY), "last_on": str(today())})
    dan.post(f"{address}/days", {"text": "First", "on": str(today() - 3 * DAY)})
    twice = dan.post(f"{address}/days", {"text": "Again", "on": str(today() - DAY)})
    page = dan.get(address).content.decode()

    assert outside.status_code == 422
    assert twice.status_code == 422
    assert "<dt>In a row</dt><dd>3</dd>" in page
    assert "0 make-up cards left" in page
    assert CheckIn.objects.filter(made_up=True).count() == 2


def test_picture_is_seen_by_the_group_alone(cast: Cast) -> None:
    row = challenged(cast, proof="picture", says=False)
    dan, carol, eve = visitor(cast, "dan"), visitor(cast, "carol"), visitor(cast, "mallory")
    address = f"/m/table/check-ins/{row.key}"
    dan.post(f"{address}/enrolment")
    dan.post(f"{address}/days", {"picture": SimpleUploadedFile("a.png", PNG, "image/png")})

    key = CheckIn.objects.get().picture
    assert [who.get(f"/files/{key}").status_code for who in (dan, carol, eve)] == [200, 200, 404]


def test_certificate_is_a_picture_once_it_is_over(cast: Cast) -> None:
    class Scene:
        def __init__(self, cast: Cast) -> None:
            self.cast = cast

    key = with_certificate(Scene(cast))["key"]
    dan, going_on = visitor(cast, "dan"), challenged(cast)
    dan.post(f"/m/table/check-ins/{going_on.key}/enrolment")

    answer = dan.get(f"/m/table/check-ins/{key}/certificate.png")
    page = dan.get(f"/m/table/check-ins/{key}").content.decode()

    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert "You made it" in page
    assert dan.get(f"/m/table/check-ins/{going_on.key}/certificate.png").status_code == 404


def test_program_checks_in_with_a_picture(cast: Cast) -> None:
    row = challenged(cast, proof="picture")
    dan = visitor(cast, "dan")
    dan.post(f"/m/table/check-ins/{row.key}/enrolment")
    path, secret = f"/me/memberships/table/challenges/{row.key}/days", token_of(cast, "dan")

    none = upload(path, secret, {"text": "None"})
    answer = upload(path, secret, {"picture": SimpleUploadedFile("a.png", PNG, "image/png")})

    assert none.status_code == 422
    assert StoredFile.objects.count() == 1
    assert upload(path, secret, {"picture": SimpleUploadedFile("a.png", b"none", "image/png")}).status_code == 422
    assert (
        upload(path, secret, {"on": "2001-01-01", "picture": SimpleUploadedFile("a.png", PNG, "image/png")}).status_code
        == 409
    )
    assert StoredFile.objects.count() == 1  # what was refused left nothing behind
    assert answer.json()["mine"] | {"member": ""} == {
        "member": "", "days": 1, "so_far": 4, "streak": 1, "longest": 1, "cards": 2, "done_today": True,
    }  # fmt: skip
    assert [day["state"] for day in answer.json()["days"]][:5] == ["missed", "missed", "missed", "done", "ahead"]
