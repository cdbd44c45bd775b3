import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coterie.talk.migrations import _search


class Migration(migrations.Migration):

    replaces = [("talk", "0001_initial"), ("talk", "0002_search"), ("talk", "0003_threads_questions_polls"), ("talk", "0004_enclosures"), ("talk", "0005_link_cards")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("groups", "0001_squashed_0002"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("mentions", models.JSONField(default=list)),
                ("hanging", models.PositiveSmallIntegerField(default=0)),
                ("kind", models.CharField(blank=True, choices=[("", "Talk"), ("question", "Question"), ("poll", "Poll")], db_default="", default="", max_length=8)),
                ("posted_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("deleted_by_staff", models.BooleanField(default=False)),
                ("nonce", models.CharField(max_length=40, null=True)),
                ("source_ref", models.CharField(max_length=120, null=True)),
                ("accepted", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="talk.message")),
                ("group", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("reply_to", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="replies", to="talk.message")),
                ("root", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="thread", to="talk.message")),
            ],
            options={
                "db_table": "talk_messages",
                "indexes": [models.Index(fields=["group", "-posted_at", "-id"], name="talk_messages_page"), models.Index(condition=models.Q(("root__isnull", False)), fields=["root", "posted_at", "id"], name="talk_messages_thread"), models.Index(condition=models.Q(("kind", "question")), fields=["group", "-posted_at"], name="talk_messages_questions")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("source_ref__isnull", False)), fields=("group", "source_ref"), name="talk_messages_once_per_ref"), models.UniqueConstraint(condition=models.Q(("nonce__isnull", False)), fields=("member", "nonce"), name="talk_messages_once_per_nonce"), models.CheckConstraint(condition=models.Q(models.Q(("text", ""), _negated=True), ("hanging__gt", 0), _connector="OR"), name="talk_messages_say_something"), models.CheckConstraint(condition=models.Q(("accepted__isnull", True), ("kind", "question"), _connector="OR"), name="talk_messages_answer_of_question"), models.CheckConstraint(condition=models.Q(("deleted_by_staff", False), ("deleted_at__isnull", False), _connector="OR"), name="talk_messages_deleted_when")],
            },
        ),
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
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("file", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("seconds", models.PositiveIntegerField(null=True)),
                ("message", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="enclosures", to="talk.message")),
            ],
            options={
                "db_table": "talk_enclosures",
                "indexes": [models.Index(fields=["file"], name="talk_enclosures_of_file")],
                "constraints": [models.UniqueConstraint(fields=("message", "position"), name="talk_enclosures_in_order")],
            },
        ),
        migrations.CreateModel(
            name="MessageVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("until", models.DateTimeField()),
                ("message", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="talk.message")),
            ],
            options={
                "db_table": "talk_message_versions",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(choices=[("named", "named you"), ("answered", "answered you"), ("accepted", "took your answer")], max_length=8)),
                ("at", models.DateTimeField()),
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("message", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="talk.message")),
            ],
            options={
                "db_table": "talk_notices",
                "indexes": [models.Index(fields=["member", "-at", "-id"], name="talk_notices_of_member")],
                "constraints": [models.UniqueConstraint(fields=("message", "member"), name="talk_notices_once"), models.CheckConstraint(condition=models.Q(("why__in", ["named", "answered", "accepted"])), name="talk_notices_known")],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("file", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("message", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="talk.message")),
            ],
            options={
                "db_table": "talk_pictures",
                "indexes": [models.Index(fields=["file"], name="talk_pictures_of_file")],
                "constraints": [models.UniqueConstraint(fields=("message", "position"), name="talk_pictures_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pinned_at", models.DateTimeField()),
                ("unpinned_at", models.DateTimeField(null=True)),
                ("group", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group")),
                ("message", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pins", to="talk.message")),
                ("pinned_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "talk_pins",
                "constraints": [models.UniqueConstraint(condition=models.Q(("unpinned_at", None)), fields=("group",), name="talk_pins_one_announcement")],
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("options", models.JSONField()),
                ("most", models.PositiveSmallIntegerField(default=1)),
                ("open_until", models.DateTimeField(null=True)),
                ("message", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="poll", to="talk.message")),
            ],
            options={
                "db_table": "talk_polls",
                "constraints": [models.CheckConstraint(condition=models.Q(("most__gte", 1)), name="talk_polls_one_at_least")],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("option", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("poll", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="talk.poll")),
            ],
            options={
                "db_table": "talk_choices",
                "constraints": [models.UniqueConstraint(fields=("poll", "member", "option"), name="talk_choices_once")],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("emoji", models.CharField(choices=[("👍", "thumbs up"), ("❤️", "heart"), ("😂", "laughing"), ("👏", "applause"), ("👋", "hello"), ("🔥", "fire"), ("🙏", "thank you"), ("🤔", "thinking")], max_length=8)),
                ("at", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("message", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="talk.message")),
            ],
            options={
                "db_table": "talk_reactions",
                "constraints": [models.UniqueConstraint(fields=("message", "emoji", "member"), name="talk_reactions_once"), models.CheckConstraint(condition=models.Q(("emoji__in", ["👍", "❤️", "😂", "👏", "👋", "🔥", "🙏", "🤔"])), name="talk_reactions_known")],
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
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("message", models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="talk.message")),
            ],
            options={
                "db_table": "talk_scheduled",
                "indexes": [models.Index(condition=models.Q(("done_at__isnull", True)), fields=["send_at"], name="talk_scheduled_due")],
                "constraints": [models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="talk_scheduled_say_something")],
            },
        ),
        migrations.RunPython(_search.create, _search.drop, elidable=False),
    ]
