"""The ground of these tests."""

from kith.companions.tests.ground import friends, pact

__all__ = ["friends", "pact"]
