"""Who carries the letters: an SMTP server, or the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from coterie.kit.environment import WrongEnvironment

CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
PATIENCE = 20
"""Seconds for each answer of the server."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What COTERIE_MAIL_URL says."""

    backend: str
    sender: str
    options: Mapping[str, str | int | bool]


def carrier_of(url: str, *, host: str) -> Carrier:
    """Read `smtp://user:password@host:port?tls=1&from=address` or `smtps://...`; nothing means the terminal.

    Letters come from `coterie@host` unless the address says otherwise. Raises WrongEnvironment.
    """
    if not url:
        return Carrier(CONSOLE, f"coterie@{host}", {})
    parts, query = urlsplit(url), dict(parse_qsl(urlsplit(url).query))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or query.keys() - {"tls", "from"}:
        raise WrongEnvironment("coterie: COTERIE_MAIL_URL must look like smtp://user:password@host:port?tls=1&from=a@b")
    tls = parts.scheme == "smtp" and query.get("tls") == "1"
    options: dict[str, str | int | bool] = {
        "host": parts.hostname,
        "port": parts.port or PORTS["starttls" if tls else parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": tls,
        "use_ssl": parts.scheme == "smtps",
        "timeout": PATIENCE,
    }
    return Carrier(SMTP, query.get("from", f"coterie@{host}"), options)
