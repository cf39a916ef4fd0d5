"""Offline self-assessment for the Vietnamese administrative reform index (chỉ số CCHC)."""

from importlib.metadata import version

__version__ = version("parself")
