"""What makes a community known again: its name, slogan, colour and logo, and how its member numbers are written."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Accent, Permission
from coterie.communities.events import IdentityChanged
from coterie.communities.models import Community
from coterie.communities.queries.access import require
from coterie.communities.rules import is_pattern
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish
from coterie.platform.files.picture import drawn
from coterie.platform.files.storing import remove, store_drawn, stored_file

PATTERN = _("A pattern has up to 20 signs and one run of #, such as No.# or XH-####.")


@transaction.atomic
def set_identity(
    *,
    community: int,
    name: str | None = None,
    slogan: str | None = None,
    accent: str | None = None,
    number_pattern: str | None = None,
    actor: Actor,
    now: datetime,
) -> Community:
    """Change what is given; None leaves as it is. Raises Invalid naming the field."""
    row = locked(Community.objects.filter(pk=community))
    require(actor, Permission.EDIT_CANVAS, community)
    wanted = {"name": name, "slogan": slogan, "accent": accent, "number_pattern": number_pattern}
    given = {field: value.strip() for field, value in wanted.items() if value is not None}
    check_identity(given)
    changed = [field for field, value in given.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, given[field])
    return told(row, changed, actor, now)


def check_identity(given: dict[str, str]) -> None:
    """Refuse a name that is none, a colour that is not ours and a pattern without a number."""
    if not 0 < len(given.get("name", "-")) <= 60:
        raise Invalid(_("Please give a name."), field="name")
    if len(given.get("slogan", "")) > 120:
        raise Invalid(_("A slogan has up to 120 signs."), field="slogan")
    if given.get("accent", Accent.RED) not in Accent.values:
        raise Invalid(_("There is no such colour."), field="accent")
    if not is_pattern(given.get("number_pattern", "#")):
        raise Invalid(PATTERN, field="number_pattern")


def set_logo(*, community: int, picture: bytes | None, actor: Actor, now: datetime) -> Community:
    """Put a picture in the place of the letter, or with None the letter back.

    Raises Invalid for what is too large, broken, or not a picture.
    """
    require(actor, Permission.EDIT_CANVAS, community)
    shot = drawn(picture) if picture is not None else None
    with transaction.atomic():
        row = locked(Community.objects.filter(pk=community))
        before = row.logo
        row.logo = store_drawn(shot, community=community, now=now).key if shot else ""
        if before:
            remove(stored_file(before))
        return told(row, ["logo"] if row.logo != before else [], actor, now)


def told(row: Community, changed: list[str], actor: Actor, now: datetime) -> Community:
    """Keep what changed, and tell of it."""
    if changed:
        row.save(update_fields=changed)
        publish(IdentityChanged(at=now, community=row.pk, actor=actor.account, data={"fields": changed}))
    return row
