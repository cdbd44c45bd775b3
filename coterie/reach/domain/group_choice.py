"""Which group a history goes into."""

from datetime import datetime
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from coterie.groups.domain.group import create_group
from coterie.groups.queries.groups import groups_run_by
from coterie.kit.actor import Actor
from coterie.kit.errors import NotFound


def group_for(*, community: int, chosen: int | str | None, file: str, actor: Actor, now: datetime) -> int:
    """Return the chosen group: by its row, by key or name, new if need be; by default one named after the file.

    Raises NotFound for a row of another community.
    """
    rows = groups_run_by(actor, community)
    if isinstance(chosen, int):
        if not rows.filter(pk=chosen).exists():
            raise NotFound(_("There is no such group."))
        return chosen
    name = (chosen or named_after(file)).strip()[:60]
    row = rows.filter(key=name).first() or rows.filter(name=name).first()
    return (row or create_group(community=community, name=name, actor=actor, now=now)).pk


def named_after(file: str) -> str:
    """Return a group's name for a file: `#tea_2004.log.gz` is for `#tea_2004`."""
    name = PurePath(file.replace("\\", "/")).name
    return name.split(".")[0] or name.strip(".") or "import"
