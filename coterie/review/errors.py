from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Conflict


class NoSuchEngine(Conflict):
    """`COTERIE_ENGINE` names an engine on which reviews do not run."""

    code = "no_such_engine"

    def __init__(self, engine: str) -> None:
        super().__init__(
            _("Reviews run on DuckDB; the engine “%(engine)s” is not available here.") % {"engine": engine},
            field="COTERIE_ENGINE",
        )
