"""Kith: a home for peer support groups that a community hosts itself."""

__version__ = "0.1.0"
