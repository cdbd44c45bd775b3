"""Who may do what with a message, and what a message may be. Pure."""

from datetime import datetime, timedelta

from coterie.talk.models import LONGEST, Message

UNDO_WITHIN = timedelta(hours=1)
MOST_PICTURES = 9
NEWCOMER_FOR = timedelta(days=14)
"""How long a member is new."""


def says_something(text: str, pictures: int) -> bool:
    """Tell whether a text and a number of pictures make a message."""
    return bool(text or pictures) and len(text) <= LONGEST and pictures <= MOST_PICTURES


def is_author(message: Message, account: int | None) -> bool:
    """Tell whether the account wrote the message (its member must be loaded)."""
    return account is not None and message.member.account_id == account


def may_be_undone(message: Message, now: datetime) -> bool:
    """Tell whether the author may still put a deleted message back."""
    return message.deleted_at is not None and not message.deleted_by_staff and now - message.deleted_at <= UNDO_WITHIN
