from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0001_initial"),
        ("joining", "0014_slot_targets"),
    ]

    operations = [
        migrations.AddField(
            model_name="livecode",
            name="dark",
            field=models.CharField(default="#000000", max_length=7),
        ),
        migrations.AddField(
            model_name="livecode",
            name="folder",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="livecode",
            name="light",
            field=models.CharField(default="#ffffff", max_length=7),
        ),
        migrations.AddField(
            model_name="livecode",
            name="sealed",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="livecode",
            name="state",
            field=models.CharField(choices=[("on", "on"), ("paused", "paused"), ("archived", "put away")], default="on", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="livecode",
            constraint=models.CheckConstraint(condition=models.Q(("is_front_door", True), ("state", "archived"), _negated=True), name="joining_front_door_stays"),
        ),
    ]
