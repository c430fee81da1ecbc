"""Prices: versioned data with validity dates, and the one function that turns energy into money."""
