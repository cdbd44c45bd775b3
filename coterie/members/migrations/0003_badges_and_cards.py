import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0002_target"),
        ("members", "0002_needs"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="card_key",
            field=models.CharField(max_length=20, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="member",
            name="line",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=30)),
                ("symbol", models.CharField(choices=[("star", "a star"), ("heart", "a heart"), ("book", "a book"), ("gift", "a gift"), ("shield", "a shield"), ("flag", "a flag"), ("sun", "a sun"), ("key", "a key")], max_length=8)),
                ("text", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField()),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "members_badges",
            },
        ),
        migrations.CreateModel(
            name="GivenBadge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("badge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.badge")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="badges", to="members.member")),
            ],
            options={
                "db_table": "members_given_badges",
            },
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.UniqueConstraint(fields=("community", "name"), name="members_badge_once"),
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="members_badge_named"),
        ),
        migrations.AddConstraint(
            model_name="givenbadge",
            constraint=models.UniqueConstraint(fields=("member", "badge"), name="members_badge_given_once"),
        ),
        migrations.AddConstraint(
            model_name="givenbadge",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="members_badge_given_why"),
        ),
    ]
