from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("rituals", "0003_trials_and_rallies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ritual",
            name="rule",
            field=models.CharField(choices=[("once", "once"), ("weekly", "on days of the week"), ("after", "some days after a group began"), ("joined", "some days after somebody joined")], max_length=8),
        ),
    ]
