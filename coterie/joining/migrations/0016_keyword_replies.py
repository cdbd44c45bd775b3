import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0001_initial"),
        ("joining", "0015_codes_in_folders"),
    ]

    operations = [
        migrations.CreateModel(
            name="PromisedBait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("bait", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="joining.bait")),
            ],
            options={
                "db_table": "joining_promised_baits",
                "constraints": [models.UniqueConstraint(fields=("visitor", "bait"), name="joining_bait_promised_once")],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("words", models.JSONField(default=list)),
                ("match", models.CharField(choices=[("exact", "is the word"), ("contains", "has the word in it"), ("fuzzy", "is nearly the word")], default="exact", max_length=8)),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("answered", models.PositiveBigIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("version", models.BigIntegerField(default=coterie.kit.ids.new_version)),
                ("archived_at", models.DateTimeField(null=True)),
                ("bait", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="joining.bait")),
                ("channel", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="joining.channel")),
                ("code", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="joining.livecode")),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "joining_replies",
                "indexes": [models.Index(fields=["community", "archived_at"], name="joining_replies_in_use")],
                "constraints": [models.CheckConstraint(condition=models.Q(("words", []), _negated=True), name="joining_reply_has_words")],
            },
        ),
        migrations.CreateModel(
            name="UnknownWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.CharField(max_length=80)),
                ("said", models.CharField(max_length=80)),
                ("count", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("channel", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="joining.channel")),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "joining_unknown_words",
                "indexes": [models.Index(fields=["last_at"], name="joining_unknown_words_old")],
                "constraints": [models.UniqueConstraint(fields=("community", "text"), name="joining_unknown_word_once"), models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="joining_unknown_word_counted")],
            },
        ),
    ]
