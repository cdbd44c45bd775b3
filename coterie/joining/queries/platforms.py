"""What each platform allows and forbids, as far as it matters for drawing people in.

Platforms change their rules. Every note says where to read the rule itself; when one changes, change the note and
count `EDITION` up. The pages ask operators to read there before they rely on a note.
"""

from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import Platform

EDITION = 1
P = Platform
Words: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True)
class Note:
    """One rule of a platform, and where it is written."""

    text: Words
    source: str


GROUP_QR = Note(
    _(
        "The QR of a plain WeChat group dies after 7 days and is closed to scanning near 200 members. Print the live "
        "code and change the group behind it."
    ),
    "微信客服 · 群聊二维码 (kf.qq.com)",
)
SHARING = Note(
    _("Rewards for sharing are banned: no red envelopes, coupons, points or helping friends in exchange for a share."),
    "微信外部链接内容管理规范, 2019-10-28 (weixin.qq.com)",
)
OFF_PLATFORM = _(
    "Contact details, QR codes and links to other platforms in posts, comments or the profile are limited. Let people "
    "ask, and answer by the platform's own messages."
)
QUIET_ZONE = Note(
    _(
        "Leave four modules of white around the QR, and print it at least a tenth of the distance from which it is "
        "scanned: 10 cm for one metre."
    ),
    "ISO/IEC 18004",
)
CONSENT = _("Write only to people who agreed before, say who writes, and let them leave with one click.")

NOTES: dict[str, tuple[Note, ...]] = {
    P.WECHAT_MOMENTS: (GROUP_QR, SHARING),
    P.WECHAT_ACCOUNT: (
        Note(
            _(
                "Text of an article cannot link outside. The only link out is “Read more” at its end; a QR in the "
                "picture is scanned by a long press."
            ),
            "微信公众平台 · 图文消息 (mp.weixin.qq.com)",
        ),
        SHARING,
        GROUP_QR,
    ),
    P.WECHAT_CHANNELS: (
        Note(
            _(
                "A video links only to articles of official accounts and to the shop; a QR in the picture is not "
                "allowed."
            ),
            "微信视频号运营规范 (weixin.qq.com)",
        ),
        SHARING,
    ),
    P.XIAOHONGSHU: (Note(OFF_PLATFORM, "小红书社区规范 (xiaohongshu.com)"),),
    P.DOUYIN: (Note(OFF_PLATFORM, "抖音社区自律公约 (douyin.com)"),),
    P.WEIBO: (
        Note(
            _("Prize draws among those who repost run through the platform's own draw."),
            "微博抽奖平台规范 (weibo.com)",
        ),
    ),
    P.ZHIHU: (Note(OFF_PLATFORM, "知乎社区规范 (zhihu.com)"),),
    P.BILIBILI: (Note(OFF_PLATFORM, "哔哩哔哩社区公约 (bilibili.com)"),),
    P.TAOBAO: (
        Note(
            _(
                "Leading buyers elsewhere is punished: no QR or contact of another platform in the shop, chat or "
                "parcel."
            ),
            "淘宝平台规则 · 发布易导致交易风险的信息 (rule.taobao.com)",
        ),
    ),
    P.STORE: (QUIET_ZONE,),
    P.PRINT: (QUIET_ZONE,),
    P.EVENT: (
        QUIET_ZONE,
        Note(
            _("Many scan within the same minute: keep enough seats behind the code before the slide is shown."),
            "docs/handbook/life-of-a-scan.md",
        ),
    ),
    P.EMAIL: (
        Note(CONSENT, "RFC 8058; Directive 2002/58/EC, article 13; CAN-SPAM Act"),
    ),
    P.SMS: (
        Note(CONSENT, "通信短信息服务管理规定 2015, 第十八条 (miit.gov.cn)"),
    ),
    P.TELEGRAM: (
        Note(
            _(
                "A group holds up to 200,000 people. An invitation link can expire and can be limited to a number of "
                "uses."
            ),
            "telegram.org/faq; core.telegram.org/api/invites",
        ),
    ),
    P.WHATSAPP: (
        Note(
            _("A group holds up to 1,024 people. Its link works until an admin resets it; then printed ones are dead."),
            "faq.whatsapp.com",
        ),
    ),
    P.INSTAGRAM: (
        Note(_("Links in captions and comments cannot be clicked. The profile has room for five links."),
             "help.instagram.com"),
    ),
    P.FACEBOOK: (
        Note(
            _("A promotion must not ask people to share it on their own timeline or to tag friends to take part."),
            "facebook.com/policies/pages_groups_events",
        ),
    ),
    P.X: (Note(_("Every link counts as 23 signs, however long it is."), "docs.x.com · counting characters"),),
    P.YOUTUBE: (
        Note(
            _("Links in comments and descriptions of Shorts cannot be clicked; those under long videos can."),
            "support.google.com/youtube, 2023-08-31",
        ),
    ),
    P.SEARCH: (
        Note(
            _("A page is found by its words: the public page, not the join form. Paid links are marked as such."),
            "developers.google.com/search · qualify outbound links",
        ),
    ),
    P.FRIEND: (SHARING,),
}  # fmt: skip


def notes_of(platform: str) -> tuple[Note, ...]:
    """Return what is known of a platform; nothing for websites and whatever is not in the list."""
    return NOTES.get(platform, ())
