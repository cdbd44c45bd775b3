"""Taking a chat log in: people, comings and goings, messages; one batch is one transaction."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Literal, NamedTuple

from django.db import transaction

from coterie.groups.domain.import_memberships import Step, import_memberships
from coterie.kit.actor import Actor
from coterie.members.domain.import_members import Person, import_members
from coterie.members.queries.members import members_by_ref
from coterie.reach.domain.fingerprint import Fingerprints, keep_marks, marks_known, take_turn
from coterie.reach.domain.people import People
from coterie.reach.domain.tally import Counted, Tally
from coterie.reach.formats.records import Blank, Joined, Left, Noted, Record, Renamed, Said, TopicSet, Unparsed
from coterie.talk.domain.import_messages import OldMessage, import_messages, refs_known

BATCH = 4_000
MOST_NAMES = 200_000
"""Names that are kept in memory; a log with more of them is no log."""


What = Literal["came", "went", "heard"]


class Fact(NamedTuple):
    """A record that leaves something behind, with the mark to know it by and whom it is about."""

    mark: str
    ref: str
    name: str
    at: datetime
    what: What
    text: str = ""
    action: bool = False


class ChatHistory:
    """One log on its way into one group."""

    def __init__(self, *, community: int, group: int, origin: str, tally: Tally, actor: Actor, now: datetime) -> None:
        """Begin with the first line."""
        self.community, self.group, self.tally, self.actor, self.now = community, group, tally, actor, now
        self.people, self.fingerprints = People(origin), Fingerprints()

    def take(self, records: Iterable[Record], progress: Callable[[int], None]) -> None:
        """Take every record in; after a crash, take the same file again."""
        records = iter(records)
        while batch := list(islice(records, BATCH)):
            self.take_batch(batch)
            self.tally.add("lines", len(batch))
            progress(self.tally.counts["lines"])

    def take_batch(self, batch: Iterable[Record]) -> None:
        """Take some records in, all or none of them; what can be found out before is, for others wait to write."""
        facts = [fact for record in batch if (fact := self._fact(record))]
        with transaction.atomic(savepoint=False):
            take_turn(self.community)
            self._take(facts)

    def _fact(self, record: Record) -> Fact | None:
        """Count a record; return what it leaves behind."""
        if isinstance(record, Said):
            self.tally.saw(record.at)
            return self._said(record)
        if isinstance(record, Blank | Unparsed):
            if isinstance(record, Unparsed):
                self.tally.report(record)
            else:
                self.tally.add("blank")
            return None
        self.tally.saw(record.at)
        if isinstance(record, Joined | Left):
            return self._noticed(record)
        if isinstance(record, Renamed):
            self.people.rename(record.old, record.new)
        self.tally.add(TOLD_OF[type(record)])
        return None

    def _said(self, record: Said) -> Fact | None:
        author, text = record.author, record.text
        if not text or text.isspace():
            self.tally.report(Unparsed(record.line, f"<{author}> {text}", "a message without words"))
            return None
        if author not in self.people.spelt:
            if len(self.people.spelt) >= MOST_NAMES:
                self.tally.report(Unparsed(record.line, text[:500], f"more than {MOST_NAMES:,} senders"))
                return None
            self.people.heard(author)
            self.tally.senders.add(author)
        mark = self.fingerprints.of(record.at, "said", author.casefold(), text)
        return Fact(mark, self.people.spelt[author], author, record.at, "heard", text, record.action)

    def _noticed(self, record: Joined | Left) -> Fact | None:
        if len(self.people.first_names) >= MOST_NAMES:
            self.tally.report(Unparsed(record.line, record.who, f"more than {MOST_NAMES:,} names"))
            return None
        what: What = "came" if isinstance(record, Joined) else "went"
        mark = self.fingerprints.of(record.at, what, str(self.group), record.who.casefold())
        return Fact(mark, self.people.ref(record.who), record.who, record.at, what)

    def _take(self, facts: list[Fact]) -> None:
        """Keep what is new."""
        fresh = self._fresh(facts)
        self._count(facts, fresh)
        self._meet(facts, fresh)
        self._seat(fresh)
        keep_marks(self.community, [fact.mark for fact in fresh if fact.what != "heard"])
        self._post([fact for fact in fresh if fact.what == "heard"])

    def _fresh(self, facts: list[Fact]) -> list[Fact]:
        """Return what the community has not; a log that goes far back in time may tell a fact twice."""
        known = refs_known(self.group, [fact.mark for fact in facts if fact.what == "heard"])
        known |= marks_known(self.community, [fact.mark for fact in facts if fact.what != "heard"])
        fresh: dict[str, Fact] = {}
        for fact in facts:
            if fact.mark not in known:
                fresh.setdefault(fact.mark, fact)
        return list(fresh.values())

    def _count(self, facts: list[Fact], fresh: list[Fact]) -> None:
        told, anew = (Counter(fact.what for fact in each) for each in (facts, fresh))
        for what, counted in COUNTED.items():
            self.tally.add(counted, anew[what])
        self.tally.add("actions", sum(fact.action for fact in fresh))
        self.tally.add("duplicates", told["heard"] - anew["heard"])
        self.tally.add("notices_known", told["came"] + told["went"] - anew["came"] - anew["went"])

    def _meet(self, facts: list[Fact], fresh: list[Fact]) -> None:
        """Make members of people who were not met before; those of known facts may be named by the others."""
        members = self.people.members
        if strangers := [Person(fact.ref, fact.name, fact.at) for fact in fresh if fact.ref not in members]:
            self.people.meet(import_members(community=self.community, people=strangers, actor=self.actor, now=self.now))
        if known := {fact.ref for fact in facts} - members.keys():
            self.people.meet(members_by_ref(self.community, known))
        self.tally.people.update(members[fact.ref] for fact in fresh)

    def _seat(self, fresh: list[Fact]) -> None:
        """Tell the group who came, went, or was heard without having come; who was inside before, the group knows."""
        steps, inside = [], set()
        for fact in fresh:
            member = self.people.members[fact.ref]
            if fact.what == "went":
                inside.discard(member)
            elif member in inside:
                continue
            else:
                inside.add(member)
            steps.append(Step(member, fact.at, fact.what))
        if steps:
            import_memberships(group=self.group, steps=steps, actor=self.actor, now=self.now)

    def _post(self, said: list[Fact]) -> None:
        members, mentions = self.people.members, self.people.mentions
        messages = [
            OldMessage(fact.mark, members[fact.ref], fact.text, fact.at, mentions(fact.text, members[fact.ref]))
            for fact in said
        ]
        if messages:
            import_messages(
                community=self.community, group=self.group, messages=messages, actor=self.actor, now=self.now
            )


COUNTED: dict[What, Counted] = {"heard": "messages", "came": "joins", "went": "leaves"}
TOLD_OF: dict[type[Record], Counted] = {Renamed: "renames", TopicSet: "topics", Noted: "notices"}
