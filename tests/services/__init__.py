"""Real PostgreSQL, NATS, Redis and Chromium for tests: given, found or started."""
