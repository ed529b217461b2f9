//! The bundled typeface, Papier Sans: its files, and how wide and where its words are. No toolkit: the window and every export place words by it.
//!
//! Pairs are kerned, as every renderer does by default. Ligatures (fi, ff) and rows of kerned capitals (AVATAR) differ
//! from a shaper's by up to four hundredths; words and figures of charts do not.

use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI16, Ordering};

use num_traits::ToPrimitive as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider as _;
use skrifa::raw::tables::gpos::{PairPos, PositionSubtables, ValueContext};
use skrifa::raw::types::{GlyphId16, Tag};
use skrifa::{FontRef, MetadataProvider as _};

use super::scene::{Font, Weight};

/// The name of the family in each file.
pub const FAMILY: &str = "Papier Sans";

pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/PapierSans-Regular.ttf");
pub const SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/PapierSans-Semibold.ttf");
pub const BOLD: &[u8] = include_bytes!("../../assets/fonts/PapierSans-Bold.ttf");
pub const ITALIC: &[u8] = include_bytes!("../../assets/fonts/PapierSans-Italic.ttf");

/// Every file of the family.
pub const FILES: [&[u8]; 4] = [REGULAR, SEMIBOLD, BOLD, ITALIC];

/// The width of a text on one line, in the unit of the font's size.
pub fn width(text: &str, font: Font) -> f32 {
    Face::of(font.weight).units(text) * font.size / Face::of(font.weight).units_per_em
}

/// The same in whole thousandths of that size, rounded up.
pub fn thousandths(text: &str, weight: Weight) -> u32 {
    width(text, Font::new(1000.0, weight)).ceil().to_u32().unwrap_or(u32::MAX)
}

/// A letter as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the file.
    pub id: u16,
    /// The bytes of the text that it stands for.
    pub bytes: Range<usize>,
    /// How far the next one stands, in the unit of the font's size.
    pub advance: f32,
}

/// The letters of a text on one line; what they advance is its width.
pub fn glyphs(text: &str, weight: Weight) -> Vec<Glyph> {
    let face = Face::of(weight);
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
    face.set(text, |(at, character), id, advance, kerning| {
        if let Some(before) = glyphs.last_mut() {
            before.advance += kerning / face.units_per_em;
        }
        glyphs.push(Glyph { id: id.to_u16(), bytes: at..at + character.len_utf8(), advance: advance / face.units_per_em });
    });
    glyphs
}

/// How far the baseline lies under the middle of a line.
pub fn baseline(font: Font) -> f32 {
    let face = Face::of(font.weight);
    f32::midpoint(face.ascent, face.descent) * font.size / face.units_per_em
}

/// Whether every file has a glyph for a character.
pub fn draws(character: char) -> bool {
    FACES.iter().all(|face| face.font.as_ref().is_some_and(|font| font.charmap().map(character).is_some()))
}

/// What is read of a file once, in units of the font.
struct Face {
    font: Option<FontRef<'static>>,
    /// The subtables of each lookup that kerns pairs.
    pairs: Vec<Vec<PairPos<'static>>>,
    /// The glyphs and advances of usual characters, by [`slot`].
    usual: Vec<(GlyphId16, f32)>,
    /// What their pairs are drawn together, once it was looked up.
    kept: Vec<AtomicI16>,
    units_per_em: f32,
    ascent: f32,
    descent: f32,
}

/// Latin letters, general punctuation, the euro and the minus: what a chart is written with.
const SLOTS: usize = 0x1B2;
const NOT_YET: i16 = i16::MIN;

fn slot(character: char) -> Option<usize> {
    let code = usize::try_from(u32::from(character)).ok()?;
    match code {
        ..0x180 => Some(code),
        0x2010..0x2040 => code.checked_sub(0x2010 - 0x180),
        0x20AC => Some(0x1B0),
        0x2212 => Some(0x1B1),
        _ => None,
    }
}

