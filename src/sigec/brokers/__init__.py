"""What message brokers are told, for programs that listen there instead of asking us."""
