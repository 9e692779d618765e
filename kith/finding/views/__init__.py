"""The directory's pages: views find, ask, answer."""
