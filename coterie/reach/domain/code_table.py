"""A table of codes to make: one row each, read and checked as a whole before the first is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from coterie.joining.domain.code_batch import MOST, NewCode, Plan
from coterie.kit.errors import Invalid
from coterie.reach.formats.lines import sample_lines
from coterie.reach.formats.records import Unparsed
from coterie.reach.formats.source import Source
from coterie.reach.formats.table import Row, Table, plain, read_table, table_rows

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "name", "code", "标题", "名称"),
    "folder": ("folder", "文件夹"),
    "channel": ("channel", "渠道"),
    "groups": ("groups", "group", "群", "群组"),
    "link": ("link", "url", "链接"),
    "slots": ("slots", "newgroups", "新群"),
    "capacity": ("capacity", "seats", "席位", "容量"),
    "strategy": ("strategy", "策略"),
    "hold_minutes": ("holdminutes", "保留分钟"),
    "fallback_text": ("fallbacktext", "满员文字"),
    "fallback_contact": ("fallbackcontact", "满员联系人"),
    "new_group_name": ("newgroupname", "新群名称"),
}
"""What a column may be called, in small letters and without signs."""
NUMBERS = frozenset({"slots", "capacity", "hold_minutes"})
OWN = frozenset({"channel", "groups", "link", "slots", "capacity"})
BETWEEN_GROUPS = "|"


@dataclass(frozen=True, slots=True)
class WrongLine:
    """What is wrong on a line of the file."""

    line: int
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The codes of a file, with the lines they stand on, and what could not be read."""

    codes: list[NewCode] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    wrong: list[WrongLine] = field(default_factory=list)

    def judged(self, plan: Plan) -> list[WrongLine]:
        """Return all that is wrong, in the order of the file."""
        planned = [WrongLine(self.lines[one.place], one.field, one.why) for one in plan.wrong]
        return sorted([*self.wrong, *planned], key=lambda one: one.line)


def read_code_table(source: Source) -> CodeTable:
    """Return what a file asks for: columns as in NAMES, several groups with a | between them.

    Raises Invalid for a file that is no table, has no titles, a column that means nothing, or too many rows.
    """
    table = read_table(source) or titles_alone(source)
    if table is None:
        raise Invalid(_("This is no table: its first line names the columns, with commas between them."), field="file")
    places = columns_in(table.names)
    read = CodeTable()
    for row in table_rows(source, table):
        if len(read.codes) + len(read.wrong) >= MOST:
            raise Invalid(_("Make between 1 and 1,000 codes at a time."), field="file")
        take(row, places, read)
    if not read.codes and not read.wrong:
        raise Invalid(_("The table has no rows."), field="file")
    return read


def titles_alone(source: Source) -> Table | None:
    """Return how a file is written that has one column, the titles."""
    head = next((plain(line.text) for line in sample_lines(source)[:20] if line.text.strip()), "")
    return Table(("title",), "\t") if head in NAMES["title"] else None


def columns_in(names: tuple[str, ...]) -> dict[str, int]:
    """Return where each fact stands."""
    known = {plain(name): fact for fact, all_names in NAMES.items() for name in all_names}
    if strange := [name for name in names if name and name not in known]:
        words = {"name": strange[0][:40], "names": ", ".join(NAMES)}
        raise Invalid(_("No column is called “%(name)s”. There are: %(names)s.") % words, field="file")
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if name and places.setdefault(known[name], place) != place:
            raise Invalid(_("Two columns mean “%s”.") % known[name], field="file")
    if "title" not in places:
        raise Invalid(_("A column called title is needed."), field="file")
    return places


def take(row: Row | Unparsed, places: Mapping[str, int], read: CodeTable) -> None:
    """Add one row to what was read."""
    if isinstance(row, Unparsed):
        read.wrong.append(WrongLine(row.line, "", row.why))
        return
    cells = {fact: row.cells[place].strip() for fact, place in places.items()}
    facts: dict[str, Any] = {fact: cell for fact, cell in cells.items() if cell}
    for fact in NUMBERS & facts.keys():
        if not facts[fact].isascii() or not facts[fact].isdecimal():
            read.wrong.append(WrongLine(row.line, fact, _("“%s” is no number.") % facts[fact][:20]))
            return
        facts[fact] = int(facts[fact])
    read.codes.append(code_of(facts))
    read.lines.append(row.line)


def code_of(facts: dict[str, Any]) -> NewCode:
    """Return the code that a row asks for."""
    own = {fact: facts[fact] for fact in OWN & facts.keys()}
    if "groups" in own:
        own["groups"] = tuple(name.strip() for name in own["groups"].split(BETWEEN_GROUPS) if name.strip())
    rest = {fact: value for fact, value in facts.items() if fact not in OWN}
    if "new_group_name" in rest and "capacity" in own:
        rest["new_group_capacity"] = own["capacity"]
    return NewCode(facts=rest, **own)  # type: ignore[arg-type]  # the plan checks them
