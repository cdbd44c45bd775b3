"""The Django app of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Names the app."""

    name = "coterie.platform.ledger"
    label = "ledger"
