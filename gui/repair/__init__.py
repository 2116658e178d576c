"""The parts of the Repair page: settings, stages, live curves, before and after."""
