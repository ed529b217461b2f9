"""Make `Papier Sans` from the npm package @fontsource/source-sans-3 (OFL 1.1).

Merges the latin and latin-ext subsets of one weight and gives U+202F an advance of 0.2 em.
The OFL reserves the name "Source", so the modified family is renamed.

usage: build_fonts.py PACKAGE_FILES_DIR OUT_DIR      (needs fonttools and brotli from PyPI)
"""
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

WEIGHTS = {"Regular": "400-normal", "Semibold": "600-normal", "Bold": "700-normal", "Italic": "400-italic"}


def main(files: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for style, key in WEIGHTS.items():
        parts = []
        for subset in ("latin", "latin-ext"):
            font = TTFont(files / f"source-sans-3-{subset}-{key}.woff2")
            font.flavor = None
            path = out / f"{subset}-{key}.ttf"
            font.save(path)
            parts.append(str(path))
        font = Merger().merge(parts)
        for path in parts:
            Path(path).unlink()
        name = "narrownbspace"
        font["glyf"][name] = Glyph()
        font["hmtx"][name] = (round(0.2 * font["head"].unitsPerEm), 0)
        order = font.getGlyphOrder()
        if name not in order:
            font.setGlyphOrder(order + [name])
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[0x202F] = name
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                text = {1: "Papier Sans", 16: "Papier Sans", 3: f"PapierSans-{style}", 4: f"Papier Sans {style}", 6: f"PapierSans-{style}"}[record.nameID]
                record.string = text
        options = Options()
        options.layout_features = ["kern", "mark", "mkmk", "liga", "ccmp", "locl"]
        options.name_IDs = ["*"]
        options.glyph_names = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=font.getBestCmap().keys())
        subsetter.subset(font)
        font.save(out / f"PapierSans-{style}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
