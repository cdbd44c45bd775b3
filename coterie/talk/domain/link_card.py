"""Cards of links: looked at once, at public addresses alone, and never while somebody waits."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction

from coterie.kit.db.rows import lock
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.http_out import NotFetched, fetch
from coterie.kit.page_head import PageHead, head_of
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import remove, store_picture, stored_file
from coterie.talk.domain.stream import tell_group
from coterie.talk.events import MessageEdited
from coterie.talk.models import LinkCard, Message
from coterie.talk.rules import first_link

PATIENCE, LARGEST, LARGEST_PICTURE = 6.0, 600_000, 3_000_000
HEADERS = {"User-Agent": "Coterie (link preview)", "Accept": "text/html,application/xhtml+xml"}


def look_up_link(*, message: int, now: datetime) -> LinkCard | None:
    """Look where the first link of a message leads, and hang a card on the message; without one, take it off.

    Nothing waits for the net inside of a transaction. Who edits in the meantime is looked up again.
    """
    row = Message.objects.filter(pk=message, deleted_at=None).select_related("group").first()
    url = first_link(row.text) if row else ""
    if row is None:
        return None
    head = head_at(url) if url and not is_ours(url) else None
    picture = picture_at(head.picture, row.group.community_id, now) if head and head.picture else None
    with transaction.atomic():
        return hung(row, url, head, picture, now)


def is_ours(url: str) -> bool:
    """Tell whether a link leads to ourselves: who may see what is decided there for each reader."""
    return url.startswith(f"{settings.BASE_URL}/")


def head_at(url: str) -> PageHead | None:
    """Return what the page at an address says of itself, if there is one."""
    try:
        return head_of(fetch(url, headers=HEADERS, patience=PATIENCE, largest=LARGEST))
    except NotFetched:
        return None


def picture_at(url: str, community: int, now: datetime) -> StoredFile | None:
    """Keep the picture of a page, drawn anew."""
    with suppress(NotFetched, Invalid):
        found = fetch(url, headers={"User-Agent": HEADERS["User-Agent"]}, patience=PATIENCE, largest=LARGEST_PICTURE)
        return store_picture(found.body, community=community, now=now)
    return None


def hung(row: Message, url: str, head: PageHead | None, picture: StoredFile | None, now: datetime) -> LinkCard | None:
    """Hang a card on a message that still has the link; inside of a transaction."""
    current = lock(Message.objects.filter(pk=row.pk, deleted_at=None)).first()
    fits = current is not None and first_link(current.text) == url
    before = LinkCard.objects.filter(message=row).first()
    if before and (fits or not current):
        forget(before)
    if not fits or head is None:
        if picture:
            remove(picture)
        card = None
    else:
        facts = {"url": url, "title": head.title, "brief": head.brief, "site": head.site}
        card = LinkCard.objects.create(message=row, **facts, picture=picture.key if picture else "", fetched_at=now)
    if card or before:
        tell_group(row, MessageEdited.kind)
    return card


def forget(card: LinkCard) -> None:
    """Take a card off, with its picture."""
    with suppress(NotFound):
        if card.picture:
            remove(stored_file(card.picture))
    card.delete()
