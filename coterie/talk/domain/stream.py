"""Telling everybody who looks at a group that a message is new or different."""

from coterie.platform.live import tell
from coterie.talk.models import Message


def tell_group(message: Message, kind: str) -> None:
    """Let the pages that show the group fetch the message anew, once this is committed."""
    tell(f"group:{message.group_id}", {"kind": kind, "subject": message.key})
