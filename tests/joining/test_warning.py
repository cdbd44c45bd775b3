"""Hosts are warned in time, of each thing once."""

from datetime import timedelta

import pytest

from coterie.joining.domain.outside import replace_picture
from coterie.joining.domain.slot import edit_slot
from coterie.joining.domain.warning import warn_hosts
from coterie.joining.models import HostTask, Slot
from coterie.joining.queries.host_tasks import tasks_today
from coterie.joining.tasks import warn
from coterie.kit.actor import Actor
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, scan_all
from tests.joining.test_outside import behind_picture, shot

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SYSTEM = Actor.of_system()


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    written: list[dict[str, object]] = []
    monkeypatch.setattr("coterie.joining.domain.warning.write_letter", lambda **letter: written.append(letter))
    return written


def open_kinds() -> list[str]:
    return list(HostTask.objects.filter(done_at=None).order_by("kind").values_list("kind", flat=True))


def test_levels_of_seats_are_told_once(cast: Cast, letters: list[dict[str, object]]) -> None:
    code = code_of(cast, slots=1, capacity=20)
    told = []
    for visitors in (15, 1, 2, 1):
        scan_all(code, [*range(len(told) * 100 + 1, len(told) * 100 + 1 + visitors)])
        told.append([warn_hosts(actor=SYSTEM, now=NOW) for _ in range(2)])

    assert told == [[0, 0], [1, 0], [0, 0], [1, 0]]
    assert open_kinds() == ["seats_80", "seats_95"]
    assert LoggedEvent.objects.filter(kind="host_task_opened").count() == 2
    assert sorted(letter["to"][0] for letter in letters[:3]) == [
        "alice@example.org",
        "amy@example.org",
        "bob@example.org",
    ]


def test_more_seats_settle_the_warning_and_make_another(cast: Cast, letters: list[dict[str, object]]) -> None:
    code = code_of(cast, slots=1, capacity=10)
    scan_all(code, range(1, 9))
    warn_hosts(actor=SYSTEM, now=NOW)

    edit_slot(slot=Slot.objects.get(code=code).pk, capacity=11, actor=cast.actor("alice"), now=NOW)
    settled = (warn_hosts(actor=SYSTEM, now=NOW), open_kinds())
    edit_slot(slot=Slot.objects.get(code=code).pk, capacity=9, actor=cast.actor("alice"), now=NOW)

    assert settled == (0, [])
    assert (warn_hosts(actor=SYSTEM, now=NOW), open_kinds()) == (1, ["seats_80"])


def test_end_of_a_picture_is_told_twice(cast: Cast, letters: list[dict[str, object]]) -> None:
    _code, slot = behind_picture(cast)
    moments = (5 * DAY - HOUR, 5 * DAY, 5 * DAY + HOUR, 6 * DAY, 7 * DAY)

    told = [warn_hosts(actor=SYSTEM, now=NOW + moment) for moment in moments]

    assert (told, open_kinds()) == ([0, 1, 0, 1, 0], ["picture_24", "picture_48"])
    assert [(task.kind, task.number) for task in tasks_today(cast.table.pk)] == [("picture_24", slot.number)]
    assert f"/slots/{slot.number}" in str(letters[0]["text"])


def test_new_picture_settles_it_and_is_warned_of_anew(cast: Cast, letters: list[dict[str, object]]) -> None:
    _code, slot = behind_picture(cast)
    warn_hosts(actor=SYSTEM, now=NOW + 6 * DAY)
    new = shot("https://chat.example.org/g/2")

    replace_picture(slot=slot.pk, picture=new, actor=cast.actor("bob"), now=NOW + 6 * DAY)

    assert set(HostTask.objects.values_list("done_by", flat=True)) == {cast.accounts["bob"].pk}
    assert [warn_hosts(actor=SYSTEM, now=NOW + day * DAY) for day in (7, 11)] == [0, 1]


def test_letters_speak_the_hosts_language(cast: Cast, letters: list[dict[str, object]]) -> None:
    alice = cast.accounts["alice"]
    alice.language = "zh-hans"
    alice.save(update_fields=["language"])
    scan_all(code_of(cast, slots=1, capacity=5), range(1, 5))

    warn_hosts(actor=SYSTEM, now=NOW)

    assert {letter["to"][0]: letter["subject"] for letter in letters}["alice@example.org"] == "Poster：名额已用 80%"


def test_job_runs_twice_without_a_second_letter(cast: Cast, letters: list[dict[str, object]], monkeypatch) -> None:
    monkeypatch.setattr("coterie.kit.clock.now", lambda: NOW)
    scan_all(code_of(cast, slots=1, capacity=5), range(1, 5))

    assert ([warn.call() for _ in range(2)], len(letters)) == ([1, 0], 3)
