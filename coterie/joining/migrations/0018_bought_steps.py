from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("joining", "0001_squashed_0017"),
    ]

    operations = [
        migrations.AddField(
            model_name="threshold",
            name="offer",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="threshold",
            name="kind",
            field=models.CharField(
                choices=[
                    ("rules", "Accept the rules"),
                    ("questions", "Answer questions"),
                    ("invitation", "Come invited"),
                    ("referral", "Name a member"),
                    ("purchase", "Prove a purchase"),
                    ("redeem", "Redeem a code"),
                    ("approval", "Be approved"),
                    ("payment", "Buy something"),
                    ("plan", "Have a plan"),
                ],
                max_length=12,
            ),
        ),
    ]
