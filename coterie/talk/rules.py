"""Who may do what with a message, and what a message may be. Pure."""

import re
from datetime import datetime, timedelta

from coterie.talk.models import LONGEST, Message

UNDO_WITHIN = timedelta(hours=1)
MOST_HANGING = 9
"""Pictures, files and recordings on one message."""
LINK = re.compile(r"https?://[^\s<>\"'“”‘’（）《》「」，。！？；]+", re.IGNORECASE)
ENDS, LONGEST_LINK = ".,;:!?)]}*_~", 500
NEWCOMER_FOR = timedelta(days=14)
"""How long a member is new."""


def says_something(text: str, hanging: int) -> bool:
    """Tell whether a text and a number of things that hang on it make a message."""
    return bool(text or hanging) and len(text) <= LONGEST and hanging <= MOST_HANGING


def is_author(message: Message, account: int | None) -> bool:
    """Tell whether the account wrote the message (its member must be loaded)."""
    return account is not None and message.member.account_id == account


def may_be_undone(message: Message, now: datetime) -> bool:
    """Tell whether the author may still put a deleted message back."""
    return message.deleted_at is not None and not message.deleted_by_staff and now - message.deleted_at <= UNDO_WITHIN


def first_link(text: str) -> str:
    """Return the first address of the web in a text, without the marks that end a sentence; or nothing."""
    found = LINK.search(text)
    return found[0].rstrip(ENDS)[:LONGEST_LINK] if found and len(found[0]) <= LONGEST_LINK else ""
