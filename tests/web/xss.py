"""Texts that try to become script: heads and bodies of known attacks, combined."""

HEADS = (
    "{}", "</script>{}", '">{}', "'>{}", "-->{}", "</title>{}", "</textarea>{}", "</style>{}", "<!--{}", "\\u003c/script>{}",
    "{{{{{}}}}}", "%3C/script%3E{}", "&lt;/script&gt;{}", "\x0b{}", "]]>{}", "| {}", "｜{}",
)  # fmt: skip
BODIES = (
    "<script>hit()</script>",
    "<ScRiPt>hit()</sCrIpT>",
    "<script src=data:text/javascript,hit()></script>",
    "<img src=x onerror=hit()>",
    "<img/src=x/onerror=hit()>",
    '<img src="x" onerror="hit()"',
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<body onload=hit()>",
    "<iframe src=javascript:hit()></iframe>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<a href=javascript:hit()>x</a>",
    "<a href='java\tscript:hit()'>x</a>",
    "<details open ontoggle=hit()>",
    "<input autofocus onfocus=hit()>",
    "<video><source onerror=hit()></video>",
    "<math><mtext><script>hit()</script></mtext></math>",
    "<object data=javascript:hit()></object>",
    "<embed src=javascript:hit()>",
    "<form><button formaction=javascript:hit()>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<link rel=stylesheet href=javascript:hit()>",
    "<base href=javascript:hit()//>",
    "<style>@import 'javascript:hit()';</style>",
    "<x onclick=hit() tabindex=1 id=x>x</x>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
    "<template><script>hit()</script></template>",
    "<marquee onstart=hit()>",
    "javascript:hit()",
)
CORPUS = tuple(head.format(body) for head in HEADS for body in BODIES)
"""More than 500."""
