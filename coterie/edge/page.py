"""The small pages of the edge: a scan never ends in an empty one."""

from functools import cache
from html import escape

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from coterie.edge.wire import Header, Send, answer

POLICY: Header = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
FRAME = (
    '<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{title}</title><h1>{title}</h1><p>{text}</p><p><a href="{target}">{link}</a></p></html>'
)


async def unknown(send: Send, headers: dict[bytes, bytes], *, head: bool = False) -> None:
    """Say that no such code was ever printed here."""
    await answer(send, 404, page("unknown", language(headers)), b"text/html; charset=utf-8", (POLICY,), head=head)


async def busy(send: Send, headers: dict[bytes, bytes]) -> None:
    """Ask to come back in a moment; nothing was changed."""
    again = (POLICY, (b"retry-after", b"2"))
    await answer(send, 503, page("busy", language(headers)), b"text/html; charset=utf-8", again)


async def only_get(send: Send) -> None:
    """Refuse what is neither a look nor a question about one."""
    await answer(send, 405, b"GET, HEAD\n", b"text/plain; charset=utf-8", ((b"allow", b"GET, HEAD"),))


@cache
def page(kind: str, tongue: str) -> bytes:
    """Return a page in one of our languages."""
    with translation.override(tongue):
        words = {
            "unknown": {
                "title": _("This code leads nowhere"),
                "text": _("Perhaps a sign of it was misread. Scan it again, or ask who gave it to you."),
                "link": _("To the first page"),
                "target": "/",
            },
            "busy": {
                "title": _("Many are coming in"),
                "text": _("Your place was not lost: nobody has one yet. Try again in a moment."),
                "link": _("Try again"),
                "target": "",
            },
        }[kind]
        return FRAME.format(language=tongue, **{name: escape(word) for name, word in words.items()}).encode()


def language(headers: dict[bytes, bytes]) -> str:
    """Return the first of the reader's languages that we speak."""
    for wanted, _weight in parse_accept_lang_header(headers.get(b"accept-language", b"").decode("latin-1")):
        try:
            return translation.get_supported_language_variant(wanted)
        except LookupError:
            continue
    return "en"
