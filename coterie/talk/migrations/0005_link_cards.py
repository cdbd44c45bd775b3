import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("talk", "0004_enclosures"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=500)),
                ("title", models.CharField(max_length=200)),
                ("brief", models.CharField(blank=True, max_length=300)),
                ("site", models.CharField(max_length=80)),
                ("picture", models.CharField(blank=True, max_length=64)),
                ("fetched_at", models.DateTimeField()),
                ("message", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="card", to="talk.message")),
            ],
            options={
                "db_table": "talk_link_cards",
                "indexes": [models.Index(condition=models.Q(("picture", ""), _negated=True), fields=["picture"], name="talk_cards_of_file")],
                "constraints": [models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="talk_link_card_titled")],
            },
        ),
    ]
