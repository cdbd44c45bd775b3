"""Two projects in the demo: the book that many paid for, and a tool of which too few wanted to know."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo.onlookers import look_at
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import LOOKED_BEFORE, see_money
from coterie.cli.demo.shop_picture import book_on_a_table
from coterie.cli.demo.stage import Person, Stage
from coterie.kit.actor import Actor
from coterie.market.domain.decision import decide_due, give_back_due
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.domain.pledge import pledge
from coterie.market.domain.project import make_project, open_project, set_stretch, write_update
from coterie.market.domain.tier import add_tier
from coterie.market.models import Tier
from coterie.market.queries.projects import projects_run_by

WRITTEN, PRINTED, MISSED, FORGOTTEN, ROOM = 46, 60, 66, 78, 83
"""Days of the story: the book is asked for, and is paid; a tool is asked for, and is not; a room, which runs on."""
FORTNIGHT, WEEK = timedelta(days=13), timedelta(days=11)
BOOK = {
    "slug": "nine-headlines", "title": "Nine headlines a week",
    "teaser": "The table's first book: a year of Tuesdays, printed.",
    "story": "Every Tuesday at nine we argue over one headline. The best hundred become a book.\n\n"
    "The money pays for the printer and the paper. If the printer is late, we say so here.",
}  # fmt: skip
TOOL = {
    "slug": "headline-timer", "title": "A timer for headlines",
    "teaser": "A small clock for the desk: five minutes for one line.",
    "story": "We would have twenty made by a workshop in Suzhou.",
}  # fmt: skip
READING_ROOM = {
    "slug": "reading-room", "title": "A reading room for one winter",
    "teaser": "Twelve chairs, one stove, open every Sunday until March.",
    "story": "The library closes on Sundays. Rice Lane 12 does not.\n\nThe money pays for wood, tea and the rent of "
    "the back room from December to March. If it is not enough, everybody has theirs back on the same day.",
}  # fmt: skip
CHAIRS = (
    ("A chair", "Yours on every Sunday, with your name on its back.", 12_000, 12),
    ("A bag of wood", "And a card that says whom it warmed.", 3_000, None),
)
TIERS = (
    ("The book", "One copy, with your name on the last page.", 5900, None),
    ("The book and an evening", "One copy, and a seat at the evening on which it is shown.", 12_900, 12),
)


def ask_for_the_book(stage: Stage, at: datetime) -> None:
    """Ask for a book; most who are keen pay for it within days."""
    rows = begin(stage, at, BOOK, TIERS, goal=60_000, ends_at=at + FORTNIGHT)
    set_offer_picture(offer=rows[0].variant.offer_id, picture=book_on_a_table(), actor=stage.owner, now=at)
    facts: dict[str, Any] = {"project": rows[0].project_id, "actor": stage.owner, "now": at}
    set_stretch(amount=100_000, text="Printed in two colours.", **facts)
    for place, person in enumerate(keen(stage, at)[:14]):
        moment = at + timedelta(hours=5 * place + 1)
        back(stage, person, rows[0 if place % 4 else 1], moment, pays=place != 5)


def the_book_is_paid(stage: Stage, at: datetime) -> None:
    """Let the time for the book be over, and tell how it goes on."""
    end(at)
    row = projects_run_by(stage.owner, stage.community.pk).get(offer__slug=BOOK["slug"])
    text = "It is at the printer. The first copies come in the second week of next month."
    write_update(project=row.pk, title="At the printer", text=text, actor=stage.owner, now=at)


def ask_for_the_tool(stage: Stage, at: datetime) -> None:
    """Ask for a tool; three people want one."""
    rows = begin(stage, at, TOOL, (("One timer", "", 8900, 20),), goal=150_000, ends_at=at + WEEK)
    for place, person in enumerate(keen(stage, at)[2:5]):
        back(stage, person, rows[0], at + timedelta(hours=9 * place + 2), pays=True)


def the_tool_is_missed(_stage: Stage, at: datetime) -> None:
    """Let the time for the tool be over: everybody gets their money back."""
    end(at)


def ask_for_the_room(stage: Stage, at: datetime) -> None:
    """Ask for a room; it is on a good way when the story ends, and one transfer is not there yet."""
    rows = begin(stage, at, READING_ROOM, CHAIRS, goal=120_000, ends_at=at + WEEK)
    for place, person in enumerate(keen(stage, at)[:12]):
        back(stage, person, rows[place % 2], at + timedelta(hours=11 * place + 1), pays=place != 10)


def begin(stage: Stage, at: datetime, words: dict[str, Any], tiers: tuple[Any, ...], **rules: Any) -> list[Tier]:
    """Let a project run; return its tiers."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    row = make_project(community=stage.community.pk, kind="all_or_nothing", fix_days=1, **words, **rules, **facts)
    rows = [
        add_tier(project=row.pk, name=name, text=text, price=price, left=left, **facts)
        for name, text, price, left in tiers
    ]
    open_project(project=row.pk, **facts)
    return rows


def back(stage: Stage, person: Person, tier: Tier, at: datetime, *, pays: bool) -> None:
    """Let somebody look and pledge, and most pay within hours."""
    look_at(stage, person, tier.variant.offer_id, at - LOOKED_BEFORE)
    made = pledge(tier=tier.pk, actor=person.actor, now=at)
    if pays:
        see_money(stage, made, at + timedelta(hours=6))


def end(at: datetime) -> None:
    """Decide what is due, and give back what was pledged in vain."""
    decide_due(actor=Actor.of_system("cli"), now=at)
    give_back_due(actor=Actor.of_system("cli"), now=at)
