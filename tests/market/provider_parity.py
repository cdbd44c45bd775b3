"""What of the API does what the pages of payment providers do."""

C = "/communities/{slug}"
AGAIN = "is the list of the page in another form"

PROVIDERS: dict[str, tuple[str, ...] | str] = {
    "console:providers": (f"get {C}/providers",),
    "console:provider": (f"put {C}/providers/{{provider}}",),
    "console:notices": (f"get {C}/payment-notices",),
    "console:notices_csv": AGAIN,
    "console:refund_again": (f"put {C}/orders/{{key}}/refunds/{{refund}}/asking",),
    "console:statements": (f"get {C}/statements", f"post {C}/statements"),
    "console:statement": (f"get {C}/statements/{{key}}", f"get {C}/statements/{{key}}/lines"),
    "console:statement_csv": AGAIN,
    "console:statement_fees": (f"put {C}/statements/{{key}}/fees",),
    "member:order_wechat": "is where WeChat sends a browser back to",
    "webhook": "is for providers, who sign what they say",
    "webhook_of": "is for providers, who sign what they say",
}
