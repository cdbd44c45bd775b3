from django.db import models


class LinkCard(models.Model):
    """What the first link of a message leads to, as the page there says it."""

    message = models.OneToOneField("talk.Message", on_delete=models.CASCADE, related_name="card")
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=200)
    brief = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=80)
    picture = models.CharField(max_length=64, blank=True)
    """The key of a stored file."""
    fetched_at = models.DateTimeField()

    class Meta:
        db_table = "talk_link_cards"
        constraints = (models.CheckConstraint(condition=~models.Q(title=""), name="talk_link_card_titled"),)
        indexes = (models.Index(fields=["picture"], condition=~models.Q(picture=""), name="talk_cards_of_file"),)

    def __str__(self) -> str:
        return self.title
