
import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0001_initial"),
        ("groups", "0001_initial"),
        ("joining", "0012_posters_and_landing_pages"),
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HostTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("number", models.PositiveIntegerField(default=0)),
                ("kind", models.CharField(choices=[("seats_80", "80 % of the seats are taken"), ("seats_95", "95 % of the seats are taken"), ("picture_48", "The picture ends within 48 hours"), ("picture_24", "The picture ends within 24 hours"), ("no_room", "No slot has room: people wait")], max_length=12)),
                ("about", models.CharField(max_length=40)),
                ("opened_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "joining_host_tasks",
            },
        ),
        migrations.CreateModel(
            name="WaitingAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("consented_at", models.DateTimeField()),
            ],
            options={
                "db_table": "joining_waiting_addresses",
            },
        ),
        migrations.RemoveConstraint(
            model_name="slot",
            name="joining_slot_one_target",
        ),
        migrations.RemoveIndex(
            model_name="ticket",
            name="joining_tickets_waiting",
        ),
        migrations.AddField(
            model_name="livecode",
            name="most_new_groups",
            field=models.PositiveIntegerField(default=10),
        ),
        migrations.AddField(
            model_name="livecode",
            name="new_group_capacity",
            field=models.PositiveIntegerField(default=200),
        ),
        migrations.AddField(
            model_name="livecode",
            name="new_group_name",
            field=models.CharField(blank=True, max_length=50),
        ),
        migrations.AddField(
            model_name="livecode",
            name="waiting",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="slot",
            name="corrected",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="slot",
            name="from_minute",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="slot",
            name="grown",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="slot",
            name="languages",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="slot",
            name="picture",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="slot",
            name="picture_text",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="slot",
            name="room",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="slot",
            name="target",
            field=models.CharField(choices=[("group", "A group here"), ("link", "An address elsewhere"), ("picture", "The picture of a group's QR code"), ("room", "A room of a chat network")], default="group", max_length=8),
        ),
        migrations.AddField(
            model_name="slot",
            name="to_minute",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="slot",
            name="turn",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="slot",
            name="weight",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="slot",
            name="whom",
            field=models.CharField(blank=True, choices=[("", "Everybody"), ("new", "New visitors"), ("returning", "Returning visitors")], default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="livecode",
            name="strategy",
            field=models.CharField(choices=[("fill_in_order", "Fill in order"), ("round_robin", "In turn"), ("least_full", "Least full first"), ("weighted", "By chance, by weight"), ("by_condition", "By condition")], default="fill_in_order", max_length=16),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["code", "at", "id"], name="joining_tickets_waiting"),
        ),
        migrations.AddConstraint(
            model_name="livecode",
            constraint=models.CheckConstraint(condition=models.Q(("new_group_capacity__gte", 1)), name="joining_code_new_room"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(condition=models.Q(("weight__gte", 1)), name="joining_slot_weighs"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("from_minute", None), ("to_minute", None)), models.Q(("from_minute__lt", 1440), ("to_minute__lt", 1440)), _connector="OR"), name="joining_slot_hours"),
        ),
        migrations.AddField(
            model_name="hosttask",
            name="code",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="joining.livecode"),
        ),
        migrations.AddField(
            model_name="hosttask",
            name="done_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="waitingaddress",
            name="ticket",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="joining.ticket"),
        ),
        migrations.AddIndex(
            model_name="hosttask",
            index=models.Index(condition=models.Q(("done_at", None)), fields=["code"], name="joining_host_tasks_open"),
        ),
        migrations.AddConstraint(
            model_name="hosttask",
            constraint=models.UniqueConstraint(fields=("code", "number", "kind", "about"), name="joining_host_task_once"),
        ),
    ]
