"""What must be quick or stay open, before Django: scans, streams, readiness."""
