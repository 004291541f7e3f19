#!/usr/bin/env bash
# Installs what Boldface needs, builds it, and opens the files named.
# shellcheck disable=SC2317 # some functions are called by name only (wait_for, trap)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=packaging/lib.sh
. "$root/packaging/lib.sh"

usage() {
  cat <<'USAGE'
Usage: packaging/run.sh [--keep] [FILE…]

Installs what is missing (with apt or dnf; elsewhere it lists what is needed), builds the release
and starts Boldface with the files. Other options, such as --library FILE, go to the program.

Without a display (neither DISPLAY nor WAYLAND_DISPLAY is set) the program starts in a virtual one:
when its page is painted, a screenshot is taken, its path is printed, and the program is closed.
  --keep   leave it running in the virtual display until Ctrl+C or until it ends by itself
  --help   this text
USAGE
}

keep=false
case ${1:-} in
  --help | -h) usage; exit ;;
  --keep) keep=true; shift ;;
esac

need_rust
needs=("$PROGRAM_NEEDS" "$DIALOG_NEEDS")
virtual=false
if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
  virtual=true
  say 'there is no display here (DISPLAY and WAYLAND_DISPLAY are not set): a virtual one will be used'
  needs+=("$DISPLAY_NEEDS")
fi
need "${needs[@]}"

target=${CARGO_TARGET_DIR:-$root/target}
mkdir -p "$target"
target=$(cd "$target" && pwd)
(cd "$root" && cargo build --release --locked --target-dir "$target")
program=$target/release/boldface

$virtual || exec "$program" "$@"

work=$(mktemp -d)
DISPLAY_PIDS=()
program_pid=
clean_up() {
  local pid
  for pid in $program_pid "${DISPLAY_PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_display "$work"
picture_sum() { import -window root ppm:- | cksum; }
empty=$(picture_sum)
"$program" --timings "$@" 2>"$work/program.log" &
program_pid=$!

painted_or_ended() { grep -q '"article_painted"' "$work/program.log" || ! kill -0 "$program_pid" 2>/dev/null; }
wait_for 120 painted_or_ended || true
if ! grep -q '"article_painted"' "$work/program.log"; then
  cat "$work/program.log" >&2
  die 'the program painted no article (its messages are above)'
fi

# The event comes before the picture reaches the display: wait for two pictures in a row that are the same and not empty.
previous=$empty
standing_still() {
  local now
  now=$(picture_sum)
  [ "$now" != "$empty" ] && [ "$now" = "$previous" ] && return
  previous=$now
  return 1
}
wait_for 20 standing_still || say 'the window does not stand still; the picture shows it as it is'
picture=$target/boldface.png
import -window root "$picture"
printf 'screenshot: %s\n' "$picture"

if $keep; then
  say "running in the virtual display $DISPLAY; press Ctrl+C to end it"
else
  kill "$program_pid" 2>/dev/null || true
fi
status=0
wait "$program_pid" || status=$?
program_pid=
# Closed by us, it may report the signal.
$keep || [ "$status" -ne 143 ] || status=0
[ "$status" -eq 0 ] || cat "$work/program.log" >&2
exit "$status"
