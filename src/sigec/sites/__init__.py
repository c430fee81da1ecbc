"""Sites, their towers and units: where stations stand and who gets a statement."""
