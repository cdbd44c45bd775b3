"""Asking a provider's server."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coterie.kit.http_out import Fetched, NotFetched, fetch
from coterie.market.providers.port import ProviderFailed, Unreadable
from coterie.market.providers.told import Told

PATIENCE = 15.0
FAILED = 300
SHOWN = 200
"""Letters of a provider's own words that are passed on."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A provider's server. One that stands elsewhere than the provider's own may be in the own network."""

    title: str
    own: str
    base: str = ""

    @property
    def address(self) -> str:
        """Where its API begins."""
        return self.base or self.own

    def ask(self, path: str, *, method: str, headers: Mapping[str, str], body: bytes | None = None) -> Fetched:
        """Ask once. Raises ProviderFailed when nothing came back."""
        url = self.address + path
        try:
            return fetch(
                url, method=method, headers=headers, body=body, patience=PATIENCE, private=bool(self.base)
            )  # fmt: skip
        except NotFetched as error:
            raise ProviderFailed(
                _("%(provider)s did not answer. Try again later.") % {"provider": self.title}
            ) from error

    def told(self, body: bytes | str) -> Told:
        """Read an answer. Raises ProviderFailed."""
        with self.reading():
            return Told.of(body)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn what cannot be read in an answer into a failure of the provider."""
        try:
            yield
        except Unreadable as error:
            raise self.senseless() from error

    def senseless(self) -> ProviderFailed:
        """Return the error of an answer that cannot be used."""
        return ProviderFailed(_("%(provider)s answered something that cannot be used.") % {"provider": self.title})

    def refused(self, words: str) -> ProviderFailed:
        """Return the error of a refusal, with the provider's own words."""
        shown = "".join(sign for sign in words if sign.isprintable())[:SHOWN]
        return ProviderFailed(
            _("%(provider)s refused: %(words)s") % {"provider": self.title, "words": shown or "-"}
        )  # fmt: skip
