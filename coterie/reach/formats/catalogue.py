"""The formats that can be imported, and telling which one a file is."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from coterie.reach.formats.events import format as events
from coterie.reach.formats.irc import format as irc
from coterie.reach.formats.orders import format as orders
from coterie.reach.formats.source import Source, Unreadable

FORMATS: dict[str, Callable[[Source], float]] = {
    irc.KIND: irc.confidence,
    orders.KIND: orders.confidence,
    events.KIND: events.confidence,
}
"""How sure each format is of a file, from 0 to 1; in doubt the earlier one is taken."""

SURE_ENOUGH = 0.5


class UnknownFormat(Unreadable):
    """No format recognises the file."""

    code = "unknown_format"


def kind_of(source: Source) -> str:
    """Return the format that is surest of the file.

    Raises UnknownFormat, naming what was tried.
    """
    sure = {kind: confidence(source) for kind, confidence in FORMATS.items()}
    kind = max(sure, key=lambda each: sure[each])
    if sure[kind] < SURE_ENOUGH:
        tried = ", ".join(f"{each} {share:.0%}" for each, share in sure.items())
        raise UnknownFormat(_("The format was not recognised; tried: %(tried)s. Name the kind.") % {"tried": tried})
    return kind
