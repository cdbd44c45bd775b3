"""Telling: after the commit, to this process and the others."""

from collections.abc import Mapping

from django.db import transaction

from coterie.kit.json import Json


def tell(topic: str, message: Mapping[str, Json]) -> None:
    """Send `message` to the subscribers of `topic` once the transaction around it is committed."""
    transaction.on_commit(lambda: None)
