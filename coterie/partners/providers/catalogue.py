"""Who can bring money to partners."""

from coterie.partners.providers.manual import Manual
from coterie.partners.providers.port import PayoutProvider

MANUAL = "manual"
PROVIDERS: dict[str, PayoutProvider] = {MANUAL: Manual()}
