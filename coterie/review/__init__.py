"""The review: a period looked at with exact numbers. It listens to the event log and to nothing else."""
