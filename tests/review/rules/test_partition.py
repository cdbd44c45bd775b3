from pathlib import Path

import pytest

from coterie.review.rules.partition import Mark, current, folder_name, part_name, part_of


def part(first, last, events=5):
    return part_of(Path("x") / part_name(Mark(0, first), Mark(0, last), events))


def test_a_name_says_everything():
    found = part_of(Path(part_name(Mark(3, 10), Mark(4, 25), 12)))

    assert (found.first, found.last, found.events) == (Mark(3, 10), Mark(4, 25), 12)


@pytest.mark.parametrize("name", ["part-1-2.parquet", "part-0.1-0.2-3.parquet.writing", "LINEAGE"])
def test_other_files_are_no_parts(name):
    assert part_of(Path(name)) is None


def test_events_of_no_community_have_a_folder():
    assert folder_name(None, "2026-03") == Path("community=0/month=2026-03")


def test_what_the_cursor_never_reached_is_not_read():
    parts = [part(1, 10), part(11, 20), part(21, 30)]

    assert current(parts, Mark(0, 20)) == parts[:2]


def test_a_merged_part_takes_the_place_of_the_others():
    merged = part(1, 20, 10)

    assert current([part(1, 10), merged, part(11, 20), part(21, 30)], Mark(0, 30)) == [merged, part(21, 30)]


def test_a_merged_part_past_the_mark_leaves_the_others():
    assert current([part(1, 10), part(1, 20, 10), part(11, 20)], Mark(0, 10)) == [part(1, 10)]
