"""Many codes at once: in folders, switched together, copied, made by the hundred."""

import csv
import io
from pathlib import Path

import pytest

from coterie.groups.models import Group
from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.code import edit_code, switch_code
from coterie.joining.domain.code_batch import NewCode, create_codes, plan_codes
from coterie.joining.domain.code_copy import copy_code
from coterie.joining.domain.code_shelf import change_codes, rename_folder
from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.slot import add_slot, edit_slot
from coterie.joining.domain.threshold import StepDraft, drafts_at, set_thresholds
from coterie.joining.models import LiveCode, Slot
from coterie.joining.queries.codes import codes_listed, folders_visible_to
from coterie.kit import qr
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from coterie.reach.domain.code_table import read_code_table
from coterie.reach.formats.source import Source
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, scan


def hand(cast: Cast, who: str = "alice") -> dict[str, object]:
    return {"actor": cast.actor(who), "now": NOW}


def change(cast: Cast, *codes: LiveCode, who: str = "alice", **facts: object) -> int:
    slugs = [code.slug for code in codes]
    return change_codes(community=cast.table.pk, codes=slugs, **facts, **hand(cast, who))


def listed(cast: Cast, **facts: object) -> list[str]:
    return [code.title for code in codes_listed(cast.actor("alice"), cast.table.pk, **facts)]


# Folders and states


def test_codes_are_filed_and_their_folder_is_renamed(cast: Cast) -> None:
    one, two, other = (code_of(cast, title=title, slots=0) for title in ("One", "Two", "Other"))

    assert change(cast, one, two, folder=" Fair ") == 2
    assert rename_folder(community=cast.table.pk, folder="Fair", name="Autumn fair", **hand(cast)) == 2

    assert folders_visible_to(cast.actor("alice"), cast.table.pk) == ["Autumn fair"]
    assert listed(cast, folder="Autumn fair") == ["Two", "One"]
    assert listed(cast) == ["Other", "Two", "One"]
    change(cast, one, two, folder="")
    assert folders_visible_to(cast.actor("alice"), cast.table.pk) == []
    assert other.folder == ""


def test_folder_that_takes_the_name_of_another_becomes_one_with_it(cast: Cast) -> None:
    one, two = (code_of(cast, title=title, slots=0) for title in ("One", "Two"))
    change(cast, one, folder="Fair")
    change(cast, two, folder="Trip")

    rename_folder(community=cast.table.pk, folder="Trip", name="Fair", **hand(cast))

    assert listed(cast, folder="Fair") == ["Two", "One"]


def test_code_that_is_put_away_leaves_the_list_and_its_print_leads_to_no_dead_page(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=5)
    held = scan(code, 7)

    change(cast, code, state="archived")

    assert (listed(cast), listed(cast, state="archived")) == ([], ["Poster"])
    assert scan(code, 7).number == held.number == 1
    assert scan(code, 8).number is None
    change(cast, code, state="on")
    assert scan(code, 8).number == 1


def test_all_codes_change_or_none(cast: Cast) -> None:
    code, door = code_of(cast, slots=1), open_front_door(community=cast.table.pk, **hand(cast))

    with pytest.raises(Conflict):
        change(cast, code, door, state="paused")

    code.refresh_from_db()
    assert code.state == "on"
    with pytest.raises(NotFound):
        change_codes(community=cast.table.pk, codes=[code.slug, "unknown"], folder="Fair", **hand(cast))
    with pytest.raises(Invalid):
        change(cast, code)
    with pytest.raises(Invalid):
        change(cast, state="on")
    with pytest.raises(Forbidden):
        change(cast, code, folder="Fair", who="ann")
    code.refresh_from_db()
    assert code.folder == ""


def test_wrong_state_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        switch_code(code=code_of(cast, slots=0).pk, state="burnt", **hand(cast))


