"""SIGEC-VE: charging of electric vehicles in condominiums, from plug to receipt."""
