import coterie.kit.ids
import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


THREADS = """
WITH RECURSIVE below (id, root) AS (
  SELECT said.id, first.id FROM talk_messages said JOIN talk_messages first ON first.id = said.reply_to_id
   WHERE first.reply_to_id IS NULL
  UNION ALL
  SELECT said.id, below.root FROM talk_messages said JOIN below ON said.reply_to_id = below.id
)
UPDATE talk_messages SET root_id = below.root FROM below WHERE below.id = talk_messages.id
"""

FORGETS = """CREATE TRIGGER IF NOT EXISTS talk_search_forgets AFTER DELETE ON talk_messages
       BEGIN DELETE FROM talk_search WHERE rowid = old.id; END"""


def forget_again(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the table of messages its trigger back: SQLite made the table anew, and left the trigger behind."""
    if editor.connection.vendor == "sqlite":
        editor.execute(FORGETS)


class Migration(migrations.Migration):

    dependencies = [
        ("groups", "0002_reading_and_pace"),
        ("members", "0003_badges_and_cards"),
        ("talk", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("option", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "talk_choices",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(choices=[("named", "named you"), ("answered", "answered you"), ("accepted", "took your answer")], max_length=8)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "talk_notices",
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("options", models.JSONField()),
                ("most", models.PositiveSmallIntegerField(default=1)),
                ("open_until", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "talk_polls",
            },
        ),
        migrations.CreateModel(
            name="Scheduled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.TextField(max_length=4000)),
                ("send_at", models.DateTimeField()),
                ("announces", models.BooleanField(default=False)),
                ("done_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "talk_scheduled",
            },
        ),
        migrations.AddField(
            model_name="message",
            name="accepted",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="talk.message"),
        ),
        migrations.AddField(
            model_name="message",
            name="kind",
            field=models.CharField(blank=True, choices=[("", "Talk"), ("question", "Question"), ("poll", "Poll")], db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="message",
            name="root",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="thread", to="talk.message"),
        ),
        migrations.RunSQL(THREADS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("root__isnull", False)), fields=["root", "posted_at", "id"], name="talk_messages_thread"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("kind", "question")), fields=["group", "-posted_at"], name="talk_messages_questions"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(condition=models.Q(("accepted__isnull", True), ("kind", "question"), _connector="OR"), name="talk_messages_answer_of_question"),
        ),
        migrations.AddField(
            model_name="choice",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"),
        ),
        migrations.AddField(
            model_name="notice",
            name="member",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"),
        ),
        migrations.AddField(
            model_name="notice",
            name="message",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="talk.message"),
        ),
        migrations.AddField(
            model_name="poll",
            name="message",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="poll", to="talk.message"),
        ),
        migrations.AddField(
            model_name="choice",
            name="poll",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="talk.poll"),
        ),
        migrations.AddField(
            model_name="scheduled",
            name="group",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group"),
        ),
        migrations.AddField(
            model_name="scheduled",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"),
        ),
        migrations.AddField(
            model_name="scheduled",
            name="message",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="talk.message"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["member", "-at", "-id"], name="talk_notices_of_member"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("message", "member"), name="talk_notices_once"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(condition=models.Q(("why__in", ["named", "answered", "accepted"])), name="talk_notices_known"),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(condition=models.Q(("most__gte", 1)), name="talk_polls_one_at_least"),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(fields=("poll", "member", "option"), name="talk_choices_once"),
        ),
        migrations.AddIndex(
            model_name="scheduled",
            index=models.Index(condition=models.Q(("done_at__isnull", True)), fields=["send_at"], name="talk_scheduled_due"),
        ),
        migrations.AddConstraint(
            model_name="scheduled",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="talk_scheduled_say_something"),
        ),
        migrations.RunPython(forget_again, migrations.RunPython.noop, elidable=False),
    ]
