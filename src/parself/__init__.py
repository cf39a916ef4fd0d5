"""Offline self-assessment for the Vietnamese administrative reform index (chỉ số CCHC)."""

__version__ = "0.1.0"
