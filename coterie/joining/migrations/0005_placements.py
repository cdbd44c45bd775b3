import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.state import StateApps

from coterie.kit.ids import new_key


PLATFORMS = {
    "wechat": "wechat_moments", "微信": "wechat_moments", "朋友圈": "wechat_moments", "公众号": "wechat_account",
    "视频号": "wechat_channels", "xiaohongshu": "xiaohongshu", "小红书": "xiaohongshu", "douyin": "douyin",
    "抖音": "douyin", "weibo": "weibo", "微博": "weibo", "zhihu": "zhihu", "知乎": "zhihu", "bilibili": "bilibili",
    "b站": "bilibili", "taobao": "taobao", "淘宝": "taobao", "store": "store", "shop": "store", "门店": "store",
    "print": "print", "poster": "print", "海报": "print", "event": "event", "email": "email", "e-mail": "email",
    "mail": "email", "邮件": "email", "sms": "sms", "短信": "sms", "telegram": "telegram", "whatsapp": "whatsapp",
    "instagram": "instagram", "facebook": "facebook", "x": "x", "twitter": "x", "youtube": "youtube",
    "google": "search", "baidu": "search", "website": "website",
}  # fmt: skip


def name_places(apps: StateApps, schema_editor: object) -> None:
    """What was written as a platform becomes one of the list, a written place one with the channel's first code."""
    Channel, LiveCode, Placement = (apps.get_model("joining", name) for name in ("Channel", "LiveCode", "Placement"))
    for channel in Channel.objects.exclude(platform="", placement="").iterator():
        known = PLATFORMS.get(channel.platform.strip().lower(), "other")
        if known == "other" and channel.platform:
            channel.notes = channel.platform
        code = LiveCode.objects.filter(channel=channel, is_front_door=False).order_by("id").first()
        if channel.placement and code:
            Placement.objects.create(
                channel=channel, name=channel.placement, code=code, created_at=channel.created_at, key=new_key()
            )
        elif channel.placement:
            channel.notes = f"{channel.notes} {channel.placement}".strip()
        channel.platform = known
        channel.save(update_fields=["platform", "notes"])
    Channel.objects.filter(platform="").update(platform="other")


class Migration(migrations.Migration):
    """Channels have placements and costs, and stand on a platform of the list."""


    dependencies = [
        ("joining", "0004_keys_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="archived_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="channel",
            name="notes",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="channel",
            name="owner",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("notes", models.CharField(blank=True, max_length=1000)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                ("channel", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="joining.channel")),
                ("code", models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name="placement", to="joining.livecode")),
                ("owner", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "joining_placements",
            },
        ),
        migrations.CreateModel(
            name="ChannelCost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=new_key, editable=False, max_length=12, unique=True)),
                ("amount", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("channel", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="costs", to="joining.channel")),
                ("placement", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="costs", to="joining.placement")),
            ],
            options={
                "db_table": "joining_channel_costs",
            },
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(fields=("channel", "name"), name="joining_placement_once"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="joining_placement_named"),
        ),
        migrations.AddConstraint(
            model_name="channelcost",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="joining_cost_costs"),
        ),
        migrations.AddConstraint(
            model_name="channelcost",
            constraint=models.CheckConstraint(condition=models.Q(("last_day__gte", models.F("first_day"))), name="joining_cost_days_in_order"),
        ),
        migrations.RunPython(name_places, migrations.RunPython.noop),
    ]
