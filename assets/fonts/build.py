"""Make `Papier Sans` from two npm packages of Source Sans 3 (OFL 1.1), of one version: @fontsource/source-sans-3 and source-sans.

The first gives Latin letters and figures; the second what else texts are written with: Greek, Cyrillic, arrows, signs of mathematics, boxes.
U+202F gets an advance of 0.2 em, U+FFFD the white square. The OFL reserves the name "Source", so the modified family is renamed.

usage: build.py FONTSOURCE_FILES_DIR SOURCE_SANS_TTF_DIR OUT_DIR      (needs fonttools and brotli from PyPI)
"""
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

# Style: its name at the first package, at the second.
STYLES = {"Regular": ("400-normal", "Regular"), "Semibold": ("600-normal", "Semibold"), "Bold": ("700-normal", "Bold"), "Italic": ("400-italic", "It")}
# Taken from the second package: the blocks of characters that texts of the State use.
BLOCKS = [(0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218F),
          (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF), (0xFB00, 0xFB06)]
KEPT = ["kern", "mark", "mkmk", "liga", "ccmp", "locl"]
WHITE_SQUARE = 0x25A1


def subset(font: TTFont, characters, features) -> TTFont:
    options = Options()
    options.layout_features = features
    options.name_IDs = ["*"]
    options.glyph_names = False
    options.hinting = bool(features)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def main(files: Path, second: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for style, (key, name) in STYLES.items():
        parts = []
        for part in ("latin", "latin-ext"):
            font = TTFont(files / f"source-sans-3-{part}-{key}.woff2")
            font.flavor = None
            parts.append(out / f"{part}-{key}.ttf")
            font.save(parts[-1])
        known = {character for part in parts for character in TTFont(part).getBestCmap()}
        other = TTFont(second / f"SourceSans3-{name}.ttf")
        more = [character for character in other.getBestCmap() if character not in known and any(first <= character <= last for first, last in BLOCKS)]
        parts.append(out / f"more-{key}.ttf")
        subset(other, more, []).save(parts[-1])
        metrics = TTFont(parts[0])
        font = Merger(MergeOptions(drop_tables=["BASE", "DSIG", "meta", "vmtx", "vhea", "VORG"])).merge([str(part) for part in parts])
        for part in parts:
            part.unlink()
        # Lines stand where they stood: the second package measures them otherwise.
        for table, fields in (("hhea", ("ascent", "descent", "lineGap")), ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"))):
            for field in fields:
                setattr(font[table], field, getattr(metrics[table], field))
        narrow = "narrownbspace"
        font["glyf"][narrow] = Glyph()
        font["hmtx"][narrow] = (round(0.2 * font["head"].unitsPerEm), 0)
        order = font.getGlyphOrder()
        if narrow not in order:
            font.setGlyphOrder(order + [narrow])
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[0x202F] = narrow
                table.cmap[0xFFFD] = font.getBestCmap()[WHITE_SQUARE]
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                text = {1: "Papier Sans", 16: "Papier Sans", 3: f"PapierSans-{style}", 4: f"Papier Sans {style}", 6: f"PapierSans-{style}"}[record.nameID]
                record.string = text
        subset(font, font.getBestCmap().keys(), KEPT).save(out / f"PapierSans-{style}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