def test_nobody_files_codes_of_another_community(cast: Cast) -> None:
    code = code_of(cast, slots=0)

    with pytest.raises(NotFound):
        change_codes(community=cast.other.pk, codes=[code.slug], folder="Mine", **hand(cast, "mallory"))
    with pytest.raises(NotFound):
        rename_folder(community=cast.table.pk, folder="Nothing", name="Mine", **hand(cast))


# Copies


def test_copy_has_settings_slots_and_steps_and_nobody_in_it(cast: Cast) -> None:
    code = code_of(
        cast, slots=1, capacity=5, strategy="least_full", hold_minutes=9, folder="Fair", dark="#102030", sealed=True
    )
    link = add_slot(code=code.pk, external_url="https://chat.example.org/a", capacity=7, **hand(cast))
    edit_slot(slot=link.pk, languages="zh", **hand(cast))
    add_slot(code=code.pk, picture=qr.png("https://chat.example.org/g/2"), capacity=9, **hand(cast))
    steps = [StepDraft(kind="approval", note="Who are you?")]
    set_thresholds(community=cast.table.pk, code=code.pk, steps=steps, **hand(cast))
    scan(code, 5)

    new = copy_code(code=code.pk, title="Another", **hand(cast))

    kept = ("strategy", "hold_minutes", "folder", "dark", "sealed")
    assert [getattr(new, name) for name in kept] == [getattr(code, name) for name in kept]
    slots = Slot.objects.filter(code=new).order_by("number")
    assert list(slots.values_list("number", "target", "capacity", "languages", "taken")) == [
        (1, "group", 5, "", 0),
        (2, "link", 7, "zh", 0),
    ]
    assert drafts_at(cast.table.pk, new.pk) == steps
    assert (new.visitors, new.slug != code.slug) == (0, True)
    assert scan(new, 5).number == 1


# By the hundred


def test_thousand_codes_are_made_at_once(cast: Cast, django_assert_max_num_queries: object) -> None:
    channel = create_channel(community=cast.table.pk, name="Shops", platform="print", **hand(cast))
    codes = [
        NewCode(facts={"title": f"Shop {n}", "folder": "Shops"}, channel="Shops", groups=("Basic", "VIP"), capacity=9)
        for n in range(1000)
    ]

    with django_assert_max_num_queries(150):  # type: ignore[operator]
        made = create_codes(community=cast.table.pk, codes=codes, **hand(cast))

    assert [code.title for code in made] == [f"Shop {n}" for n in range(1000)]
    assert LiveCode.objects.filter(folder="Shops", channel=channel).count() == 1000
    assert Slot.objects.filter(code__folder="Shops").count() == 2000
    assert LoggedEvent.objects.filter(kind="code_created").count() == 1000
    assert scan(made[500], 3).number == 1


def test_codes_of_a_batch_lead_to_groups_links_or_new_groups_in_their_order(cast: Cast) -> None:
    codes = [
        NewCode(facts={"title": "Links"}, link="https://chat.example.org/a"),
        NewCode(facts={"title": "News"}, slots=2, capacity=4),
        NewCode(facts={"title": "Knows"}, groups=(cast.vip.key,)),
    ]

    made = create_codes(community=cast.table.pk, codes=codes, **hand(cast))

    targets = [list(Slot.objects.filter(code=code).values_list("target", "group__name")) for code in made]
    assert targets == [[("link", None)], [("group", "News 1"), ("group", "News 2")], [("group", "VIP")]]


WRONG = [
    (NewCode(facts={"title": " "}), "title"),
    (NewCode(facts={"title": "A"}, groups=("Nowhere",)), "groups"),
    (NewCode(facts={"title": "A"}, channel="Nowhere"), "channel"),
    (NewCode(facts={"title": "A"}, link="http://chat.example.org"), "external_url"),
    (NewCode(facts={"title": "A"}, link="https://chat.example.org", groups=("Basic",)), "link"),
    (NewCode(facts={"title": "A"}, capacity=0), "capacity"),
    (NewCode(facts={"title": "A"}, slots=1001), "slots"),
    (NewCode(facts={"title": "A", "strategy": "luck"}), "strategy"),
    (NewCode(facts={"title": "A", "hold_minutes": 0}), "hold_minutes"),
]


