"""What is pushed to whom."""

from collections.abc import Sequence
from typing import NamedTuple

from coterie.reach.models import PushDevice
from coterie.talk.queries.told import Told, told_by

LENGTH = 160


class Note(NamedTuple):
    """What one browser shows: who spoke where, what, and where it leads."""

    device: int
    title: str
    text: str
    path: str


def notes_of(messages: Sequence[int]) -> list[Note]:
    """Return the notes of messages, one for each browser of whom they are for."""
    if not messages or not PushDevice.objects.exists():
        return []
    told = told_by(messages)
    devices = PushDevice.objects.filter(account__in={one.account for one in told})
    by_account: dict[int, list[int]] = {}
    for device, account in devices.values_list("pk", "account"):
        by_account.setdefault(account, []).append(device)
    return [note_of(one, device) for one in told for device in by_account.get(one.account, ())]


def note_of(one: Told, device: int) -> Note:
    """Return a note."""
    text = " ".join(one.text.split())
    shown = text if len(text) <= LENGTH else f"{text[:LENGTH]}…"
    path = f"/m/{one.community}/g/{one.group}?around={one.key}#message-{one.key}"
    return Note(device, f"{one.name} · {one.group_name}", shown, path)


def has_device(account: int | None) -> bool:
    """Tell whether somebody has a browser to which is pushed."""
    return account is not None and PushDevice.objects.filter(account=account).exists()
