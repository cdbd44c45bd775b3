"""Saying things in tests."""

from io import BytesIO

from PIL import Image

from coterie.platform.events.models import LoggedEvent
from coterie.talk.domain.message import post_message
from coterie.talk.models import Message
from tests.cast import NOW, Cast


def say(cast: Cast, name: str, text: str, **facts: object) -> Message:
    """Let somebody of the cast say something in the basic group."""
    known = {"group": cast.group.pk, "member": cast.members[name].pk, "actor": cast.actor(name), "now": NOW}
    return post_message(**{**known, "text": text, **facts})


def told(kind: str) -> list[LoggedEvent]:
    """Return the events of a kind, in their order."""
    return list(LoggedEvent.objects.filter(kind=kind).order_by("id"))


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a red picture."""
    data = BytesIO()
    Image.new("RGB", (width, height), "#c22").save(data, "PNG")
    return data.getvalue()


PNG = png()
