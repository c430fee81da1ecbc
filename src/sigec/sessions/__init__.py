"""A charge from plug to receipt: authorise, start, record, stop, energy, price."""
