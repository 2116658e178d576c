"""The translations of the window: one .ts a language, and the .qm that Qt loads."""
