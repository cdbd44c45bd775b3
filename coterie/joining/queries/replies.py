"""Replies and unknown words, for operators and for answering."""

from collections import OrderedDict
from threading import Lock

from django.db.models import Count, QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.models import Reply, UnknownWord
from coterie.joining.queries.reply_matcher import Called, Matcher
from coterie.kit.actor import Actor

MOST_KEPT = 200


def replies_visible_to(actor: Actor, community: int) -> QuerySet[Reply]:
    """All replies of a community for its staff: those in use first, in their order."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Reply.objects.filter(community=community).select_related("channel", "code", "bait")
    return rows.order_by("archived_at", "order", "id")


def unknown_words_visible_to(actor: Actor, community: int) -> QuerySet[UnknownWord]:
    """What nobody could answer, the most frequent first, for the staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = UnknownWord.objects.filter(community=community).select_related("channel")
    return rows.order_by("-count", "-last_at", "id")


def has_replies(community: int) -> bool:
    """Tell whether it is worth asking anything."""
    return Reply.objects.filter(community=community, archived_at=None).exists()


class Shelf:
    """Matchers of this process; one is made anew when a reply of its community has changed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[object, Matcher]] = OrderedDict()
        self._lock = Lock()

    def matcher(self, community: int) -> Matcher:
        """Return the matcher of the replies in use."""
        rows = Reply.objects.filter(community=community, archived_at=None)
        stamp = tuple(rows.aggregate(count=Count("pk"), versions=Sum("version")).values())
        with self._lock:
            kept = self._kept.get(community)
        if kept and kept[0] == stamp:
            return kept[1]
        made = Matcher(
            Called(pk, tuple(words), match, channel, order)
            for pk, words, match, channel, order in rows.values_list("pk", "words", "match", "channel", "order")
        )
        with self._lock:
            self._kept[community] = (stamp, made)
            self._kept.move_to_end(community)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


matcher_of = Shelf().matcher
