"""The columns of an event, as the log and the lake both have them."""

import pyarrow as pa

SCHEMA = pa.schema(
    [
        pa.field("tx", pa.int64()),
        pa.field("id", pa.int64()),
        pa.field("at", pa.timestamp("us", tz="UTC")),
        pa.field("kind", pa.string()),
        *(
            pa.field(name, pa.int64())
            for name in (
                "community",
                "actor",
                "subject",
                "visitor",
                "member",
                "group",
                "campaign",
                "channel",
                "code",
                "order",
            )
        ),
        pa.field("data", pa.string()),
    ]
)
"""`data` is JSON text; every number is a 64-bit integer or null."""
