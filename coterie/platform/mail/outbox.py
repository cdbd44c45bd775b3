"""Django's way of sending mail, which here is to enqueue a job: the outbox is the table of jobs."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from coterie.platform.mail.letter import letter_of
from coterie.platform.mail.tasks import deliver


class OutboxBackend(BaseEmailBackend):
    """Enqueues letters in the caller's transaction; all of Django's and allauth's mail goes this way too."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Enqueue a job for each message; return how many there are."""
        letters = [letter_of(message) for message in email_messages if message.recipients()]
        for letter in letters:
            deliver.enqueue(letter)
        return len(letters)
