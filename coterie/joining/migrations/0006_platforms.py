from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("joining", "0005_placements"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="channel",
            name="placement",
        ),
        migrations.AlterField(
            model_name="channel",
            name="platform",
            field=models.CharField(choices=[("wechat_moments", "WeChat Moments"), ("wechat_account", "WeChat official account"), ("wechat_channels", "WeChat Channels"), ("xiaohongshu", "Xiaohongshu"), ("douyin", "Douyin"), ("weibo", "Weibo"), ("zhihu", "Zhihu"), ("bilibili", "Bilibili"), ("taobao", "Taobao"), ("store", "Offline store"), ("print", "Print"), ("event", "Event"), ("email", "E-mail"), ("sms", "Text message"), ("telegram", "Telegram"), ("whatsapp", "WhatsApp"), ("instagram", "Instagram"), ("facebook", "Facebook"), ("x", "X"), ("youtube", "YouTube"), ("search", "Search engine"), ("website", "Website"), ("friend", "Friends"), ("other", "Somewhere else")], default="other", max_length=30),
        ),
    ]