def test_one_that_is_wrong_stops_all_of_them_and_says_which(cast: Cast) -> None:
    codes = [NewCode(facts={"title": "Right"}), *(new for new, _field in WRONG)]
    groups = Group.objects.count()

    plan = plan_codes(community=cast.table.pk, codes=codes, **hand(cast))
    with pytest.raises(Invalid, match="Code 2: Please give a title"):
        create_codes(community=cast.table.pk, codes=codes, **hand(cast))

    assert [(one.place, one.field) for one in plan.wrong] == [
        (place, field) for place, (_new, field) in enumerate(WRONG, start=1)
    ]
    assert (LiveCode.objects.count(), Group.objects.count()) == (0, groups)


@pytest.mark.parametrize("count", [0, 1001])
def test_batch_has_between_one_and_a_thousand(cast: Cast, count: int) -> None:
    with pytest.raises(Invalid):
        create_codes(community=cast.table.pk, codes=[NewCode(facts={"title": "A"})] * count, **hand(cast))


# Tables


def table(tmp_path: Path, data: str | bytes, encoding: str = "utf-8") -> Source:
    path = tmp_path / "codes.csv"
    path.write_bytes(data.encode(encoding) if isinstance(data, str) else data)
    return Source.of(path)


FULL = {
    "title": "门口 1",
    "folder": "店",
    "channel": "Shops",
    "groups": "Basic | VIP",
    "capacity": "9",
    "hold_minutes": "30",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_is_read_in_any_spreadsheets_way(tmp_path: Path, encoding: str, delimiter: str) -> None:
    words = io.StringIO()
    writer = csv.DictWriter(words, list(FULL), delimiter=delimiter)
    writer.writeheader()
    writer.writerow(FULL)

    read = read_code_table(table(tmp_path, words.getvalue(), encoding))

    assert read.wrong == []
    facts = {"title": "门口 1", "folder": "店", "hold_minutes": 30}
    assert read.codes == [NewCode(facts=facts, channel="Shops", groups=("Basic", "VIP"), capacity=9)]


def test_columns_may_have_chinese_names_and_one_column_is_a_table(tmp_path: Path) -> None:
    assert read_code_table(table(tmp_path, "标题,席位\n门口,9\n")).codes == [
        NewCode(facts={"title": "门口"}, capacity=9)
    ]
    assert [new.facts for new in read_code_table(table(tmp_path, "Title\nDoor\n\nWindow\n")).codes] == [
        {"title": "Door"},
        {"title": "Window"},
    ]


def test_lines_that_are_wrong_are_named_in_the_order_of_the_file(cast: Cast, tmp_path: Path) -> None:
    read = read_code_table(table(tmp_path, "title,groups,capacity\nA,Basic,9\nB,Nowhere,9\nC,Basic,many\n,Basic,9\n"))

    wrong = read.judged(plan_codes(community=cast.table.pk, codes=read.codes, **hand(cast)))

    assert [(one.line, one.field) for one in wrong] == [(3, "groups"), (4, "capacity"), (5, "title")]


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n", b"title,colour\nA,red\n", b"folder,channel\nA,B\n", b"title,name\nA,B\n", b"title\n"]
)
def test_what_is_no_table_of_codes_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Invalid):
        read_code_table(table(tmp_path, data))


def test_table_of_more_than_a_thousand_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        read_code_table(table(tmp_path, "title\n" + "A\n" * 1001))


# Pictures


@pytest.mark.parametrize("facts", [{"dark": "#777777"}, {"dark": "#ffffff", "light": "#000000"}, {"light": "white"}])
def test_colours_that_phones_cannot_read_are_refused(cast: Cast, facts: dict[str, str]) -> None:
    code = code_of(cast, slots=0)

    with pytest.raises(Invalid):
        edit_code(code=code.pk, **facts, **hand(cast))

    code.refresh_from_db()
    assert (code.dark, code.light) == ("#000000", "#ffffff")
