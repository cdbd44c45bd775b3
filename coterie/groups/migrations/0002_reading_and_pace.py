import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0003_identity"),
        ("groups", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="leads_to",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="led_from", to="groups.group"),
        ),
        migrations.AddField(
            model_name="group",
            name="quiet_from",
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="quiet_to",
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="slow_seconds",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="membership",
            name="notify",
            field=models.CharField(choices=[("all", "Everything"), ("named", "When somebody names me or answers me"), ("nothing", "Nothing")], db_default="all", default="all", max_length=8),
        ),
        migrations.AddField(
            model_name="membership",
            name="read_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("quiet_from__isnull", True), ("quiet_to__isnull", True)), models.Q(("quiet_from__isnull", False), ("quiet_to__isnull", False)), _connector="OR"), name="groups_quiet_has_both_ends"),
        ),
    ]
