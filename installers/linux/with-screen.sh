#!/bin/sh
# with-screen.sh COMMAND…: runs the command on an X screen of its own (Xvfb on a free display) and ends with the command's status.
# SCREEN_SIZE=WIDTHxHEIGHT, 1920x1080 where it is not set.
set -eu
[ $# -gt 0 ] || { echo "usage: with-screen.sh COMMAND…" >&2; exit 2; }
command -v Xvfb >/dev/null 2>&1 || { echo "There is no Xvfb here. Type: sudo apt-get install xvfb" >&2; exit 1; }

folder=$(mktemp -d)
server=""
trap 'status=$?; [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null || true; rm -rf "$folder"; exit "$status"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The server picks the display itself and writes its number when it answers; where it ends instead, the pipe closes.
mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 "${SCREEN_SIZE:-1920x1080}x24" -nolisten tcp -noreset 3>"$folder/display" 2>"$folder/messages" &
server=$!
if ! read -r number <"$folder/display"; then
    echo "Xvfb did not start:" >&2
    cat "$folder/messages" >&2
    exit 1
fi

unset WAYLAND_DISPLAY
export DISPLAY=":$number" QT_QPA_PLATFORM=xcb
"$@"
