"""The ground of these tests."""

from kith.goals.tests.ground import goal, here

__all__ = ["goal", "here"]
