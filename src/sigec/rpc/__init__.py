"""The gRPC interface ``sigec.v1``: it translates and decides nothing, a file per service."""
