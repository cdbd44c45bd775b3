from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts context."""

    name = "coterie.accounts"
    label = "accounts"
