import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow.parquet as pq
import pytest
from django.db import transaction

from coterie.platform.events.log import EventRow, insert_rows
from coterie.review.domain import lake
from coterie.review.domain.lake import roll_lake
from coterie.review.domain.partition import MANY
from coterie.review.errors import NoSuchEngine
from coterie.review.models import LakeCursor
from coterie.review.queries.log import open_log
from coterie.review.queries.shelf import events_folder, parts_in
from coterie.review.queries.voices import voices
from coterie.review.rules.period import asked

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.DATA = tmp_path


def write(count, *, community=1, start=NOW - timedelta(days=90), step=timedelta(hours=1), member=5):
    """Write messages into the log."""
    rows = [
        EventRow(
            start + place * step, "message_posted", community, subject=place, member=member, group=1,
            data=json.dumps({"reply_to": None, "mentions": []}),
        )
        for place in range(count)
    ]  # fmt: skip
    with transaction.atomic():
        insert_rows(rows)


def seen(community=1, now=NOW):
    """Count what a review sees."""
    scope = asked(community, since=None, until=None, group=None, now=now, zone="UTC")
    with open_log(scope) as log:
        return voices(log).messages


def in_files():
    return sum(pq.ParquetFile(part.path).metadata.num_rows for part in parts_in(events_folder()))


def names():
    return sorted(str(part.path.relative_to(events_folder())) for part in parts_in(events_folder()))


def test_events_are_rolled_once():
    write(50)

    assert (roll_lake(now=NOW), roll_lake(now=NOW)) == (50, 0)
    write(7)
    assert roll_lake(now=NOW) == 7
    assert (in_files(), seen()) == (57, 57)


def test_partitions_are_community_and_month_of_happening():
    write(3, start=datetime(2004, 11, 30, 23, tzinfo=UTC))
    write(1, community=2, start=datetime(2026, 5, 1, tzinfo=UTC))
    write(1, community=None, start=datetime(2026, 5, 1, tzinfo=UTC))

    roll_lake(now=NOW)

    assert [name.rsplit("/", 1)[0] for name in names()] == [
        "community=0/month=2026-05",
        "community=1/month=2004-11",
        "community=1/month=2004-12",
        "community=2/month=2026-05",
    ]
    assert (seen(1), seen(2)) == (3, 1)


def test_parts_have_the_columns_of_the_log():
    write(1)
    roll_lake(now=NOW)

    (part,) = parts_in(events_folder())
    (row,) = pq.read_table(part.path, partitioning=None).to_pylist()

    assert (row["kind"], row["community"], row["member"], row["group"]) == ("message_posted", 1, 5, 1)
    assert row["at"] == NOW - timedelta(days=90)
    assert json.loads(row["data"]) == {"reply_to": None, "mentions": []}
    assert (part.first, part.last, part.events) == ((row["tx"], row["id"]), (row["tx"], row["id"]), 1)


def test_a_review_sees_what_is_not_rolled_yet():
    write(4)
    assert seen() == 4

    roll_lake(now=NOW)
    write(3)

    assert seen() == 7


def test_batches_are_bounded_and_add_up():
    write(95)

    assert roll_lake(now=NOW, batch=20) == 95
    assert (in_files(), seen()) == (95, 95)


def test_the_future_is_not_known():
    write(10, start=NOW - timedelta(hours=5))

    assert seen() == 5


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_crash_between_files_and_cursor_doubles_nothing(monkeypatch, place):
    write(30)
    steps = iter(range(1, 9))

    def crash(*args, **kwargs):
        if next(steps) == place:
            raise KeyboardInterrupt
        return advance(*args, **kwargs)

    advance = lake.advance
    monkeypatch.setattr(lake, "advance", crash)
    with pytest.raises(KeyboardInterrupt):
        roll_lake(now=NOW, batch=10)
    assert seen() == 30
    write(5)  # so that the next batch has other borders
    monkeypatch.setattr(lake, "advance", advance)

    roll_lake(now=NOW, batch=17)

    assert (in_files(), seen()) == (35, 35)


def test_a_crash_within_a_file_leaves_nothing_behind(monkeypatch):
    write(30)
    monkeypatch.setattr("coterie.review.domain.partition.synced", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        roll_lake(now=NOW)
    assert list(events_folder().rglob("*.writing"))
    monkeypatch.undo()

    roll_lake(now=NOW)

    assert not list(events_folder().rglob("*.writing"))
    assert (in_files(), seen()) == (30, 30)


def test_without_the_check_of_the_cursor_a_crash_would_double(monkeypatch):
    write(30)
    monkeypatch.setattr(lake, "advance", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        roll_lake(now=NOW)
    monkeypatch.setattr("coterie.review.queries.shelf.current", lambda parts, _: list(parts))

    assert seen() == 60


def test_a_missing_lake_is_rebuilt():
    write(20)
    roll_lake(now=NOW)
    shutil.rmtree(events_folder())

    assert seen() == 20
    assert roll_lake(now=NOW) == 20
    assert (in_files(), seen()) == (20, 20)


def test_a_missing_part_is_noticed():
    write(20)
    write(20, community=2)
    roll_lake(now=NOW)
    shutil.rmtree(events_folder() / "community=2")

    assert roll_lake(now=NOW) == 40
    assert (seen(1), seen(2)) == (20, 20)


def test_the_lake_of_another_database_is_not_read():
    write(20)
    roll_lake(now=NOW)
    LakeCursor.objects.update(lineage="another")

    assert seen() == 20
    assert roll_lake(now=NOW) == 20
    assert in_files() == 20


def test_many_parts_are_merged_and_the_old_ones_go_later():
    for _ in range(MANY + 2):
        write(3, start=NOW - timedelta(days=1))
        roll_lake(now=datetime.now(UTC))
    merged = in_files()
    assert seen() == 3 * (MANY + 2)
    assert merged > seen()  # the merged part and, for readers at work, those behind it

    roll_lake(now=datetime.now(UTC) + timedelta(hours=1))

    assert (in_files(), seen()) == (3 * (MANY + 2), 3 * (MANY + 2))
    assert len(names()) < 4


def test_a_review_during_a_roll_sees_everything_once():
    write(20)
    roll_lake(now=NOW)
    write(10)
    scope = asked(1, since=None, until=None, group=None, now=NOW, zone="UTC")
    with open_log(scope) as log:
        roll_lake(now=NOW)

        assert voices(log).messages == 30


def test_the_cursor_is_one_row():
    roll_lake(now=NOW)
    roll_lake(now=NOW)

    assert LakeCursor.objects.count() == 1
    assert LakeCursor.objects.get().rolled_at is None


def test_a_large_log_is_reviewed_from_a_file_that_goes_away(monkeypatch, tmp_path):
    monkeypatch.setattr("coterie.review.queries.engine.LARGE", -1)
    write(20)
    roll_lake(now=NOW)
    write(3)

    assert seen() == 23
    assert list((tmp_path / "lake").glob("review-*")) == []


def test_folders_of_killed_reviews_are_swept(tmp_path):
    write(1)
    roll_lake(now=NOW)
    forgotten = tmp_path / "lake" / "review-killed"
    forgotten.mkdir()
    roll_lake(now=datetime.now(UTC))
    assert forgotten.exists()

    roll_lake(now=datetime.now(UTC) + timedelta(days=2))

    assert not forgotten.exists()


def test_an_engine_that_is_not_built_is_refused(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, engine="spark")

    with pytest.raises(NoSuchEngine, match="spark"):
        seen()
