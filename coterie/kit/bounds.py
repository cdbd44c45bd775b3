"""Numbers that are out of all reason."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid


def refuse_beyond(limits: Mapping[str, tuple[int, int]], facts: Mapping[str, Any]) -> None:
    """Refuse a number that lies outside of its limits, naming the field; those that are not given are not looked at."""
    for name, (least, most) in limits.items():
        if name in facts and not least <= facts[name] <= most:
            words = {"least": least, "most": most}
            raise Invalid(_("Choose a number from %(least)s to %(most)s.") % words, field=name)
