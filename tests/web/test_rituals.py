"""The calendar and a session through the pages."""

from datetime import timedelta

from django.test import Client
from icalendar import Calendar

from coterie.rituals.models import Mark, Occurrence, Ritual
from coterie.rituals.queries.week import monday_of
from tests.cast import Cast, today
from tests.rituals.plans import seat_alice
from tests.rituals.scenes import coming, going_on, plan
from tests.web.visit import visitor

CALENDAR = "/console/table/engage/calendar"


def test_operator_plans_moves_and_calls_off(cast: Cast) -> None:
    host, alice = seat_alice(cast), visitor(cast, "alice")
    empty = alice.get(CALENDAR).content.decode()
    facts = {
        "title": "Topic <Tuesday>", "kind": "topic", "groups": [cast.group.pk], "rule": "weekly", "weekdays": ["1", "4"],
        "first_on": str(today()), "at": "21:00", "minutes": "30", "hosts": [host], "announce_hours": "24",
        "remind_minutes": "15", "missed": "late", "checklist": "-60 Poster goes out\n0 Welcome",
    }  # fmt: skip
    assert alice.post("/console/table/engage/rituals/new", facts).status_code == 302
    row = Occurrence.objects.order_by("starts_at")[0]
    week = alice.get(f"{CALENDAR}?week={row.on}").content.decode()
    address = f"/console/table/engage/times/{row.key}"
    alice.post(f"{address}/move", {"on": str(row.on + timedelta(days=1))})
    alice.post(address, {"title": "Soup", "host": "0"})
    alice.post(f"{address}/steps/1", {"done": "1"})
    page = alice.get(address).content.decode()
    moved = Occurrence.objects.get(pk=row.pk)
    alice.post(f"{address}/state", {"on": "0"})

    assert "No ritual yet" in empty
    assert "Topic &lt;Tuesday&gt;" in week
    assert Ritual.objects.get().checklist == [
        {"minute": -60, "text": "Poster goes out"},
        {"minute": 0, "text": "Welcome"},
    ]
    assert moved.starts_at == row.starts_at + timedelta(days=1)
    assert (moved.title, moved.host, list(moved.ticked)) == ("Soup", None, ["1"])
    assert 'aria-pressed="true"' in page
    assert Occurrence.objects.get(pk=row.pk).state == "cancelled"


def test_odd_weeks_are_said(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    plan(cast)
    plan(cast, title="Beside it")

    page = alice.get(CALENDAR + f"?week={today() + timedelta(days=7)}").content.decode()

    assert "Some times overlap" in page
    assert "14 times to come have nobody" in page
    assert "Nothing takes place this week in: VIP" in page
    assert "have nobody who holds them" in alice.get("/console/table/").content.decode()


def test_week_is_repeated(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    plan(cast)
    monday = monday_of(today()) + timedelta(days=7)
    to = monday + timedelta(days=49)

    answer = alice.post(f"{CALENDAR}/copies?week={monday}", {"to": str(to + timedelta(days=2))}, follow=True)
    wrong = alice.post(f"{CALENDAR}/copies?week={monday}", {"to": "2001-01-01"})

    assert "7 times were added" in answer.content.decode()
    assert Occurrence.objects.filter(on__gte=to).count() == 7
    assert wrong.status_code == 422


def test_wrong_plan_is_said_and_nothing_is_made(cast: Cast) -> None:
    alice = visitor(cast, "alice")

    answer = alice.post("/console/table/engage/rituals/new", {"title": "T", "checklist": "no minutes"})

    assert answer.status_code == 422
    assert "Begin each line with minutes" in answer.content.decode()
    assert not Ritual.objects.exists()


def test_member_takes_part_marks_and_wishes(cast: Cast) -> None:
    dan, paul, alice = visitor(cast, "dan"), visitor(cast, "paul"), visitor(cast, "alice")
    row, message = going_on(cast)
    address = f"/m/table/rituals/{row.key}"
    here = dan.get("/m/table/rituals").content.decode()

    dan.post(f"{address}/marks/{message}")
    own = paul.post(f"{address}/marks/{message}")
    dan.post(f"{address}/ideas", {"text": "Soup <b>"})
    empty = dan.post(f"{address}/ideas", {"text": " "})
    page = paul.get(address).content.decode()

    assert "going on now" in here
    assert Mark.objects.count() == 1
    assert own.status_code == 409
    assert empty.status_code == 422
    assert "Soup &lt;b&gt;" in page
    assert "The best of it" in page
    assert "Bread" in alice.get(address).content.decode()
    assert alice.post(f"{address}/ideas", {"text": "Mine"}).status_code == 404


def test_calendar_feed_holds_the_times_of_own_groups_until_one_leaves(cast: Cast, client: Client) -> None:
    dan = visitor(cast, "dan")
    row = coming(cast)
    plan(cast, title="Secret", groups=[cast.vip.pk])
    page = dan.get("/m/table/rituals").content.decode()
    address = page.split("/m/calendar/")[1].split(".ics")[0]

    answer = client.get(f"/m/calendar/{address}.ics")
    wrong = client.get(f"/m/calendar/{address}x.ics")
    dan.post("/m/table/departure")
    gone = client.get(f"/m/calendar/{address}.ics")

    events = {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert answer["Content-Type"].startswith("text/calendar")
    assert events[f"{row.key}@coterie"].decoded("dtstart") == row.starts_at
    assert not [event for event in events.values() if "Secret" in event["summary"]]
    assert (wrong.status_code, gone.status_code) == (404, 404)
