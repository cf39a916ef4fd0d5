"""Rounds of the province, for what both sides hand to each other."""

from province.conftest import landed, sent, usb

__all__ = ["landed", "sent", "usb"]
