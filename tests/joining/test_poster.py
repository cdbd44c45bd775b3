"""Designing posters, and drawing many of them."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from coterie.joining.domain import print_run as printing
from coterie.joining.domain.poster import edit_poster, hang_photo, make_poster, remove_poster
from coterie.joining.domain.print_run import draw_part, forget_old_runs, start_print_run
from coterie.joining.models import Poster, PrintRun
from coterie.joining.queries.posters import sheet_of
from coterie.joining.receivers import draw_run
from coterie.joining.tasks import draw_posters
from coterie.kit.errors import Forbidden, Invalid, NotFound
from coterie.kit.sheet.raster import painted
from coterie.kit.sheet.sheet import Photo, Words
from coterie.platform.events.models import LoggedEvent
from coterie.platform.files import bundle
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import store_picture
from coterie.platform.jobs.chore import drain
from tests.cast import NOW, Cast
from tests.joining.doors import code_of
from tests.talk.speech import PNG


def poster_of(cast: Cast, **facts: str) -> Poster:
    words = {"code": code_of(cast).slug, "headline": "Bring a line", **facts}
    return make_poster(community=cast.table.pk, **words, actor=cast.actor("alice"), now=NOW)


def run_of(cast: Cast, people: str = "members", **facts: str) -> PrintRun:
    words = {"code": code_of(cast).slug, "headline": "Bring a line", **facts}
    return start_print_run(community=cast.table.pk, people=people, **words, actor=cast.actor("alice"), now=NOW)


def written(poster: Poster) -> list[str]:
    return [thing.text for thing in sheet_of(poster).things if isinstance(thing, Words)]


def test_poster_leads_to_its_code(cast: Cast) -> None:
    poster = poster_of(cast, name="Dan", title="Reader", line="Tonight")

    found = zxingcpp.read_barcode(painted(sheet_of(poster), width=1080))

    assert found.text.endswith(f"/g/{poster.code.slug}")
    assert {"Bring a line", "Dan", "Reader", "Tonight", "Table", "Scan to join"} <= set(written(poster))


def test_poster_calls_in_its_language(cast: Cast) -> None:
    assert "扫码加入" in written(poster_of(cast, language="zh-hans"))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"headline": " "}, "headline"),
        ({"headline": "x" * 81}, "headline"),
        ({"design": "loud"}, "design"),
        ({"language": "xx"}, "language"),
    ],
)
def test_wrong_words_are_refused(cast: Cast, facts: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        poster_of(cast, **facts)

    assert refused.value.field == field
    assert Poster.objects.count() == 0


def test_code_of_another_community_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        make_poster(
            community=cast.other.pk, code=code_of(cast).slug, headline="Mine", actor=cast.actor("mallory"), now=NOW
        )


def test_analyst_may_not_design(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        make_poster(community=cast.table.pk, code=code_of(cast).slug, headline="A", actor=cast.actor("ann"), now=NOW)


def test_change_tells_what_changed(cast: Cast) -> None:
    poster = poster_of(cast)

    edit_poster(poster=poster.pk, headline="Bring two", line="", actor=cast.actor("bob"), now=NOW)

    assert LoggedEvent.objects.get(kind="poster_changed").data == {"fields": ["headline"]}


def test_photo_takes_the_place_of_the_one_before(cast: Cast) -> None:
    poster, alice = poster_of(cast, name="Dan"), cast.actor("alice")
    keys = [store_picture(PNG, community=cast.table.pk, now=NOW).key for _one in range(2)]

    for key in keys:
        hung = hang_photo(poster=poster.pk, photo=key, actor=alice, now=NOW)

    assert [file.key for file in StoredFile.objects.all()] == keys[1:]
    assert [thing for thing in sheet_of(hung).things if isinstance(thing, Photo)]


def test_photo_of_another_community_is_not_found(cast: Cast) -> None:
    stored = store_picture(PNG, community=cast.other.pk, now=NOW)

    with pytest.raises(NotFound):
        hang_photo(poster=poster_of(cast).pk, photo=stored.key, actor=cast.actor("alice"), now=NOW)


def test_removed_poster_takes_its_photo_along(cast: Cast) -> None:
    poster, alice = poster_of(cast), cast.actor("alice")
    hang_photo(poster=poster.pk, photo=store_picture(PNG, community=cast.table.pk, now=NOW).key, actor=alice, now=NOW)

    remove_poster(poster=poster.pk, actor=alice, now=NOW)

    assert (Poster.objects.count(), StoredFile.objects.count()) == (0, 0)


# --- Many at once ----------------------------------------------------------------------------------------------------


def drawn(run: PrintRun) -> dict[str, str]:
    """Return what the code on each poster of a finished run says, by file."""
    with zipfile.ZipFile(bundle.packed(run.key)) as pack:
        images = {name: Image.open(BytesIO(pack.read(name))) for name in pack.namelist()}
        return {name: zxingcpp.read_barcode(image).text.rpartition("/")[2] for name, image in images.items()}


def begun(run: PrintRun) -> None:
    """Let the receiver hear of a run."""
    draw_run(LoggedEvent.objects.get(kind="print_run_started", subject=run.pk), now=NOW)


def test_every_member_gets_a_poster(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PART", 2)
    run = run_of(cast)

    begun(run)
    drain()

    run.refresh_from_db()
    names = sorted(name.partition(" ")[2] for name in drawn(run))
    assert names == ["Carol.png", "Dan.png", "Nina.png", "Paul.png"]
    assert set(drawn(run).values()) == {run.code.slug}
    assert (run.done, run.total, run.finished_at is not None) == (4, 4, True)


def test_every_code_gets_its_own(cast: Cast) -> None:
    slugs = {code_of(cast, title=title).slug for title in ("Doors", "Counter")}
    run = start_print_run(community=cast.table.pk, people="codes", headline="Come in", actor=cast.actor("bob"), now=NOW)

    while draw_part(run=PrintRun.objects.select_related("community").get(pk=run.pk), now=NOW):
        pass

    assert set(drawn(run).values()) == slugs


def test_run_that_was_cut_off_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after it drew and before it noted that it did: nothing is missing and nothing is there twice."""
    monkeypatch.setattr(printing, "PART", 3)
    run = run_of(cast)
    monkeypatch.setattr(printing, "note_progress", lambda **_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        draw_part(run=run, now=NOW)
    monkeypatch.undo()

    draw_posters.enqueue(run.pk)
    drain()

    run.refresh_from_db()
    assert (len(drawn(run)), run.done) == (4, 4)


def test_finished_run_stays_as_it_is(cast: Cast) -> None:
    run = run_of(cast)
    for _twice in range(2):
        draw_posters.enqueue(run.pk)
        drain()
    run.refresh_from_db()

    assert draw_part(run=run, now=NOW) is False
    assert len(drawn(run)) == 4
    assert LoggedEvent.objects.filter(kind="print_run_finished").count() == 1


def test_two_workers_count_each_poster_once(cast: Cast) -> None:
    run = run_of(cast)
    same = PrintRun.objects.select_related("community", "code").get(pk=run.pk)

    draw_part(run=run, now=NOW)
    draw_part(run=same, now=NOW)

    run.refresh_from_db()
    assert run.done == 4


def test_run_for_nobody_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        start_print_run(community=cast.other.pk, people="codes", headline="A", actor=cast.actor("mallory"), now=NOW)


def test_old_runs_are_forgotten(cast: Cast) -> None:
    run = run_of(cast)
    draw_posters.enqueue(run.pk)
    drain()

    kept, gone = forget_old_runs(now=NOW + timedelta(days=6)), forget_old_runs(now=NOW + timedelta(days=8))

    assert (kept, gone, bundle.packed(run.key).exists()) == (0, 1, False)
