from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rewards", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="award",
            name="deed",
            field=models.CharField(
                choices=[
                    ("check_in", "checking in"),
                    ("challenge", "finishing a challenge"),
                    ("first_words", "the first message of a day"),
                    ("mark", "a contribution that somebody marks as good"),
                    ("reaction", "a message to which somebody reacts"),
                    ("answer", "an answer that settles a question"),
                    ("topic", "proposing the topic that is chosen"),
                    ("question", "a question that a guest is asked"),
                    ("rating", "rating a session"),
                    ("vote", "voting"),
                    ("trial", "saying how a trial was"),
                    ("rally", "answering a rally"),
                    ("gathering", "coming to a gathering"),
                    ("first_week", "a task of the first week"),
                    ("inviting", "bringing friends, or coming as one"),
                    ("gift", "a gift of the hosts"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="pointsrule",
            name="deed",
            field=models.CharField(
                choices=[
                    ("check_in", "checking in"),
                    ("challenge", "finishing a challenge"),
                    ("first_words", "the first message of a day"),
                    ("mark", "a contribution that somebody marks as good"),
                    ("reaction", "a message to which somebody reacts"),
                    ("answer", "an answer that settles a question"),
                    ("topic", "proposing the topic that is chosen"),
                    ("question", "a question that a guest is asked"),
                    ("rating", "rating a session"),
                    ("vote", "voting"),
                    ("trial", "saying how a trial was"),
                    ("rally", "answering a rally"),
                    ("gathering", "coming to a gathering"),
                    ("first_week", "a task of the first week"),
                    ("inviting", "bringing friends, or coming as one"),
                    ("gift", "a gift of the hosts"),
                ],
                max_length=12,
            ),
        ),
    ]
