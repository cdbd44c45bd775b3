"""The post."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks import task

from coterie.platform.jobs.queue import GiveUp
from coterie.platform.mail.letter import Letter, message_of

FOR_GOOD = 500
"""From this SMTP answer on, asking again would be bad manners."""


@task(forgets=True, priority=10)
def deliver(letter: Letter) -> None:
    """Hand one letter to the carrier."""
    carrier = settings.MAIL_CARRIER
    connection = import_string(carrier.backend)(**carrier.options)
    try:
        message_of(letter, connection=connection).send()
    except SMTPRecipientsRefused as error:
        if all(code >= FOR_GOOD for code, _ in error.recipients.values()):
            raise GiveUp("no recipient was accepted") from error
        raise
    except SMTPResponseException as error:
        if error.smtp_code >= FOR_GOOD:
            raise GiveUp(f"the server refused the letter: {error.smtp_code}") from error
        raise
