"""What is done with certificates."""

from sigec.certificates.service.trust import OwnAuthority, Trust

__all__ = ["OwnAuthority", "Trust"]
