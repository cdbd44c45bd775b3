import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0003_identity"),
        ("members", "0003_badges_and_cards"),
        ("rituals", "0001_initial"),
        ("talk", "0003_threads_questions_polls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ritual",
            name="kind",
            field=models.CharField(choices=[("topic", "Topic session"), ("guest", "Guest session"), ("meeting", "Something else")], max_length=8),
        ),
        migrations.CreateModel(
            name="AudienceQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("message", models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="talk.message")),
                ("occurrence", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="rituals.occurrence")),
            ],
            options={
                "db_table": "rituals_audience_questions",
            },
        ),
        migrations.CreateModel(
            name="AudienceVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("question", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="rituals.audiencequestion")),
            ],
            options={
                "db_table": "rituals_audience_votes",
            },
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("headline", models.CharField(blank=True, max_length=120)),
                ("profile", models.TextField(blank=True, max_length=2000)),
                ("topics", models.TextField(blank=True, max_length=600)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("photo", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "rituals_guests",
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", models.CharField(default=coterie.kit.ids.new_secret, editable=False, max_length=43, unique=True)),
                ("coming", models.CharField(choices=[("asked", "was asked"), ("comes", "comes"), ("cannot", "cannot come")], default="asked", max_length=8)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("thanked_at", models.DateTimeField(null=True)),
                ("occurrence", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="appearance", to="rituals.occurrence")),
                ("guest", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="rituals.guest")),
            ],
            options={
                "db_table": "rituals_appearances",
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stars", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("occurrence", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="rituals.occurrence")),
            ],
            options={
                "db_table": "rituals_ratings",
            },
        ),
        migrations.AddIndex(
            model_name="audiencequestion",
            index=models.Index(fields=["occurrence", "asked_at"], name="rituals_questions_of"),
        ),
        migrations.AddConstraint(
            model_name="audiencequestion",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="rituals_question_said"),
        ),
        migrations.AddConstraint(
            model_name="audiencevote",
            constraint=models.UniqueConstraint(fields=("question", "member"), name="rituals_audience_vote_once"),
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(fields=["community", "archived_at"], name="rituals_guest_book"),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="rituals_guest_named"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("occurrence", "member"), name="rituals_rating_once"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(condition=models.Q(("stars__gte", 1), ("stars__lte", 5)), name="rituals_rating_in_range"),
        ),
    ]
