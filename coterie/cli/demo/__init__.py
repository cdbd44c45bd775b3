"""The demo: a story told by the same verbs that people use."""
