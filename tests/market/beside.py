"""The same server beside stand-ins: `STANDINS` in the environment says where each provider is."""

import json
import os

from coterie.asgi import application
from coterie.market.providers.catalogue import BASES

__all__ = ["application"]

BASES.update(json.loads(os.environ.get("STANDINS", "{}")))
