import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0003_badges_and_cards"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(blank=True, choices=[("", "never"), ("daily", "every morning, when there is something"), ("weekly", "on Monday mornings")], default="", max_length=6)),
                ("calls", models.BooleanField(default=False)),
                ("secret", models.CharField(default=coterie.kit.ids.new_secret, editable=False, max_length=64, unique=True)),
                ("changed_at", models.DateTimeField()),
                ("digested_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("member", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="letter_wish", to="members.member")),
            ],
            options={
                "db_table": "members_letter_wishes",
                "indexes": [models.Index(fields=["due_at"], name="members_digests_due")],
                "constraints": [models.CheckConstraint(condition=models.Q(models.Q(("digest", ""), ("due_at", None)), models.Q(models.Q(("digest", ""), _negated=True), ("due_at__isnull", False)), _connector="OR"), name="members_digest_due_when")],
            },
        ),
    ]
