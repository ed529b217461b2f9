//! The palette against its promises: contrasts on its ground, distances for every colour vision.

use super::*;

const PALETTES: [(&str, Palette); 2] = [("light", Palette::LIGHT), ("dark", Palette::DARK)];
const HUES: [Hue; 7] = [Hue::Blue, Hue::Orange, Hue::Teal, Hue::Plum, Hue::Ochre, Hue::Violet, Hue::Grey];

fn assert_contrast(least: f32, palette: &Palette, ink: Ink, ground: Ink) {
    let found = palette.colour(ink).contrast(palette.colour(ground));
    assert!(found >= least, "{ink:?} on {ground:?} reads at {found:.2}, {least} needed");
}

#[test]
fn words_read_at_4_5_and_marks_at_3_on_the_ground_in_fills_and_on_plates() {
    for (_, palette) in PALETTES {
        for ground in [Ink::Ground, Ink::Panel] {
            for ink in [Ink::Main, Ink::Second, Ink::Third] {
                assert_contrast(4.5, &palette, ink, ground);
            }
            for mark in [Ink::Axis, Ink::Ghost, Ink::Accent] {
                assert_contrast(3.0, &palette, mark, ground);
            }
        }
        for hue in HUES {
            assert_contrast(3.0, &palette, Ink::Series(hue), Ink::Ground);
            assert_contrast(4.5, &palette, Ink::Words(hue), Ink::Ground);
            assert_contrast(4.5, &palette, Ink::On(hue), Ink::Series(hue));
            assert_contrast(4.5, &palette, Ink::Main, Ink::Pale(hue));
        }
        assert!(palette.warning.contrast(palette.warning_panel) >= 4.5);
        assert!(palette.on_trial_bar.contrast(palette.trial_bar) >= 4.5);
    }
}

/// To the first decimal, as the design publishes them: a colour changed by mistake shows here.
#[test]
fn the_contrasts_are_the_published_ones() {
    let published =
        [("light", [17.6, 9.3, 6.0, 4.5, 10.1, 5.0, 5.5, 13.9, 3.1, 3.9]), ("dark", [16.3, 11.1, 7.5, 4.9, 8.4, 7.5, 13.0, 4.9, 14.2, 4.7])];
    for ((name, palette), (_, expected)) in PALETTES.into_iter().zip(published) {
        let Palette { ink, ink2, ink3, axis, series, .. } = palette;
        for (colour, expected) in [ink, ink2, ink3, axis].into_iter().chain(series).zip(expected) {
            let found = colour.contrast(palette.background);
            assert!((found - expected).abs() < 0.06, "{name}, {}: {found:.2}, published {expected}", colour.css());
        }
    }
}

#[test]
fn the_first_four_series_are_further_apart() {
    let published = [("light", Palette::LIGHT, [27.7, 17.8, 17.0, 15.8]), ("dark", Palette::DARK, [27.9, 16.9, 21.2, 12.0])];
    for (name, palette, expected) in published {
        for ((vision, matrix), expected) in VISIONS.into_iter().zip(expected) {
            let smallest = smallest_distance(&palette.series[..4], &matrix);
            assert!(smallest >= 11.0 && (smallest - expected).abs() < 0.15, "{name}, {vision}: {smallest:.2}, published {expected}");
        }
    }
}

// ------------------------------------------------------------ colour vision

type Matrix = [[f64; 3]; 3];

/// Machado, Oliveira and Fernandes, 2009: simulation of colour vision deficiency at full severity, linear RGB.
const DEUTERANOPIA: Matrix = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
const PROTANOPIA: Matrix = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const TRITANOPIA: Matrix = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];
const NORMAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
/// sRGB to XYZ under D65.
const TO_XYZ: Matrix = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];

fn apply(matrix: &Matrix, [a, b, c]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[x, y, z]| x * a + y * b + z * c)
}

/// L*, a*, b* of a colour as seen through a simulation.
fn lab(colour: Rgb, vision: &Matrix) -> [f64; 3] {
    let seen = apply(vision, colour.linear().map(f64::from)).map(|channel| channel.clamp(0.0, 1.0));
    let [x, y, z] = apply(&TO_XYZ, seen);
    let [fx, fy, fz] = [x / 0.95047, y, z / 1.08883].map(|t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * fy - 16.0, 500.0 * (fx - fy), 200.0 * (fy - fz)]
}

/// CIEDE2000, after Sharma, Wu and Dalal, 2005.
fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = 25.0_f64.powi(7);
    let mean_c = f64::midpoint(a1.hypot(b1), a2.hypot(b2));
    let g = 0.5 * (1.0 - (mean_c.powi(7) / (mean_c.powi(7) + seventh)).sqrt());
    let (a1, a2) = ((1.0 + g) * a1, (1.0 + g) * a2);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        d if d > 180.0 => d - 360.0,
        d if d < -180.0 => d + 360.0,
        d => d,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.20 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let theta = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rc = 2.0 * (c.powi(7) / (c.powi(7) + seventh)).sqrt();
    let rt = -(2.0 * theta).to_radians().sin() * rc;
    let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

#[test]
fn the_colour_difference_gives_the_published_test_values() {
    // Pairs 1, 7, 14 and 25 of the table of Sharma, Wu and Dalal.
    let pairs = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, -0.001, 2.49], [50.0, 0.0011, -2.49], 4.7461),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ];
    for (one, other, expected) in pairs {
        let found = ciede2000(one, other);
        assert!((found - expected).abs() < 0.0001, "{one:?} {other:?}: {found:.4}, published {expected}");
    }
}

const VISIONS: [(&str, Matrix); 4] = [("normal", NORMAL), ("deuteranopia", DEUTERANOPIA), ("protanopia", PROTANOPIA), ("tritanopia", TRITANOPIA)];

/// The distance of the two colours that are most alike.
fn smallest_distance(colours: &[Rgb], vision: &Matrix) -> f64 {
    let seen: Vec<[f64; 3]> = colours.iter().map(|colour| lab(*colour, vision)).collect();
    let pairs = seen.iter().enumerate().flat_map(|(rank, one)| seen.iter().skip(rank + 1).map(move |other| ciede2000(*one, *other)));
    pairs.fold(f64::MAX, f64::min)
}

#[test]
fn no_two_series_are_alike_for_any_colour_vision() {
    // Smallest distance among six, as published with the palette.
    let published = [("light", Palette::LIGHT, [26.4, 11.8, 17.0, 15.8]), ("dark", Palette::DARK, [20.6, 14.1, 14.4, 12.0])];
    for (name, palette, expected) in published {
        for ((vision, matrix), expected) in VISIONS.into_iter().zip(expected) {
            let smallest = smallest_distance(&palette.series, &matrix);
            assert!(smallest >= 11.0, "{name}, {vision}: {smallest:.1}");
            assert!((smallest - expected).abs() < 0.15, "{name}, {vision}: {smallest:.2}, published {expected}");
        }
    }
}
