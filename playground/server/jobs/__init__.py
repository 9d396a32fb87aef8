"""Jobs: analyses that take seconds, each in a process of its own, with progress, a way to stop, and kept results."""
