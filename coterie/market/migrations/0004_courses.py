
import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("market", "0003_sell"),
        ("members", "0001_squashed_0006"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chapter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("removed_at", models.DateTimeField(null=True)),
                ("offer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="chapters", to="market.offer")),
            ],
            options={
                "db_table": "market_chapters",
            },
        ),
        migrations.CreateModel(
            name="Lecture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("kind", models.CharField(choices=[("text", "a text"), ("audio", "a recording"), ("video", "a video elsewhere"), ("file", "a file to keep")], max_length=5)),
                ("text", models.TextField(blank=True, max_length=20000)),
                ("file", models.CharField(blank=True, max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=120)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("preview", models.BooleanField(default=False)),
                ("opens_on", models.DateField(null=True)),
                ("after_days", models.PositiveSmallIntegerField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("chapter", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lectures", to="market.chapter")),
            ],
            options={
                "db_table": "market_lectures",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000)),
                ("kept_at", models.DateTimeField()),
                ("lecture", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="market.lecture")),
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "market_notes",
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("lecture", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="progress", to="market.lecture")),
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "market_progress",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.TextField(max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("for_all", models.BooleanField(default=False)),
                ("answered_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("lecture", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="market.lecture")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "market_questions",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("offer", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="certificates", to="market.offer")),
            ],
            options={
                "db_table": "market_certificates",
                "constraints": [models.UniqueConstraint(fields=("member", "offer"), name="market_certificate_once"), models.UniqueConstraint(fields=("offer", "number"), name="market_certificate_numbered")],
            },
        ),
        migrations.AddConstraint(
            model_name="chapter",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="market_chapter_named"),
        ),
        migrations.AddConstraint(
            model_name="lecture",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="market_lecture_named"),
        ),
        migrations.AddConstraint(
            model_name="lecture",
            constraint=models.CheckConstraint(condition=models.Q(("opens_on", None), ("after_days", None), _connector="OR"), name="market_lecture_opens_once"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(fields=("member", "lecture"), name="market_note_once"),
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.UniqueConstraint(fields=("member", "lecture"), name="market_progress_once"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="market_question_said"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("answer", ""), ("answered_at", None)), models.Q(models.Q(("answer", ""), _negated=True), models.Q(("answered_at", None), _negated=True)), _connector="OR"), name="market_question_answered_when"),
        ),
    ]
