"""The agreement of the room, as tests: each rule of the evening, and what no evening may do to it."""
