import django.db.models.deletion
from django.db import migrations, models

RENAME = "ALTER TABLE talk_messages RENAME COLUMN {} TO {}"
"""By hand: Django would make SQLite's table anew for it, and lose the trigger of the search."""

SAY_SOMETHING = "talk_messages_say_something"


class Migration(migrations.Migration):

    dependencies = [
        ("talk", "0003_threads_questions_polls"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(RENAME.format("picture_count", "hanging"), RENAME.format("hanging", "picture_count")),
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name="message", name=SAY_SOMETHING),
                migrations.RenameField(model_name="message", old_name="picture_count", new_name="hanging"),
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True) | models.Q(("hanging__gt", 0)),
                        name=SAY_SOMETHING,
                    ),
                ),
            ],
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
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enclosures",
                        to="talk.message",
                    ),
                ),
            ],
            options={
                "db_table": "talk_enclosures",
                "indexes": [models.Index(fields=["file"], name="talk_enclosures_of_file")],
                "constraints": [
                    models.UniqueConstraint(fields=("message", "position"), name="talk_enclosures_in_order")
                ],
            },
        ),
    ]
