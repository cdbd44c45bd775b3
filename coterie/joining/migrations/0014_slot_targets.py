from django.db import migrations, models

NAME_TARGETS = "UPDATE joining_slots SET target = 'link' WHERE group_id IS NULL AND external_url <> ''"
COUNT_WAITING = (
    "UPDATE joining_codes SET waiting = (SELECT COUNT(*) FROM joining_tickets t"
    " WHERE t.code_id = joining_codes.id AND t.state = 'waiting')"
)


class Migration(migrations.Migration):

    dependencies = [("joining", "0013_seats_in_full")]

    operations = [
        migrations.RunSQL(NAME_TARGETS, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT_WAITING, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("external_url", ""), ("picture", ""), ("room", ""), ("target", "group"), models.Q(("group", None), _negated=True)), models.Q(("group", None), ("picture", ""), ("room", ""), ("target", "link"), models.Q(("external_url", ""), _negated=True)), models.Q(("external_url", ""), ("group", None), ("room", ""), ("target", "picture"), models.Q(("picture", ""), _negated=True)), models.Q(("external_url", ""), ("group", None), ("picture", ""), ("target", "room"), models.Q(("room", ""), _negated=True)), _connector="OR"), name="joining_slot_one_target"),
        ),
    ]
