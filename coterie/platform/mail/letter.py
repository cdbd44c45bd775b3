"""A letter between the outbox and the post: what a job can keep."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from django.core.mail import EmailMessage, EmailMultiAlternatives, make_msgid
from django.core.mail.backends.base import BaseEmailBackend


class Letter(TypedDict):
    """The arguments of the job."""

    subject: str
    text: str
    html: str
    sender: str
    to: list[str]
    reply_to: list[str]
    headers: dict[str, str]


def letter_of(message: EmailMessage) -> Letter:
    """Return what `message` says. Raises BadHeaderError for line breaks in a header, ValueError for attachments."""
    if message.attachments:
        raise ValueError("letters carry no attachments")
    message.message()  # Django checks the headers while it builds them
    pages = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
    return Letter(
        subject=str(message.subject),
        text=str(message.body),
        html=str(pages[0]) if pages else "",
        sender=message.from_email,
        to=message.recipients(),
        reply_to=list(message.reply_to),
        # The same at every try, so that a letter that arrives twice is known as one.
        headers={
            "Message-ID": make_msgid(domain=message.from_email.rpartition("@")[2].strip("> ")),
            **message.extra_headers,
        },
    )


def message_of(letter: Letter, *, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Return the message, ready to be sent over `connection`."""
    message = EmailMultiAlternatives(
        subject=letter["subject"],
        body=letter["text"],
        from_email=letter["sender"],
        to=letter["to"],
        reply_to=letter["reply_to"],
        headers=letter["headers"],
        connection=connection,
    )
    if letter["html"]:
        message.attach_alternative(letter["html"], "text/html")
    return message


def write_letter(
    *, to: Sequence[str], subject: str, text: str, html: str = "", headers: Mapping[str, str] | None = None
) -> None:
    """Send a letter once the transaction around is committed; each of `to` gets one of their own."""
    for address in to:
        message = EmailMultiAlternatives(subject=subject, body=text, to=[address], headers=dict(headers or {}))
        if html:
            message.attach_alternative(html, "text/html")
        message.send()
