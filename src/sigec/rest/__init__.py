"""The REST interface: one file per resource, translating HTTP to use cases and back."""
