"""Cars, meters and outlets: energy that is conserved to the watt-millisecond."""
