"""Many codes at once: switching them, filing them in folders."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.code import changed, edit_code, switch_code
from coterie.joining.models import LiveCode
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.kit.errors import Invalid, NotFound

MOST = 1000


@transaction.atomic
def change_codes(
    *, community: int, codes: Collection[str], state: str = "", folder: str | None = None, actor: Actor, now: datetime
) -> int:
    """Switch all codes named by their signs, put them into a folder ("" takes them out), or both; return how many.

    All of them change or none. Raises what `switch_code` raises.
    """
    rows = chosen(community, codes, actor)
    if not state and folder is None:
        raise Invalid(_("Say what to do with the codes."), field="state")
    for row in rows:
        if state:
            switch_code(code=row, state=state, actor=actor, now=now)
        if folder is not None:
            edit_code(code=row, folder=folder, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def rename_folder(*, community: int, folder: str, name: str, actor: Actor, now: datetime) -> int:
    """Call a folder otherwise; under the name of another one the two become one, "" takes all codes out.

    Raises NotFound for a folder without codes.
    """
    require(actor, Permission.EDIT_CODES, community)
    rows = list(lock(LiveCode.objects.filter(community=community, folder=folder).order_by("pk"))) if folder else []
    if not rows:
        raise NotFound(_("There is no such folder."), field="folder")
    for row in rows:
        changed(row, {"folder": name.strip()[:40]}, actor, now)
    return len(rows)


def chosen(community: int, codes: Collection[str], actor: Actor) -> list[int]:
    """Return the rows of the codes named, locked in one order. Raises Invalid for none, NotFound for a stranger."""
    require(actor, Permission.EDIT_CODES, community)
    if not 0 < len(codes) <= MOST:
        raise Invalid(_("Choose between 1 and 1,000 codes."), field="codes")
    rows = lock(LiveCode.objects.filter(community=community, slug__in=codes).order_by("pk")).values_list("pk", "slug")
    found = list(rows)
    if missing := sorted(set(codes) - {slug for _pk, slug in found}):
        raise NotFound(_("There is no code “%s”.") % missing[0], field="codes")
    return [pk for pk, _slug in found]
