from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """How a person proved who they are."""

    CODE = "code", _("Mailed code")
    PASSKEY = "passkey", _("Passkey")
    PASSWORD = "password", _("Password")
    LINK = "link", _("One-time link")
    JOINING = "joining", _("Joining a community")
