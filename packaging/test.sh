#!/usr/bin/env bash
# Installs what the tests need and runs all of them, the desktop flows in a virtual display included.
# Options go to `cargo test`, as in: packaging/test.sh desktop
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=packaging/lib.sh
. "$root/packaging/lib.sh"

# The crash tests let the disk refuse.
CRASH_NEEDS='
cmd:strace       strace         strace
'

# Dictionaries that nobody here wrote, and a program that reads them.
DICTIONARY_NEEDS='
file:/usr/share/dictd/wn.index                   dict-wn                  dictd
file:/usr/share/dictd/freedict-eng-deu.index     dict-freedict-eng-deu    dictd
file:/usr/share/dictd/freedict-eng-fra.index     dict-freedict-eng-fra    dictd
file:/usr/share/stardict/dic/czech-cizi.ifo      stardict-czech           sdcv
cmd:sdcv                                         sdcv                     sdcv
cmd:dictd                                        dictd                    dictd-server
cmd:dict                                         dict                     dictd
cmd:espeak-ng                                    espeak-ng                espeak-ng
'

# The flows try both dialogs, type and click as a person would, use the clipboard, and listen as a screen reader does.
DESKTOP_NEEDS='
cmd:zenity       zenity         zenity
cmd:xdotool      xdotool        xdotool
cmd:xclip        xclip          xclip
cmd:setxkbmap    x11-xkb-utils  setxkbmap
cmd:dbus-daemon  dbus-daemon    dbus-daemon
file:/usr/libexec/at-spi-bus-launcher:/usr/lib/at-spi2-core/at-spi-bus-launcher  at-spi2-core  at-spi2-core
file:/usr/libexec/xdg-desktop-portal:/usr/lib/xdg-desktop-portal          xdg-desktop-portal      xdg-desktop-portal
file:/usr/libexec/xdg-desktop-portal-gtk:/usr/lib/xdg-desktop-portal-gtk  xdg-desktop-portal-gtk  xdg-desktop-portal-gtk
'

need_rust
need "$PROGRAM_NEEDS" "$CRASH_NEEDS" "$DICTIONARY_NEEDS" "$DISPLAY_NEEDS" "$DESKTOP_NEEDS"
for tool in fmt clippy; do
  cargo "$tool" --version >/dev/null 2>&1 && continue
  have rustup || die "cargo $tool was not found: install the Rust components rustfmt and clippy"
  say "the Rust components rustfmt and clippy are missing and will be installed now"
  rustup component add rustfmt clippy
done

cd "$root"
say 'style'
cargo fmt --check
say 'lints'
cargo clippy --all-targets --locked -- -D warnings
say 'tests'
cargo test --locked --doc
exec cargo test --locked --tests "$@" -- --include-ignored
