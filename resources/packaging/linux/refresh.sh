#!/bin/sh
# Let the desktop notice new or vanished menu entries, file types and icons; each tool may be absent.
data=$1
command -v update-desktop-database >/dev/null && update-desktop-database -q "$data/applications"
command -v update-mime-database >/dev/null && update-mime-database "$data/mime"
command -v gtk-update-icon-cache >/dev/null && gtk-update-icon-cache -qtf "$data/icons/hicolor"
exit 0