/// The character of a slot.
fn usual(slot: usize) -> char {
    let code = match slot {
        ..0x180 => slot,
        0x1B0 => 0x20AC,
        0x1B1 => 0x2212,
        _ => slot.saturating_add(0x2010 - 0x180),
    };
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(' ')
}

static FACES: LazyLock<[Face; 4]> = LazyLock::new(|| FILES.map(Face::read));

impl Face {
    fn of(weight: Weight) -> &'static Self {
        let [regular, semibold, bold, italic] = &*FACES;
        match weight {
            Weight::Regular => regular,
            Weight::Semibold => semibold,
            Weight::Bold => bold,
            Weight::Italic => italic,
        }
    }

    /// A file that cannot be read measures nothing; a test reads each.
    fn read(bytes: &'static [u8]) -> Self {
        let font = FontRef::new(bytes).ok();
        let metrics = font.as_ref().map(|font| font.metrics(Size::unscaled(), LocationRef::default()));
        let mut face = Self {
            pairs: font.as_ref().and_then(pairs).unwrap_or_default(),
            usual: Vec::new(),
            kept: std::iter::repeat_with(|| AtomicI16::new(NOT_YET)).take(SLOTS * SLOTS).collect(),
            font,
            units_per_em: metrics.map_or(1000.0, |metrics| f32::from(metrics.units_per_em)),
            ascent: metrics.map_or(0.0, |metrics| metrics.ascent),
            descent: metrics.map_or(0.0, |metrics| metrics.descent),
        };
        face.usual = (0..SLOTS).map(|slot| face.glyph(usual(slot))).collect();
        face
    }

    /// The glyph of a character and its advance.
    fn glyph(&self, character: char) -> (GlyphId16, f32) {
        let Some(font) = &self.font else { return (GlyphId16::default(), 0.0) };
        let glyph = font.charmap().map(character).unwrap_or_default();
        let advance = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph).unwrap_or(0.0);
        (GlyphId16::try_from(glyph).unwrap_or_default(), advance)
    }

    fn units(&self, text: &str) -> f32 {
        let mut units = 0.0;
        self.set(text, |_, _, advance, kerning| {
            units += advance;
            units += kerning;
        });
        units
    }

    /// Tells each letter with its glyph, what that advances, and what it is drawn to the letter before.
    fn set(&self, text: &str, mut tell: impl FnMut((usize, char), GlyphId16, f32, f32)) {
        let mut before: Option<(GlyphId16, Option<usize>)> = None;
        for (at, character) in text.char_indices() {
            let slot = slot(character);
            let (glyph, advance) = slot.and_then(|slot| self.usual.get(slot).copied()).unwrap_or_else(|| self.glyph(character));
            let kerning = before.map_or(0, |(left, left_slot)| self.kept(left_slot.zip(slot), left, glyph));
            tell((at, character), glyph, advance, f32::from(kerning));
            // A letter that was drawn to the one before is not drawn to the next as well: the font says both letters of a pair.
            before = (kerning == 0).then_some((glyph, slot));
        }
    }

    /// The kerning of a pair, looked up once where both are usual.
    fn kept(&self, slots: Option<(usize, usize)>, left: GlyphId16, right: GlyphId16) -> i16 {
        let Some(kept) = slots.and_then(|(left, right)| self.kept.get(left.saturating_mul(SLOTS).saturating_add(right))) else {
            return self.kerning(left, right);
        };
        match kept.load(Ordering::Relaxed) {
            NOT_YET => {
                let kerning = self.kerning(left, right);
                kept.store(kerning, Ordering::Relaxed);
                kerning
            }
            kerning => kerning,
        }
    }

    /// What a pair is drawn together (below 0) or apart: in each lookup the first subtable that knows it.
    fn kerning(&self, left: GlyphId16, right: GlyphId16) -> i16 {
        let adjustments = self.pairs.iter().filter_map(|subtables| subtables.iter().find_map(|table| adjustment(table, left, right)));
        adjustments.fold(0, i16::saturating_add)
    }
}

