"""Booking a time with a browser: what stands on the pages, and what they refuse."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coterie.kit.clock import now
from coterie.market.domain.paying import confirm_payment
from coterie.market.models import Appointment, Booking, Order
from coterie.web.sign_in.session import BACKEND
from tests.cast import Cast
from tests.market.hours import a_service, a_time

pytestmark = pytest.mark.django_db


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who], backend=BACKEND)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def ahead(cast: Cast, days: int = 3, **facts: object) -> Appointment:
    """Sell a talk at ten in the morning by the community's clock."""
    start = now().replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=days)
    row = a_service(cast) if not Appointment.objects.exists() else Appointment.objects.all()[0].offer.variants.get()
    return a_time(cast, row, start, now=now(), **facts)


def test_a_stranger_sees_free_times_by_the_clock_of_the_community(cast: Cast) -> None:
    at, other = ahead(cast), ahead(cast, 4, places=3)

    shown = page(Client(), "/o/talk")

    assert shown.count('name="time"') == 2
    assert all(one.key in shown for one in (at, other))
    assert ("10:00" in shown or "10 a.m." in shown, "Asia/Shanghai" in shown, "3 are left" in shown) == (True,) * 3
    assert "Room 2" not in shown


def test_who_buys_chooses_a_time_and_learns_where_once_it_is_paid(cast: Cast) -> None:
    at, dan = ahead(cast), signed_in(cast, "dan")
    assert f'value="{at.key}" selected' in page(dan, f"/o/talk/checkout?time={at.key}")

    answer = dan.post("/o/talk/checkout", {"variant": at.offer.variants.get().key, "quantity": "1", "time": at.key})

    order = Order.objects.get()
    assert answer["Location"].endswith(f"/orders/{order.key}")
    assert "Where it is stands here once it is paid." in page(dan, answer["Location"])
    assert dan.get(f"{answer['Location']}/booking.ics").status_code == 404
    confirm_payment(payment=order.payments.get().pk, evidence="7", actor=cast.actor("alice"), now=now())
    assert "Room 2" in page(dan, answer["Location"])
    calendar = page(dan, f"{answer['Location']}/booking.ics")
    assert ("LOCATION:Room 2" in calendar, f"UID:{Booking.objects.get().key}@coterie" in calendar) == (True, True)
    assert "No time is free now." in page(Client(), "/o/talk")


def test_without_a_time_or_with_one_that_is_gone_what_was_typed_stays(cast: Cast) -> None:
    at = ahead(cast)
    said = {"variant": at.offer.variants.get().key, "quantity": "2", "invoice": "Carol Ltd"}

    for time, words in (("", "This field is required."), ("gone", "This time is no longer free.")):
        answer = signed_in(cast, "carol").post("/o/talk/checkout", {**said, "time": time})
        text = answer.content.decode()
        assert (answer.status_code, words in text, "Carol Ltd" in text) == (422, True, True)

    two = signed_in(cast, "carol").post("/o/talk/checkout", {**said, "time": at.key})
    assert (two.status_code, "So many places are not left at this time." in two.content.decode()) == (422, True)


def test_who_booked_moves_it(cast: Cast) -> None:
    at, later, dan = ahead(cast), ahead(cast, 5), signed_in(cast, "dan")
    dan.post("/o/talk/checkout", {"variant": at.offer.variants.get().key, "quantity": "1", "time": at.key})
    home = f"/m/table/orders/{Order.objects.get().key}"
    assert (later.key in page(dan, f"{home}/booking"), at.key in page(dan, f"{home}/booking")) == (True, False)

    assert dan.post(f"{home}/booking", {"time": later.key})["Location"] == home

    assert Booking.objects.get().appointment == later
    Appointment.objects.filter(pk=later.pk).update(starts_at=now() + timedelta(hours=3))
    late = dan.post(f"{home}/booking", {"time": at.key})
    assert (late.status_code, "It can no longer be moved." in late.content.decode()) == (422, True)


def test_staff_makes_times_week_by_week_and_sees_who_comes(cast: Cast) -> None:
    key, alice = a_service(cast).offer.key, signed_in(cast, "alice")
    home = f"/console/table/earn/offers/{key}/times"
    assert "Make times week by week" in page(alice, home)
    first, last = (str((now() + timedelta(days=ahead)).date()) for ahead in (30, 57))
    week = {"weekdays": ["1"], "at": "19:00", "minutes": "60", "first": first, "last": last, "places": "2"}

    assert alice.post(f"{home}/pattern", {**week, "last": str(now().date())}).status_code == 422
    assert alice.post(f"{home}/pattern", week)["Location"] == home

    assert "4 times can be booked." in page(alice, home)
    at = Appointment.objects.order_by("starts_at")[0]
    facts = {"member": str(cast.members["dan"].number), "variant": at.offer.variants.get().key, "quantity": "2"}
    assert alice.post(f"{home}/{at.key}/bookings", facts).status_code == 302
    refused = alice.post(f"{home}/{at.key}/removal")
    assert (refused.status_code, "Call it off instead." in refused.content.decode()) == (422, True)
    assert "Dan" in page(alice, f"{home}/{at.key}")
    lines = b"".join(alice.get(f"{home}.csv?when=coming").streaming_content).decode().splitlines()  # type: ignore[attr-defined]  # a table
    assert (len(lines), "Dan" in lines[1]) == (2, True)
    assert alice.post(home, {"move_hours": "48"}).status_code == 302
    assert signed_in(cast, "ann").post(home, {"move_hours": "1"}).status_code == 403
    assert alice.post(f"{home}/{at.key}/end").status_code == 302
    assert f"{at.key}" in page(alice, f"{home}?when=cancelled")


def test_list_of_times_takes_as_many_queries_for_one_as_for_three(cast: Cast) -> None:
    alice, counts = signed_in(cast, "alice"), []
    for days in (3, 4, 5):
        at = ahead(cast, days)
        with CaptureQueriesContext(connection) as queries:
            page(alice, f"/console/table/earn/offers/{at.offer.key}/times")
        counts.append(len(queries))

    assert counts[0] == counts[2]
