"""The live bus: short messages (ids, not bodies) to everybody who is looking."""

from coterie.platform.live.bus import tell

__all__ = ["tell"]
