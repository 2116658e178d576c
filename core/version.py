"""The version, in one place that also a frozen application has."""

VERSION = "0.1.0"
