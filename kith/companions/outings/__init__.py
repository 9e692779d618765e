"""Time together outside meetings: a walk, a coffee. Proposed by anyone, for everyone; its place is for those who come."""
