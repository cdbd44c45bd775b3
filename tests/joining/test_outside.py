"""Slots behind another group's QR code: proved, shown as long as it lives, replaced, counted."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from coterie.joining.domain.outside import confirm_seat, correct_count, replace_picture
from coterie.joining.domain.room_port import connect, disconnect
from coterie.joining.domain.slot import add_slot
from coterie.joining.errors import NoSeat
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.joining.queries.numbers import code_numbers
from coterie.joining.queries.seat import picture_seat
from coterie.joining.rules import VISITOR_COOKIE, cookie_of
from coterie.kit import qr
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Invalid
from coterie.platform.events.models import LoggedEvent
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import place_of
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, counted, scan, scan_all
from tests.joining.test_join import enter
from tests.talk.speech import PNG

CHAT = "https://chat.example.org/g/AbC123?from=qr"
DAY = timedelta(days=1)


def shot(text: str = CHAT, *, width: int = 1080, turned: int = 0) -> bytes:
    """Return a screenshot as phones make them: a code somewhere on a coloured page."""
    page = Image.new("RGB", (width, width * 2), "#2b7de9")
    code = Image.open(BytesIO(qr.png(text))).convert("RGB").resize((width // 2, width // 2))
    page.paste(code, (width // 4, width // 3))
    data = BytesIO()
    page.rotate(turned, expand=True).save(data, "JPEG", quality=80)
    return data.getvalue()


def behind_picture(cast: Cast, *, capacity: int = 3, **facts: object) -> tuple[LiveCode, Slot]:
    """Print a code with one slot, behind a picture."""
    code = code_of(cast, slots=1)
    Slot.objects.filter(code=code).delete()
    facts = {"picture": shot(), "capacity": capacity, **facts}
    return code, add_slot(code=code.pk, **facts, actor=cast.actor("alice"), now=NOW)


def passed(cast: Cast, code: LiveCode, visitor: int, name: str = "Zoe") -> None:
    """Let a visitor scan and pass the threshold."""
    scan(code, visitor)
    enter(cast, code, visitor=visitor, name=name)


def test_picture_is_read_and_ends_in_seven_days(cast: Cast) -> None:
    _code, slot = behind_picture(cast)

    file = StoredFile.objects.get(key=slot.picture)
    assert (slot.target, slot.picture_text, slot.expires_at) == ("picture", CHAT, NOW + 7 * DAY)
    assert qr.texts_in(place_of(file).read_bytes()) == [CHAT]


@pytest.mark.parametrize(
    "picture", [{"turned": 90}, {"turned": 5}, {"width": 360}, {"text": "微信群 https://x.example/" + "a" * 200}]
)
def test_pictures_as_phones_make_them_are_read(cast: Cast, picture: dict[str, object]) -> None:
    _code, slot = behind_picture(cast, picture=shot(**picture))

    assert slot.picture_text == picture.get("text", CHAT)


@pytest.mark.parametrize(
    "data", [PNG, b"GIF89a", shot("http://127.0.0.1:8000/g/abcdefg")], ids=["plain", "broken", "own"]
)
def test_what_is_no_code_of_a_group_changes_nothing(cast: Cast, data: bytes) -> None:
    code = code_of(cast)
    with pytest.raises(Invalid) as refused:
        add_slot(code=code.pk, picture=data, capacity=3, actor=cast.actor("alice"), now=NOW)

    assert (refused.value.field, Slot.objects.filter(code=code).count(), StoredFile.objects.count()) == (
        "picture",
        2,
        0,
    )


def test_join_keeps_the_seat_until_the_visitor_is_in(cast: Cast) -> None:
    code, slot = behind_picture(cast)
    passed(cast, code, 5)
    shown = picture_seat(code.pk, 5, now=NOW)

    confirmed = [confirm_seat(code=code.pk, visitor=5, actor=VISITOR, now=NOW) for _ in range(2)]

    code.refresh_from_db()
    slot.refresh_from_db()
    assert (shown.picture, shown.confirmed) == (slot.picture, False)
    assert [one.number for one in confirmed] == [slot.number] * 2
    assert (code.joins, slot.taken, slot.joined) == (1, 1, 1)
    assert LoggedEvent.objects.filter(kind="seat_confirmed").count() == 1


def test_picture_is_shown_to_who_has_passed_alone(cast: Cast) -> None:
    code, _slot = behind_picture(cast)
    scan(code, 5)

    assert (picture_seat(code.pk, 5, now=NOW), picture_seat(code.pk, 6, now=NOW)) == (None, None)


def test_hold_that_ended_comes_back_and_cannot_be_confirmed(cast: Cast) -> None:
    code, _slot = behind_picture(cast, capacity=1)
    passed(cast, code, 5)
    scan(code, 6, now=NOW + timedelta(hours=2))

    with pytest.raises(NoSeat):
        confirm_seat(code=code.pk, visitor=5, actor=VISITOR, now=NOW + timedelta(hours=2))


def test_replaced_picture_keeps_the_slot_and_everybody_in_it(cast: Cast) -> None:
    code, slot = behind_picture(cast)
    passed(cast, code, 5)
    before = list(Ticket.objects.values_list("visitor", "slot", "state"))
    later = NOW + 6 * DAY

    new = replace_picture(
        slot=slot.pk, picture=shot("https://chat.example.org/g/2"), actor=cast.actor("alice"), now=later
    )

    assert (new.number, new.expires_at) == (slot.number, later + 7 * DAY)
    assert list(Ticket.objects.values_list("visitor", "slot", "state")) == before
    assert (picture_seat(code.pk, 5, now=later).picture, StoredFile.objects.count()) == (new.picture, 1)


def test_same_code_again_keeps_its_end(cast: Cast) -> None:
    _code, slot = behind_picture(cast)

    again = replace_picture(slot=slot.pk, picture=shot(width=720), actor=cast.actor("alice"), now=NOW + DAY)

    assert again.expires_at == NOW + 7 * DAY


def test_expired_picture_is_never_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _slot = behind_picture(cast)
    passed(cast, code, 5)
    confirm_seat(code=code.pk, visitor=5, actor=VISITOR, now=NOW)
    browser = Client()
    browser.cookies[VISITOR_COOKIE] = cookie_of(5)
    page, picture = f"/c/table/seat/{code.slug}", f"/c/table/seat/{code.slug}/picture"
    seen = []
    for moment in (NOW + 7 * DAY - timedelta(seconds=1), NOW + 7 * DAY):
        monkeypatch.setattr("coterie.web.public.seat.now", lambda moment=moment: moment)
        seen.append((browser.get(page).status_code, browser.get(picture).status_code))

    assert seen == [(200, 200), (302, 404)]
    assert browser.get(page)["Location"] == f"/g/{code.slug}"
    assert scan(code, 5, now=NOW + 7 * DAY).number is None or scan(code, 7, now=NOW + 7 * DAY).number is None
    assert scan(code, 8, now=NOW + 7 * DAY).number is None


def test_count_is_set_right_by_the_host(cast: Cast) -> None:
    code, slot = behind_picture(cast, capacity=10)
    scan_all(code, range(1, 4))

    correct_count(slot=slot.pk, inside=6, actor=cast.actor("alice"), now=NOW)
    [shown] = code_numbers(code, now=NOW).slots

    assert (shown.joined, shown.held, shown.free) == (6, 3, 1)
    assert [scan(code).number for _ in range(2)] == [slot.number, None]
    assert counted(code) == [(4, 4, 10)]


def test_lower_count_seats_those_who_wait(cast: Cast) -> None:
    code, slot = behind_picture(cast, capacity=4)
    correct_count(slot=slot.pk, inside=4, actor=cast.actor("alice"), now=NOW)
    waiting = scan(code, 5).number

    correct_count(slot=slot.pk, inside=2, actor=cast.actor("alice"), now=NOW)

    assert (waiting, Ticket.objects.get(visitor=5).state) == (None, "held")


def test_group_here_is_not_counted_by_hand(cast: Cast) -> None:
    slot = Slot.objects.filter(code=code_of(cast)).first()
    for verb, facts in ((correct_count, {"inside": 3}), (replace_picture, {"picture": shot()})):
        with pytest.raises(Invalid):
            verb(slot=slot.pk, **facts, actor=cast.actor("alice"), now=NOW)


class Network:
    """A chat network with one room."""

    def is_room(self, room: str) -> bool:
        return room == "!tea:example.org"

    def entrance(self, room: str, visitor: int) -> str:
        return f"https://chat.example.org/{room}/{visitor}"


def test_room_needs_a_network(cast: Cast) -> None:
    code, network = code_of(cast, slots=1), Network()
    facts = {"code": code.pk, "room": "!tea:example.org", "capacity": 3, "actor": cast.actor("alice"), "now": NOW}
    with pytest.raises(Invalid):
        add_slot(**facts)
    connect(network)
    try:
        slot = add_slot(**facts)
    finally:
        disconnect(network)

    assert (slot.target, slot.room) == ("room", "!tea:example.org")
