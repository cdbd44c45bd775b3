"""Tables of reach."""

from coterie.reach.models.import_run import ImportRun
from coterie.reach.models.imprint import Imprint

__all__ = ["ImportRun", "Imprint"]
