"""The ground of these tests."""

from kith.companions.outings.tests.ground import here

__all__ = ["here"]
