"""Audit many models: inspect, scan, and on request repair and report each of them."""
