from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0005_seed_programme"),
    ]

    operations = [
        migrations.AddField(
            model_name="letterwish",
            name="pieces",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
