"""Where facts come from: the accounts in other clouds that a tenant reads its chargers through."""
