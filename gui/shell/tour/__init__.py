"""The guided demo: five steps through the window, each done by the person or on request."""
