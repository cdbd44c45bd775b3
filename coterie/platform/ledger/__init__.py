"""The ledger: who has how much of what, by double entry; nothing in it is ever changed or taken out."""
