"""The place to speak."""

import secrets
from dataclasses import dataclass

from coterie.talk.queries.shown import Shown

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,audio/*,video/mp4,.pdf,.docx,.xlsx,.pptx,.epub,.txt,.zip"
"""What browsers offer to send; what is taken, the bytes decide."""


@dataclass(frozen=True, slots=True)
class Composer:
    """What stands in it: words typed before, what is answered, what was wrong."""

    nonce: str
    text: str = ""
    answering: Shown | None = None
    error: str = ""
    accept: str = ACCEPTED


def new_nonce() -> str:
    """Return a mark for the next message, so that sending it twice says it once."""
    return secrets.token_urlsafe(12)
