from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from coterie.kit.ids import new_key


class Account(AbstractBaseUser):
    """A person who can sign in; without an e-mail only on the device where they joined."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    email = models.EmailField(max_length=254, null=True, unique=True)  # noqa: DJ001 - NULL is "none given"; "" would collide
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=10, blank=True)
    timezone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = BaseUserManager()

    class Meta:
        db_table = "accounts"
        constraints = (
            models.UniqueConstraint(Lower("email"), name="accounts_email_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="accounts_named"),
        )

    def __str__(self) -> str:
        return self.name
