
import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("market", "0002_shop"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("code", models.CharField(max_length=24)),
                ("percent", models.PositiveSmallIntegerField(null=True)),
                ("off", models.BigIntegerField(null=True)),
                ("least", models.BigIntegerField(default=0)),
                ("most_uses", models.PositiveIntegerField(null=True)),
                ("most_each", models.PositiveSmallIntegerField(null=True)),
                ("since", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("offers", models.ManyToManyField(db_table="market_coupon_offers", related_name="+", to="market.offer")),
            ],
            options={
                "db_table": "market_coupons",
            },
        ),
        migrations.CreateModel(
            name="CouponUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("given_back_at", models.DateTimeField(null=True)),
                ("coupon", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="market.coupon")),
                ("order", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="coupon_use", to="market.order")),
            ],
            options={
                "db_table": "market_coupon_uses",
            },
        ),
        migrations.CreateModel(
            name="Till",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points_worth", models.PositiveIntegerField(default=0)),
                ("how_to_pay", models.TextField(blank=True, max_length=1000)),
                ("qr", models.CharField(blank=True, max_length=64)),
                ("community", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "market_tills",
            },
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.UniqueConstraint(fields=("community", "code"), name="market_coupon_code_once"),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("off", None), ("percent__range", (1, 100))), models.Q(("off__gte", 1), ("percent", None)), _connector="OR"), name="market_coupon_takes_off"),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(condition=models.Q(("least__gte", 0)), name="market_coupon_least"),
        ),
        migrations.AddConstraint(
            model_name="couponuse",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="market_coupon_use_takes_off"),
        ),
    ]
