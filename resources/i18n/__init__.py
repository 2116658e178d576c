"""The translations of the window: one .ts file for each language, and the .qm that Qt loads."""
