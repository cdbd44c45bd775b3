"""Letters that tell members what they missed, to those who wished for them."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.accounts.domain.letter import write_to
from coterie.growth.queries.news import Brought
from coterie.kit.actor import Actor
from coterie.members.domain.letter_wish import begin_digest
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import Reader, readers_to_tell
from coterie.reach.queries.digest import Coming, GroupNews, News, news_for
from coterie.talk.queries.missed import Missed

AT_ONCE, LENGTH = 500, 160


def write_digests(*, actor: Actor, now: datetime) -> int:
    """Write to everybody whose digest is due and who missed something; return to how many."""
    return sum(told(reader=reader, actor=actor, now=now) for reader in readers_to_tell(now, AT_ONCE))


@transaction.atomic
def told(*, reader: Reader, actor: Actor, now: datetime) -> bool:  # noqa: ARG001 - the shape of verbs
    """Write to one member, once, if there is something to tell."""
    since = begin_digest(wish=reader.wish, now=now)
    news = news_for(reader, since, now) if since else None
    if not news:
        return False
    return write_to(reader.account, reader.language, partial(words_of, reader, news), headers=ending(reader.secret))


def words_of(reader: Reader, news: News) -> tuple[str, str]:
    """Return the letter."""
    here = f"{settings.BASE_URL}/m/{reader.slug}/"
    parts = [
        "\n".join(group_line(group, here) for group in news.groups),
        "\n".join(best_line(one, here) for one in news.best),
        "\n".join(brought_line(one, here) for one in news.brought),
        "\n".join(coming_line(one, here, ZoneInfo(reader.timezone)) for one in news.coming),
        how_to_end(reader.secret),
    ]
    return subject_of(reader, news), "\n\n".join(part for part in parts if part)


def subject_of(reader: Reader, news: News) -> str:
    """Return what the letter is about: what was said, or else what comes."""
    if news.unread:
        said = ngettext("%(community)s: %(n)s new message", "%(community)s: %(n)s new messages", news.unread)
        return said % {"community": reader.name, "n": news.unread}
    topic = news.coming[0].topic if news.coming else news.brought[0].name
    return _("%(community)s: %(topic)s") % {"community": reader.name, "topic": topic}


def group_line(group: GroupNews, here: str) -> str:
    """Say how much was said in a group."""
    said = ngettext("%(group)s: %(n)s new message", "%(group)s: %(n)s new messages", group.unread)
    words = {"group": group.name, "n": group.unread}
    named = ngettext("%(n)s of them to you", "%(n)s of them to you", group.named) % {"n": group.named}
    line = f"{said % words}, {named}" if group.named else said % words
    return f"{line}\n{here}g/{group.key}"


def best_line(one: Missed, here: str) -> str:
    """Quote what others liked."""
    text = Truncator(" ".join(one.text.split())).chars(LENGTH)
    said = _("%(name)s: “%(text)s”") % {"name": one.name, "text": text}
    return f"{said}\n{here}g/{one.group}?around={one.key}#message-{one.key}"


def brought_line(one: Brought, here: str) -> str:
    """Say what a campaign brought."""
    counts = ngettext("%(friends)s counts for you.", "%(friends)s count for you.", len(one.friends))
    teams = {"complete": _("Your team is complete."), "missed": _("Your team did not come together in time.")}
    team = teams.get(one.team, "")
    friends = counts % {"friends": ", ".join(one.friends)} if one.friends else ""
    rewards = _("You got: %(rewards)s.") % {"rewards": ", ".join(one.rewards)} if one.rewards else ""
    return " ".join(part for part in (f"{one.name}:", team, friends, rewards) if part) + f"\n{here}campaigns"


def coming_line(one: Coming, here: str, zone: ZoneInfo) -> str:
    """Say what comes, and when."""
    starts = one.starts_at.astimezone(zone)
    words = {"day": date_format(starts, "DATE_FORMAT"), "time": f"{starts:%H:%M}", "topic": one.topic}
    said = _("%(day)s, %(time)s: %(topic)s") % words
    return f"{said} ({one.group})\n{here}rituals/{one.key}"
