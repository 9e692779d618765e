"""A group's pages: views find, ask, answer."""
