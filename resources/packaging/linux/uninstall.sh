#!/bin/sh
# Take away what install.sh brought, and nothing else.
set -eu

data=${XDG_DATA_HOME:-$HOME/.local/share}
target=$HOME/.local/lib/goodnet
programs=$HOME/.local/bin

if [ ! -d "$target" ]; then
    echo "GoodNet is not installed in $target."
    exit 0
fi

(cd "$target/share" && find . -type f) | while read -r file; do
    rm -f "$data/$file"
done
rm -f "$programs/goodnet" "$programs/goodnet-desktop"
sh "$target/refresh.sh" "$data"
rm -rf "$target"
echo "GoodNet is gone. Your own files were not touched."
