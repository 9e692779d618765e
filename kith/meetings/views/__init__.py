"""Meetings' pages: views find, ask, answer."""
