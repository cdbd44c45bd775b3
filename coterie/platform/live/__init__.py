"""The live bus: short messages (ids, not bodies) to everybody who is looking."""

from coterie.platform.live.bus import listen, subscribe, tell, tell_now
from coterie.platform.live.subscription import Subscription
from coterie.platform.live.told import RESYNC, Told

__all__ = ["RESYNC", "Subscription", "Told", "listen", "subscribe", "tell", "tell_now"]
