#!/usr/bin/env bash
# Draws papier.png (256 pixels) and papier.ico (16 to 256 pixels) from papier.svg, with ImageMagick.
set -euo pipefail
cd "$(dirname "$0")"
drawing=$(mktemp --suffix=.png)
trap 'rm -f "$drawing"' EXIT
convert -background none -density 384 papier.svg -depth 8 "$drawing"
convert "$drawing" -resize 256x256 -depth 8 -strip papier.png
convert "$drawing" -define icon:auto-resize=256,64,48,32,24,16 -depth 8 papier.ico
