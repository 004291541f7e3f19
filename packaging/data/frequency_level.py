#!/usr/bin/env python3
"""Writes the frequency table that pack_words packs: word, rank, estimated level, for the 60,000 commonest words.

    pip install wordfreq==3.1.1 cefrpy==1.0.3
    python3 packaging/data/frequency_level.py frequency_level_en.tsv

Ranks are those of wordfreq's best English list, without what is no word (digits, signs, letters with marks); levels
are the average over parts of speech that cefrpy gives, empty where it has none.
"""

import re
import sys

from cefrpy import CEFRAnalyzer
from wordfreq import top_n_list

WORDS = 60_000
# A fifth more than are wanted, since what is no word is left out.
LISTED = 72_000


def main() -> None:
    analyzer = CEFRAnalyzer()
    listed = top_n_list("en", LISTED, wordlist="best")
    words = [word for word in listed if re.fullmatch(r"[a-z]+(?:'[a-z]+)*", word)][:WORDS]
    with open(sys.argv[1], "w", encoding="utf-8") as table:
        for rank, word in enumerate(words, start=1):
            level = analyzer.get_average_word_level_CEFR(word)
            table.write(f"{word}\t{rank}\t{level or ''}\n")


if __name__ == "__main__":
    main()
