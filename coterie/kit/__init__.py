"""Floor 0: clock, ids, money, text, errors, database, outgoing HTTP. No tables, no Django apps."""
