"""Work for later: durable jobs behind the tasks API, and what runs on a schedule."""
