"""Letters leave after the commit, are tried again, and do not stay in our tables."""

from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.mail import BadHeaderError, EmailMessage
from django.db import transaction

from coterie.kit.clock import shifted
from coterie.platform.jobs.chore import drain
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.queue import LONGEST_PAUSE
from coterie.platform.mail.carrier import carrier_of
from coterie.platform.mail.letter import write_letter
from tests.postgres import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Post:
    """An SMTP server that answers as it is told and keeps what it takes."""

    def __init__(self):
        self.answers, self.letters = [], []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def post(settings):
    settings.EMAIL_BACKEND = "coterie.platform.mail.outbox.OutboxBackend"
    settings.MAIL_CARRIER = carrier_of(f"smtp://127.0.0.1:{(port := free_port())}", host="books.example")
    handler = Post()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.factory = lambda: SMTP(handler, enable_SMTPUTF8=True)
    server.start()
    yield handler
    server.stop()


def write(**more):
    write_letter(to=["dan@example.com"], subject="Willkommen, 欢迎", text="Hello, 你好", **more)


def test_letter_arrives_as_it_was_written(post):
    write(html="<p>Hello</p>", headers={"List-Unsubscribe": "<https://books.example/u/1>"})

    drain()

    ((recipients, letter),) = post.letters
    text, html = letter.get_payload()
    assert recipients == ["dan@example.com"]
    assert letter["List-Unsubscribe"] == "<https://books.example/u/1>"
    assert text.get_payload(decode=True).decode().strip() == "Hello, 你好"
    assert html.get_content_type() == "text/html"


def test_letter_goes_back_with_its_change(post):
    def change():
        with transaction.atomic():
            write()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert drain() == 0
    assert post.letters == []


def test_each_recipient_gets_one_of_their_own(post):
    write_letter(to=["dan@example.com", "nina@example.com"], subject="x", text="y")

    drain()

    assert [recipients for recipients, _ in post.letters] == [["dan@example.com"], ["nina@example.com"]]


def test_letter_is_tried_again_when_the_server_is_busy_and_keeps_its_number(post):
    post.answers = ["451 later"]
    write()
    drain()
    number = Job.objects.get().args[0]["headers"]["Message-ID"]

    with shifted(LONGEST_PAUSE):
        drain()

    assert [letter["Message-ID"] for _, letter in post.letters] == [number]


def test_letter_refused_for_good_is_not_tried_again(post):
    post.answers = ["550 nobody here"]
    write()

    drain()

    assert Job.objects.get().state == JobState.DEAD
    assert post.letters == []


def test_letter_that_was_sent_leaves_no_trace(post):
    post.answers = ["451 later"]
    write()
    drain()
    with shifted(LONGEST_PAUSE):
        drain()

    assert "dan@example.com" not in str(Job.objects.values())
    assert "Hello" not in str(Job.objects.values())


def test_line_break_in_a_header_is_refused_at_once(post):
    with pytest.raises(BadHeaderError):
        write_letter(to=["dan@example.com"], subject="x\nBcc: eve@example.com", text="y")

    assert not Job.objects.exists()


def test_attachment_is_refused_and_nobody_is_nobody(post):
    message = EmailMessage("x", "y", to=["dan@example.com"], attachments=[("a.txt", "z", "text/plain")])

    with pytest.raises(ValueError, match="attachments"):
        message.send()
    assert EmailMessage("x", "y").send() == 0
