"""Which addresses a station may use."""

from sigec.rest.doors import Doors


def test_the_safest_comes_first_and_profiles_with_tls_get_nothing_else() -> None:
    doors = Doors(port=9000, tls_port=9443, public_url=None)
    assert doors.urls("::1", is_tls_required=False) == ["wss://[::1]:9443", "ws://[::1]:9000"]
    assert doors.urls("sigec", is_tls_required=True) == ["wss://sigec:9443"]


def test_a_proxy_stands_before_all_ports() -> None:
    doors = Doors(port=9000, tls_port=None, public_url="wss://ocpp.example.com/")
    assert doors.urls("sigec", is_tls_required=True) == ["wss://ocpp.example.com"]
