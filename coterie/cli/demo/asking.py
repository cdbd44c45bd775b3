"""What people ask in one word, and what is answered."""

from datetime import datetime
from typing import Any

from coterie.cli.demo.stage import Stage
from coterie.joining.domain.reply import create_reply
from coterie.joining.domain.reply_asking import answer_keyword
from coterie.joining.queries.codes import front_door

REPLIES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("price", "cost", "价格", "多少钱"),
        "contains",
        "The table is free. The VIP group is 39 a month or 299 a year, coffee included.",
    ),
    (("when", "time", "什么时候"), "contains", "Every Tuesday and Thursday, nine to half past nine in the evening."),
    (("headline", "标题"), "fuzzy", "Thirty headlines that sold are yours once you have joined."),
)
ASKED = ("Price?", "多少钱", "When do you meet", "hedline", "parking", "Parking?", "certificate", "parking", "发票")


def ask(stage: Stage, at: datetime) -> None:
    """Answer three words, and let people ask for more."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    door = front_door(stage.community.pk)
    for words, match, text in REPLIES:
        create_reply(words=words, match=match, text=text, code=door.pk if door else None, **facts)
    for text in ASKED:
        answer_keyword(community=stage.community.pk, text=text, now=at)
