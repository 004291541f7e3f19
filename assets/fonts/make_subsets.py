#!/usr/bin/env python3
"""Makes the faces of this folder, and the Chinese test face, from the originals that Debian 12 installs.

    apt-get install fonts-sil-charis fonts-sil-andika fonts-inter fonts-jetbrains-mono fonts-noto-cjk
    pip install fonttools
    python3 assets/fonts/make_subsets.py

A face is subset with pyftsubset, and only then renamed: the OFL asks that a changed face give up a reserved name,
and a face of the same name installed on the learner's system must never be mistaken for ours.
"""

import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent
TEST_FONTS = FONTS.parent.parent / "tests" / "data" / "fonts"
CHARIS = "/usr/share/fonts/truetype/charis/CharisSIL-{}.ttf"
ANDIKA = "/usr/share/fonts/truetype/andika/Andika-{}.ttf"
INTER = "/usr/share/fonts/opentype/inter/Inter-{}.otf"
MONO = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-{}.ttf"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

# Latin, phonetic signs, marks, Greek, Cyrillic, punctuation, and the signs that articles and notes hold.
RANGES = (
    "U+0020-007E,U+00A0-024F,U+0250-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,"
    "U+1D00-1DBF,U+1DC4-1DCC,U+1E00-1EFF,U+1F00-1FFF,U+2000-206F,U+2070-209F,U+20A0-20CF,U+2100-214F,U+2150-218F,"
    "U+2190-21FF,U+2200-22FF,U+2300-23FF,U+2460-24FF,U+2500-25FF,U+2600-27BF,U+27E8-27E9,U+2B00-2BFF,U+2E00-2E5D,"
    "U+A700-A721,U+A788-A78C,U+FB00-FB06,U+FE00-FE0F,U+FEFF,U+FFFC-FFFD"
)
# The faces that only a reader's choice of face calls for: Latin, Cyrillic, punctuation. For all else, phonetic signs too, the
# faces of the full range serve.
SMALL = (
    "U+0020-007E,U+00A0-017F,U+0192,U+0218-021B,U+02BC,U+02C6-02DD,U+0300-0304,U+0306-0308,U+030A-030C,U+0327-0328,"
    "U+0400-045F,U+0490-0491,U+2009-2015,U+2018-2026,U+202F-2030,U+2032-2033,U+2039-203A,U+2044,U+2070-2089,U+20AC,"
    "U+2116,U+2122,U+2190-2193,U+2212,U+FB00-FB04"
)
# What the tests write in Chinese: glosses of their articles, notes, a title, and punctuation of full width.
CJK_TEXT = (
    "包括猛击连续打击谴责停滞不前我的笔记词汇学习中文界面语言"
    "，。；：（）「」！？、《》“”‘’…—　"
    "一二三四五六七八九十是有在了和人这个也很就都要说去看好你他她它们单生新熟已知忽略"
    "港口风暴重建谨慎地带撤离走廊瓦砾废墟市长承诺士气事故意外坚定顽固勉强缓慢"
    "减轻损失明显显著证据普遍罕见放弃推迟恢复复原力韧性脆弱阻碍促进源头自于"
    "动名形容副缩写例句注意记住今天读书文章句子"
    "严倒免冰准取听命塌己庄底彻怨抱拆旧时来柔温狡猾用由破结耸表除高"
)
FULL = "kern,liga,clig,calt,ccmp,locl,mark,mkmk,rlig,tnum"
# Ligatures of a coding face would hide the characters that a reader wants to see in code.
PLAIN = "kern,ccmp,locl,mark,mkmk"

