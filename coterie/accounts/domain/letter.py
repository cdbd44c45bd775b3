"""Writing to one person, in their language."""

from collections.abc import Callable, Mapping

from django.utils.translation import override

from coterie.accounts.queries.accounts import account_with
from coterie.platform.mail.letter import write_letter

Words = Callable[[], tuple[str, str]]
"""What gives the subject and the text, called while their language is spoken."""


def write_to(account: int | None, language: str, words: Words, *, headers: Mapping[str, str] | None = None) -> bool:
    """Send a letter to who has an address, in their language or else in `language`; tell whether one was sent."""
    row = account_with(account) if account else None
    if row is None or not row.email:
        return False
    with override(row.language or language):
        subject, text = words()
    write_letter(to=[row.email], subject=subject, text=text, headers=headers)
    return True
