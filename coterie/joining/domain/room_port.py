"""Where a connector to a chat network plugs in: it knows how a visitor gets into one of the network's rooms.

No connector is part of joining. One registers itself when its app is ready; until then no slot can lead to a room.
"""

from typing import Protocol


class RoomPort(Protocol):
    """What a connector does for a slot."""

    def is_room(self, room: str) -> bool:
        """Tell whether the network has a room of this name that its operator may lead people into."""

    def entrance(self, room: str, visitor: int) -> str:
        """Return the address at which this visitor gets into the room."""


_connected: list[RoomPort] = []


def connect(port: RoomPort) -> None:
    """Let slots lead to the rooms of a network."""
    _connected.append(port)


def disconnect(port: RoomPort) -> None:
    """Let no new slots lead there."""
    _connected.remove(port)


def port_for(room: str) -> RoomPort | None:
    """Return the connector that knows a room."""
    return next((port for port in _connected if port.is_room(room)), None)
