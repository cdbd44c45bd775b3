"""What a page of the web says of itself: the Open Graph, or else its title and description."""

from dataclasses import dataclass
from email.message import Message as Header
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from coterie.kit.http_out import Fetched
from coterie.kit.text import clean

TITLE, BRIEF, SITE = 200, 300, 80
PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class PageHead:
    """A page in short; `picture` is the address of one, or empty."""

    title: str
    brief: str
    site: str
    picture: str


class _Head(HTMLParser):
    """Collects what stands in the head; what is broken is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a `meta`, or that the title begins."""
        given = dict(attrs)
        self.in_title = tag == "title" and "title" not in self.found
        name = (given.get("property") or given.get("name") or "").lower()
        if tag == "meta" and name and given.get("content"):
            self.found.setdefault(name, given["content"] or "")

    def handle_data(self, data: str) -> None:
        """Note the title."""
        if self.in_title:
            self.found["title"] = self.found.get("title", "") + data

    def handle_endtag(self, tag: str) -> None:
        """Note that the title ends."""
        if tag == "title":
            self.in_title = False


def head_of(page: Fetched) -> PageHead | None:
    """Return what a page says of itself; None for what is no page, or says nothing."""
    header = Header()
    header["content-type"] = page.headers.get("content-type", "")
    if page.status != 200 or header.get_content_type() not in PAGES:
        return None
    parser = _Head()
    parser.feed(decoded(page.body, header.get_content_charset()))
    title = first(parser.found, "og:title", "twitter:title", "title")[:TITLE]
    if not title:
        return None
    host = urlsplit(page.url).hostname or ""
    return PageHead(
        title=title,
        brief=first(parser.found, "og:description", "twitter:description", "description")[:BRIEF],
        site=(first(parser.found, "og:site_name") or host.removeprefix("www."))[:SITE],
        picture=picture_of(first(parser.found, "og:image", "og:image:url", "twitter:image"), page.url),
    )


def first(found: dict[str, str], *names: str) -> str:
    """Return the first of these that says something, in one line."""
    return next((text for name in names if (text := " ".join(clean(found.get(name, "")).split()))), "")


def picture_of(address: str, page: str) -> str:
    """Return where the picture lies."""
    try:
        return urljoin(page, address) if address else ""
    except ValueError:
        return ""


def decoded(body: bytes, charset: str | None) -> str:
    """Return the text in the charset that the server or the page names, else UTF-8."""
    named = body[:2048].lower().partition(b"charset=")[2].lstrip(b"\"' ").partition(b'"')[0]
    inside = named.split(b">")[0].strip(b"\"'/; ").decode("ascii", "replace")
    for name in (charset, inside, "utf-8"):
        try:
            if name:
                return body.decode(name, "replace")
        except (LookupError, ValueError):  # no such charset, or one that is for something else
            continue
    return ""
