"""Messages to 1.6 stations."""
