"""Secrets and personal data for seed data: the suite searches everything logged for them.

Use these wherever a test needs a token, a phone, a password or a key. A test during which one of
them is logged or printed fails, whatever else it says, by this process or by any Python that it
started; see ``tests/guards.py``.
"""

RFID_TOKEN = "04CA9A27E5EED1"
EMAIL = "canaria.moradora@example.com"
PHONE = "+5548999002741"
PASSWORD = "canary-Password-7d1f"
STATION_PASSWORD = "canary-station-password-5b2e9c"
API_KEY = "sigec_canary_api_key_c0ffee42"
SECRET_KEY = "canary-secret-key-for-signing-and-sealing-91aa"

ALL = frozenset(
    {RFID_TOKEN, EMAIL, PHONE, PASSWORD, STATION_PASSWORD, API_KEY, SECRET_KEY},
)


def find_leaks(text: str) -> list[str]:
    """Return the canaries that a text holds, as they would be recognised in any case."""
    folded = text.casefold()
    return sorted(canary for canary in ALL if canary.casefold() in folded)
