"""The small vocabulary that every slice shares: ids, time, money, energy, errors, actors, pages."""
