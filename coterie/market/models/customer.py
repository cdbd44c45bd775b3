from django.db import models

from coterie.kit.ids import new_key


class Customer(models.Model):
    """Somebody who buys, under the number the seller knows them by; perhaps a member too."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.CharField(max_length=100)
    member = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "market_customers"
        constraints = (
            models.UniqueConstraint(fields=["community", "number"], name="market_customer_number_once"),
            models.CheckConstraint(condition=~models.Q(number=""), name="market_customer_numbered"),
        )

    def __str__(self) -> str:
        return self.number
