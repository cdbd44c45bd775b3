from django.db import models


class PushDevice(models.Model):
    """A browser to which its owner lets us push (RFC 8030): where to, and the keys that only it can read with."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=600, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "reach_push_devices"

    def __str__(self) -> str:
        return self.endpoint[:40]
