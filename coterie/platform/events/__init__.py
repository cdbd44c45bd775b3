"""The event log: what happened, in order, for ever; and the receivers that listen to it."""
