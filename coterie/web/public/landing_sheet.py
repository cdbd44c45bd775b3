"""What the template of a landing page reads, for visitors and for the preview."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from coterie.communities.models import Community
from coterie.joining.enums import BlockKind
from coterie.joining.models import LandingPage, LandingVersion
from coterie.joining.queries.codes import front_door
from coterie.joining.rules import pairs
from coterie.web.public.addresses import landing_address, public_address

IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page; `pairs` are its lines."""

    kind: str
    heading: str
    text: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The lines, each as what stands before and after its bar."""
        return pairs(self.text)


def landing_words(community: Community, page: LandingPage, words: LandingPage | LandingVersion) -> dict[str, Any]:
    """Return what a page shows with these words."""
    parts = [Part(block["kind"], block["heading"], block["text"]) for block in words.blocks]
    host = next((part for part in parts if part.kind == BlockKind.PERSON), None) if words.design == "host" else None
    address = landing_address(community.slug, page.slug)
    return {
        "community": community,
        "landing": words,
        "parts": [part for part in parts if part is not host],
        "host": host,
        "code": page.code or front_door(community.pk),
        "address": address,
        "card": f"{address}/card.png",
        "structured": structured(community, address, words, parts),
    }


def structured(
    community: Community, address: str, words: LandingPage | LandingVersion, parts: list[Part]
) -> SafeString:
    """Return what search engines read of the page: what it is, whose, and the questions that it answers."""
    home = public_address(community.slug)
    organisation = {"@type": "Organization", "@id": f"{home}#organization", "name": community.name, "url": home}
    page = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": words.title,
        "description": words.description,
        "publisher": {"@id": organisation["@id"]},
        "primaryImageOfPage": f"{address}/card.png",
    }
    graph: list[dict[str, Any]] = [organisation, page]
    if asked := [pair for part in parts if part.kind == BlockKind.QUESTIONS for pair in part.pairs if pair[1]]:
        graph.append({"@type": "FAQPage", "mainEntity": [question(*pair) for pair in asked]})
    return in_script({"@context": "https://schema.org", "@graph": graph})


def in_script(facts: dict[str, Any]) -> SafeString:
    """Return facts as a page carries them for search engines."""
    text = json.dumps(facts, ensure_ascii=False)
    return mark_safe(text.translate(IN_SCRIPT))  # noqa: S308 - JSON without the signs that could end a script


def question(asked: str, answered: str) -> dict[str, object]:
    """Return a question as search engines read one."""
    return {"@type": "Question", "name": asked, "acceptedAnswer": {"@type": "Answer", "text": answered}}
