"""What draws people in: posters, and a page for readers of the newsletter."""

from datetime import datetime
from typing import Any

from coterie.cli.demo.stage import Stage
from coterie.joining.domain.landing import create_landing, edit_landing, publish_landing
from coterie.joining.domain.landing_test import begin_landing_test
from coterie.joining.domain.poster import make_poster
from coterie.joining.domain.sight import Look
from coterie.joining.models import LandingPage
from coterie.joining.queries.landings import landing_shown, landings_visible_to

LANDING_TEST = 45
"""The day on which another title is tried."""
PAGE, READERS = "newsletter", "Newsletter"

POSTERS: dict[str, dict[str, str]] = {
    "Library doors": {
        "design": "quiet",
        "language": "en",
        "headline": "A table for people who write to sell",
        "line": "Tuesdays at nine: one headline, half an hour, and people who say honestly whether they would buy.",
    },
    "Bookshop counter": {
        "design": "bold",
        "language": "zh-hans",
        "headline": "带一句自己的文案来",
        "line": "每周二晚九点，三十分钟，一群老实人告诉你：会不会买。",
    },
    "vip": {
        "design": "portrait",
        "language": "zh-hans",
        "headline": "招牌上的七个字，怎么写才有人进门？",
        "line": "嘉宾夜：带上你店门口的照片来，我们一起改。",
        "name": "沈一鸣",
        "title": "嘉宾 · 写了二十年菜单",
    },
}

LANDING = [
    {"kind": "person", "heading": "Wen Yulan", "text": "Has written menus, shop signs and three books about them."},
    {
        "kind": "benefits",
        "heading": "What you take home",
        "text": "A reader | Somebody who tells you where they stopped\nA habit | One line a day, with proof\n"
        "A shelf | Every good line is kept, with its author",
    },
    {
        "kind": "schedule",
        "heading": "A week",
        "text": "Monday | You bring a line\nTuesday, 21:00 | One topic\nFriday | The best goes into the book",
    },
    {
        "kind": "voices",
        "heading": "Voices",
        "text": "I cut my product page to 140 words. Sales stayed, complaints did not. | Hugo, bicycles\n"
        "第一次有人告诉我，哪一个字让他停下来。 | 李想，面馆",
    },
    {
        "kind": "questions",
        "heading": "Questions",
        "text": "Is it free? | Yes, the basic group.\nMay I advertise? | No. Bring the line, not the link.\n"
        "用中文可以吗？ | 可以，桌上一半人写中文。",
    },
    {"kind": "code", "heading": "Take a seat", "text": "The code keeps one for you while you read the rules."},
]


def draw_in(stage: Stage, now: datetime) -> None:
    """Hang posters up, and publish the page for readers of the newsletter."""
    hang_posters(stage, now)
    write_landing_page(stage, now)


def hang_posters(stage: Stage, now: datetime) -> None:
    """Design a poster of each kind."""
    for place, words in POSTERS.items():
        facts: dict[str, Any] = {**words, "code": stage.codes[place].slug}
        make_poster(community=stage.community.pk, **facts, actor=stage.owner, now=now)


def write_landing_page(stage: Stage, now: datetime) -> None:
    """Write and publish a page for readers of the newsletter."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": now, "blocks": LANDING}
    code = stage.codes[READERS].slug
    page = create_landing(
        community=stage.community.pk, slug=PAGE, title="Bring one line. Take it home better.", design="host",
        description="A table of copywriters: each Tuesday at nine, half an hour, honest readers.", code=code,
        **facts,
    )  # fmt: skip
    publish_landing(page=page.pk, actor=stage.owner, now=now)


def try_another_title(stage: Stage, at: datetime) -> None:
    """Show half of the readers a page that says what it costs."""
    facts: dict[str, Any] = {"page": page_of(stage).pk, "actor": stage.owner, "now": at}
    edit_landing(title="Half an hour on Tuesday. A line that sells on Wednesday.", **facts)
    begin_landing_test(**facts)


def page_of(stage: Stage) -> LandingPage:
    """Return the page for readers of the newsletter."""
    return landings_visible_to(stage.owner, stage.community.pk).get(slug=PAGE)


def look_of(stage: Stage, code: str, visitor: int) -> Look:
    """Return what somebody sees first: readers their page, everybody else the community's."""
    shown = landing_shown(stage.community.pk, PAGE, visitor) if code == READERS else None
    if shown is None:
        return Look(community=stage.community.pk)
    version = shown.version.number
    return Look(community=stage.community.pk, page=shown.page.pk, version=version, test=shown.test, arm=shown.arm)