FACES = [
    # source, number in the collection, target, family, style, features, ranges or text
    (CHARIS.format("Regular"), None, FONTS / "BoldfaceSerif-Regular.ttf", "Boldface Serif", "Regular", FULL, RANGES),
    (CHARIS.format("Bold"), None, FONTS / "BoldfaceSerif-Bold.ttf", "Boldface Serif", "Bold", FULL, RANGES),
    (CHARIS.format("Italic"), None, FONTS / "BoldfaceSerif-Italic.ttf", "Boldface Serif", "Italic", FULL, RANGES),
    (CHARIS.format("BoldItalic"), None, FONTS / "BoldfaceSerif-BoldItalic.ttf", "Boldface Serif", "Bold Italic", FULL, RANGES),
    (INTER.format("Regular"), None, FONTS / "BoldfaceSans-Regular.otf", "Boldface Sans", "Regular", FULL, RANGES),
    (INTER.format("SemiBold"), None, FONTS / "BoldfaceSans-SemiBold.otf", "Boldface Sans", "SemiBold", FULL, RANGES),
    (INTER.format("Italic"), None, FONTS / "BoldfaceSans-Italic.otf", "Boldface Sans", "Italic", FULL, SMALL),
    (
        INTER.format("SemiBoldItalic"), None, FONTS / "BoldfaceSans-SemiBoldItalic.otf",
        "Boldface Sans", "SemiBold Italic", FULL, SMALL,
    ),
    (ANDIKA.format("Regular"), None, FONTS / "BoldfaceEasy-Regular.ttf", "Boldface Easy", "Regular", FULL, SMALL),
    (ANDIKA.format("Bold"), None, FONTS / "BoldfaceEasy-Bold.ttf", "Boldface Easy", "Bold", FULL, SMALL),
    (ANDIKA.format("Italic"), None, FONTS / "BoldfaceEasy-Italic.ttf", "Boldface Easy", "Italic", FULL, SMALL),
    (
        ANDIKA.format("BoldItalic"), None, FONTS / "BoldfaceEasy-BoldItalic.ttf",
        "Boldface Easy", "Bold Italic", FULL, SMALL,
    ),
    (MONO.format("Regular"), None, FONTS / "BoldfaceMono-Regular.ttf", "Boldface Mono", "Regular", PLAIN, RANGES),
    (CJK, 2, TEST_FONTS / "cjk-subset.otf", "Boldface Test CJK", "Regular", PLAIN, CJK_TEXT),
]


def subset(source: str, number: int | None, target: Path, features: str, signs: str) -> None:
    command = [
        "pyftsubset", source, f"--output-file={target}", f"--layout-features={features}",
        "--no-hinting", "--drop-tables+=DSIG,Silt,vhea,vmtx,VORG,BASE", "--no-recalc-timestamp",
        "--name-IDs=0,1,2,3,4,5,6,8,9,10,11,12,13,14,16,17", "--notdef-outline",
    ]
    command.append(f"--unicodes={signs}" if signs.startswith("U+") else f"--text={signs}")
    if number is not None:
        command.append(f"--font-number={number}")
    print(" ".join(c for c in command if not c.startswith("--text=")))
    subprocess.run(command, check=True)


def rename(path: Path, family: str, style: str) -> None:
    font = TTFont(path, recalcTimestamp=False)
    names = font["name"]
    postscript = f"{family}-{style}".replace(" ", "")
    # Old programs know four styles only: any other becomes a family of its own, with the true names in 16 and 17.
    linked = style in ("Regular", "Bold", "Italic", "Bold Italic")
    new = {
        1: family if linked else f"{family} {style}",
        2: style if linked else "Regular",
        3: f"{postscript};subset",
        4: family if style == "Regular" else f"{family} {style}",
        6: postscript,
        16: None if linked else family,
        17: None if linked else style,
    }
    for record in list(names.names):
        if record.nameID in new or record.platformID != 3:
            names.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for name_id, value in new.items():
        if value:
            names.setName(value, name_id, 3, 1, 0x409)
    font["OS/2"].achVendID = "NONE"
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = postscript
        top = cff.topDictIndex[0]
        top.FullName = new[4]
        top.FamilyName = family
        if hasattr(top, "ROS"):
            for part in top.FDArray:
                part.FontName = postscript
    font.save(path)


def main() -> int:
    TEST_FONTS.mkdir(parents=True, exist_ok=True)
    for source, number, target, family, style, features, signs in FACES:
        subset(source, number, target, features, signs)
        rename(target, family, style)
        print(f"{target.name}: {target.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
