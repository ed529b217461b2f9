//! An SVG painted to pixels and written as PNG, with the bundled typeface alone: the same pixels on every machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree};
use thiserror::Error;

use super::PictureSize;
use crate::charts::fonts;

/// Why a picture could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PictureError {
    #[error("the drawing is no SVG that can be painted")]
    Drawing,
    #[error("no room for so many pixels")]
    Pixels,
}

/// Pixels, from the top left corner.
pub struct Picture {
    pixels: Pixmap,
}

/// The typeface, read once.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for bytes in fonts::FILES {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(bytes)));
    }
    fonts.set_sans_serif_family(fonts::FAMILY);
    Arc::new(fonts)
});

impl Picture {
    /// Paints an SVG over a size.
    pub fn of_svg(svg: &str, size: PictureSize) -> Result<Self, PictureError> {
        let options = Options { fontdb: Arc::clone(&FONTS), font_family: fonts::FAMILY.into(), ..Options::default() };
        let tree = Tree::from_str(svg, &options).map_err(|_| PictureError::Drawing)?;
        let mut pixels = Pixmap::new(size.width().into(), size.height().into()).ok_or(PictureError::Pixels)?;
        let (across, down) = (f32::from(size.width()) / tree.size().width(), f32::from(size.height()) / tree.size().height());
        resvg::render(&tree, Transform::from_scale(across, down), &mut pixels.as_mut());
        Ok(Self { pixels })
    }

    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    pub fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// Red, green, blue, opacity of each pixel, row by row; every picture of ours is opaque.
    pub fn rgba(&self) -> &[u8] {
        self.pixels.data()
    }

    /// The file.
    pub fn png(&self) -> Result<Vec<u8>, PictureError> {
        self.pixels.encode_png().map_err(|_| PictureError::Pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::Palette;
    use crate::charts::scene::{Area, Font, Ink, Scene, Weight, Words};
    use crate::exchange::picture::painted;

    /// One line of words on the ground, at twice the size of the scene.
    fn words_painted(text: &str, weight: Weight, size: f32) -> (Words, Picture) {
        let font = Font::new(size, weight);
        let words = Words { area: Area::new(10.0, 20.0, fonts::width(text, font), font.line()), text: text.into(), font, ink: Ink::Main };
        let scene = Scene { words: vec![words.clone()], ..Scene::empty(480.0, 240.0) };
        (words, painted(&scene, &Palette::LIGHT, PictureSize::new(960, 480).unwrap()).unwrap())
    }

    /// Left, top, right and bottom of what differs from the ground, in pixels of the scene.
    fn inked(picture: &Picture) -> [f32; 4] {
        let mut bounds = [f32::MAX, f32::MAX, 0.0, 0.0];
        for (index, pixel) in picture.rgba().chunks_exact(4).enumerate() {
            if pixel[0] < 200 {
                let (x, y) = ((index % picture.width() as usize) as f32 / 2.0, (index / picture.width() as usize) as f32 / 2.0);
                bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
            }
        }
        bounds
    }

    #[test]
    fn words_are_painted_where_the_scene_measured_them() {
        for weight in [Weight::Regular, Weight::Semibold, Weight::Bold, Weight::Italic] {
            let (words, picture) = words_painted("HAVE 7\u{202f}300\u{202f}000 Te H", weight, 32.0);
            let [left, top, right, bottom] = inked(&picture);
            let expected = words.area;
            assert!((left - expected.left).abs() < 4.5 && (right - expected.right).abs() < 5.5, "{weight:?}: {left} to {right}, {expected:?}");
            // Capitals stand on the baseline.
            assert!((bottom - words.baseline()).abs() < 2.0 && top > expected.top, "{weight:?}: {top} to {bottom}, {}", words.baseline());
        }
    }

    #[test]
    fn a_png_is_a_png_of_its_size_on_its_ground() {
        let (_, picture) = words_painted("1", Weight::Regular, 20.0);
        let png = picture.png().unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!((&png[16..20], &png[20..24]), (&960_u32.to_be_bytes()[..], &480_u32.to_be_bytes()[..]));
        assert_eq!(&picture.rgba()[..4], &[255, 255, 255, 255]);
        assert_eq!(Picture::of_svg("no svg", PictureSize::HD).map(|_| ()), Err(PictureError::Drawing));
    }
}
