"""Mail: written with the change that wants it, sent by a job, tried again when the other side is away."""
