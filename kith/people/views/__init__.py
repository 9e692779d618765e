"""The pages about one's own account. Views find, ask and answer; the verbs are in the modules beside."""
