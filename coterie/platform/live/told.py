"""One message of the live bus, encoded once for everybody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from coterie.kit.json import Json

LONGEST = 4_000
"""Bytes of a message; PostgreSQL carries 8,000 in one notice. Send ids: readers fetch bodies by themselves."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message: its topic, its JSON, and the server-sent event that carries it to a browser."""

    topic: str
    body: str
    frame: bytes


def told(topic: str, message: Mapping[str, Json]) -> Told:
    """Encode `message`; its `kind`, if it has one, becomes the name of the server-sent event.

    Raises ValueError when it is longer than LONGEST.
    """
    body = json.dumps(message, separators=(",", ":"))
    if len(body) > LONGEST:
        raise ValueError(f"a live message carries ids, not bodies: {len(body)} bytes to {topic}")
    return from_wire(topic, body)


def from_wire(topic: str, body: str) -> Told:
    """Return the message that another process has encoded."""
    kind = json.loads(body).get("kind")
    name = f"event: {kind}\n" if kind else ""
    return Told(topic, body, f"{name}data: {body}\n\n".encode())


RESYNC = Told("", "{}", b"event: resync\ndata: {}\n\n")
"""Tells a reader that messages were lost: look again at everything."""
