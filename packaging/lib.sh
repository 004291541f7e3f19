# shellcheck shell=bash disable=SC2034 # the tables are read by the scripts that source this file
# What run.sh and test.sh share: finding what is missing, installing it, a virtual display.
# Sourced, never run; the caller has set -euo pipefail.

say() { printf 'boldface: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# What the program needs, one thing a line: how it is recognised, the package for apt, the package for dnf.
# Window, keyboard and drawing libraries are opened while the program runs, so no linker would ask for them.
PROGRAM_NEEDS='
cmd:cc                                   gcc                 gcc
file:/usr/include/stdio.h                libc6-dev           glibc-devel
file:/etc/ssl/certs/ca-certificates.crt:/etc/pki/tls/certs/ca-bundle.crt  ca-certificates  ca-certificates
lib:libEGL.so.1                          libegl1             libglvnd-egl
lib:libGL.so.1                           libgl1              libglvnd-glx
file:/usr/lib*/dri/*_dri.so:/usr/lib/*/dri/*_dri.so  libgl1-mesa-dri  mesa-dri-drivers
lib:libX11.so.6                          libx11-6            libX11
lib:libX11-xcb.so.1                      libx11-xcb1         libX11-xcb
lib:libXcursor.so.1                      libxcursor1         libXcursor
lib:libXi.so.6                           libxi6              libXi
lib:libxkbcommon.so.0                    libxkbcommon0       libxkbcommon
lib:libxkbcommon-x11.so.0                libxkbcommon-x11-0  libxkbcommon-x11
lib:libwayland-client.so.0               libwayland-client0  libwayland-client
lib:libwayland-egl.so.1                  libwayland-egl1     libwayland-egl
lib:libfontconfig.so.1                   libfontconfig1      fontconfig
lib:libdbus-1.so.3                       libdbus-1-3         dbus-libs
file:/usr/share/wordnet/data.noun:/usr/share/wordnet-3.0/dict/data.noun  wordnet-base  wordnet
font:chinese                             fonts-noto-cjk      google-noto-sans-cjk-fonts
'

# The file dialog is the desktop's own (through its portal) or zenity. A portal is of use on a session bus only.
if [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ]; then
  DIALOG_NEEDS='dialog:any  xdg-desktop-portal-gtk  xdg-desktop-portal-gtk'
else
  DIALOG_NEEDS='dialog:any  zenity                  zenity'
fi

# A display for machines without one, and a picture of what it shows.
DISPLAY_NEEDS='
cmd:Xvfb     xvfb         xorg-x11-server-Xvfb
cmd:openbox  openbox      openbox
cmd:import   imagemagick  ImageMagick
'

# Is this here?  cmd:NAME  lib:SONAME  file:GLOB[:GLOB…]  font:chinese  dialog:any
present() {
  local kind=${1%%:*} what=${1#*:} path
  case $kind in
    cmd) have "$what" ;;
    lib) grep -qF "$what " <<<"$LIBRARIES" ;;
    file)
      local IFS=:
      # Globs are meant to expand here, each to its first match.
      for path in $what; do [ -e "$path" ] && return 0; done
      return 1 ;;
    font) chinese_font ;;
    dialog) have zenity || present 'file:/usr/libexec/xdg-desktop-portal:/usr/lib/xdg-desktop-portal' ;;
    *) die "unknown kind of need: $1" ;;
  esac
}

described() {
  case $1 in
    cmd:*) printf 'the program %s' "${1#*:}" ;;
    lib:*) printf 'the library %s' "${1#*:}" ;;
    font:*) printf 'a font with Chinese characters' ;;
    dialog:*) printf 'a file dialog: a desktop portal or zenity' ;;
    *) printf 'the file %s' "${1#*:}" ;;
  esac
}

chinese_font() {
  if have fc-list; then
    [ -n "$(fc-list :lang=zh file)" ]
  else
    find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -type f \
      \( -iname '*cjk*' -o -iname 'wqy*' -o -iname '*sourcehan*' -o -iname '*fallback*' -o -iname 'uming*' \) \
      2>/dev/null | grep -q .
  fi
}

# need TABLE…: installs what is missing, after saying what; where there is neither apt nor dnf it lists what is needed.
need() {
  local what apt dnf manager='' packages=() things=()
  if have apt-get; then manager=apt; elif have dnf; then manager=dnf; fi
  LIBRARIES=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
  while read -r what apt dnf; do
    [ -n "$what" ] || continue
    present "$what" && continue
    things+=("$what")
    case $manager in apt) packages+=("$apt") ;; dnf) packages+=("$dnf") ;; esac
  done < <(printf '%s\n' "$@")
  [ ${#things[@]} -gt 0 ] || return 0

  if [ -z "$manager" ]; then
    say 'this system has neither apt nor dnf, so nothing is installed. These were not found and are needed:'
    for what in "${things[@]}"; do printf '  %s\n' "$(described "$what")" >&2; done
    return 0
  fi
  case " ${things[*]} " in *' font:chinese '*) say 'no font with Chinese characters was found: one will be installed' ;; esac
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || die "as root, please install: ${packages[*]}"
    as_root=(sudo)
  fi
  say "these packages are missing and will be installed now: ${packages[*]}"
  case $manager in
    apt)
      "${as_root[@]}" apt-get update -q
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}" ;;
    dnf) "${as_root[@]}" dnf install -y --setopt=install_weak_deps=False "${packages[@]}" ;;
  esac
}

need_rust() {
  have cargo || PATH=$PATH:$HOME/.cargo/bin
  have cargo || die 'cargo was not found: install Rust from https://rustup.rs first'
}

# wait_for SECONDS COMMAND…: tries the command ten times a second until it succeeds; fails when the time is up.
wait_for() {
  local ends=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$ends" ] || return 1
    sleep 0.1
  done
}

# start_display FOLDER: a virtual display with a window manager; sets DISPLAY and DISPLAY_PIDS.
start_display() {
  # The server chooses a free number itself and writes it down once it is ready.
  Xvfb -displayfd 3 -screen 0 1280x880x24 -nolisten tcp -noreset 3>"$1/display" >"$1/xvfb.log" 2>&1 &
  DISPLAY_PIDS=($!)
  wait_for 30 test -s "$1/display" || die "the virtual display did not start: $(cat "$1/xvfb.log")"
  DISPLAY=:$(<"$1/display")
  export DISPLAY
  openbox >"$1/openbox.log" 2>&1 &
  DISPLAY_PIDS+=($!)
}
