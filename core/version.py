"""The version, in a place that a frozen application also has."""

VERSION = "0.1.0"
