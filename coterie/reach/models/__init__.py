"""Tables of reach."""

from coterie.reach.models.import_run import ImportRun
from coterie.reach.models.imprint import Imprint
from coterie.reach.models.push_device import PushDevice

__all__ = ["ImportRun", "Imprint", "PushDevice"]