/// The lookups that kern Latin letters.
fn pairs(font: &FontRef<'static>) -> Option<Vec<Vec<PairPos<'static>>>> {
    let table = font.gpos().ok()?;
    let features = table.feature_list().ok()?;
    let scripts = table.script_list().ok()?;
    let of = |tag: &[u8; 4]| scripts.script_records().iter().find(|record| record.script_tag() == Tag::new(tag));
    let latin = of(b"latn").or_else(|| of(b"DFLT"))?.script(scripts.offset_data()).ok()?.default_lang_sys()?.ok()?;
    // Of two features of that name shapers apply the first.
    let mut records = latin.feature_indices().iter().filter_map(|index| features.feature_records().get(usize::from(index.get())));
    let kern = records.find(|record| record.feature_tag() == Tag::new(b"kern"))?.feature(features.offset_data()).ok()?;
    let mut lookups: Vec<u16> = Vec::new();
    for lookup in kern.lookup_list_indices() {
        lookups.push(lookup.get());
    }
    lookups.sort_unstable();
    lookups.dedup();
    let list = table.lookup_list().ok()?.lookups();
    let subtables = lookups.into_iter().filter_map(|index| match list.get(usize::from(index)).ok()?.subtables().ok()? {
        PositionSubtables::Pair(subtables) => Some(subtables.iter().flatten().collect()),
        _ => None,
    });
    Some(subtables.collect())
}

fn adjustment(table: &PairPos<'_>, left: GlyphId16, right: GlyphId16) -> Option<i16> {
    match table {
        PairPos::Format1(table) => {
            let index = table.coverage().ok()?.get(left)?;
            let set = table.pair_sets().get(usize::from(index)).ok()?;
            let pair = set.pair_value_records().iter().flatten().find(|pair| pair.second_glyph() == right)?;
            Some(pair.value_record1().x_advance().unwrap_or(0))
        }
        PairPos::Format2(table) => {
            table.coverage().ok()?.get(left)?;
            let (first, second) = (table.class_def1().ok()?.get(left), table.class_def2().ok()?.get(right));
            let [value, _] = table.values(first, second, &ValueContext::default()).ok()?;
            Some(value.x_advance)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn em(text: &str, weight: Weight) -> f32 {
        width(text, Font::new(1000.0, weight))
    }

    #[test]
    fn widths_are_those_of_the_files() {
        for weight in [Weight::Regular, Weight::Semibold, Weight::Bold, Weight::Italic] {
            assert!((em("11\u{202f}11", weight) - em("1111", weight) - 200.0).abs() < 0.5, "{weight:?}: the narrow space");
            assert!((em("8888", weight) - em("1111", weight)).abs() < 0.5, "{weight:?}: figures are tabular");
            assert!(em("AV", weight) < em("A", weight) + em("V", weight) - 5.0, "{weight:?}: pairs are kerned");
        }
        assert!((em("0", Weight::Regular) - 497.0).abs() < 1.0, "{}", em("0", Weight::Regular));
        assert!((em("0", Weight::Semibold) - 513.0).abs() < 1.0, "{}", em("0", Weight::Semibold));
        assert_eq!(em("", Weight::Bold), 0.0);
    }

    #[test]
    fn the_letters_of_a_text_are_as_wide_as_the_text() {
        for (text, weight) in [("AVATAR, Vérité\u{202f}: 7,3\u{202f}M€", Weight::Bold), ("Réalisation 2019", Weight::Italic), ("", Weight::Regular)]
        {
            let glyphs = glyphs(text, weight);
            let total: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
            assert!((total - width(text, Font::new(1.0, weight))).abs() < 1e-4, "{text}");
            let letters: String = glyphs.iter().map(|glyph| text.get(glyph.bytes.clone()).unwrap()).collect();
            assert_eq!(letters, text);
            assert!(glyphs.iter().all(|glyph| glyph.id != 0), "{text}");
        }
    }

    #[test]
    fn the_baseline_lies_a_third_under_the_middle() {
        let below = baseline(Font::new(100.0, Weight::Bold));
        assert!((28.0..36.0).contains(&below), "{below}");
    }
}
