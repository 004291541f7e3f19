#!/usr/bin/env bash
# Makes the files of this folder anew from words.tsv and words.dsl; needs Python 3 and the network for two packages of PyPI.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet pyglossary==4.7.1 beautifulsoup4==4.12.3 lxml
convert() { "$tools/bin/pyglossary" --ui=none --no-progress-bar "$@"; }

convert words.tsv "$tools/words_yomitan.zip" --write-format=Yomichan --read-format=Tabfile
mv "$tools/words_yomitan.zip" .
# DSL as it is sold: UTF-16, packed. pyglossary reads it and writes down what stands in it.
iconv -f UTF-8 -t UTF-16 words.dsl >"$tools/words.dsl"
gzip -9nc "$tools/words.dsl" >words.dsl.dz
convert words.dsl.dz "$tools/words_dsl.tsv" --read-format=ABBYYLingvoDSL --write-format=Tabfile
mv "$tools/words_dsl.tsv" .
