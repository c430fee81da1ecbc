"""Messages to 2.x stations."""
