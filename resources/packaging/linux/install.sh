#!/bin/sh
# Install GoodNet for this user alone, with its menu entry and file types; no root needed.
# uninstall.sh, here or where GoodNet went, takes all of it away again.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
target=$HOME/.local/lib/goodnet
programs=$HOME/.local/bin

if [ "$here" = "$target" ]; then
    echo "GoodNet is installed in $target already."
    exit 0
fi

mkdir -p "$(dirname "$target")" "$programs" "$data"
rm -rf "$target.new"
cp -R "$here" "$target.new"
rm -rf "$target"
mv "$target.new" "$target"
ln -sf "$target/goodnet" "$target/goodnet-desktop" "$programs/"
cp -R "$target/share/." "$data/"
sed -i "s|^Exec=.*|Exec=\"$target/goodnet-desktop\" %F|" "$data/applications/goodnet.desktop"
sh "$target/refresh.sh" "$data"

echo "GoodNet is in your menu, and goodnet and goodnet-desktop are in $programs."
case ":$PATH:" in
    *":$programs:"*) ;;
    *) echo "Add $programs to your PATH to call them by name." ;;
esac
