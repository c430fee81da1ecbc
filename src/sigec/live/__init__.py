"""What browsers watch as it happens: events and progress, within each watcher's rights."""
