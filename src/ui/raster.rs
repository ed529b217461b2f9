//! The pixels that the window paints, without a window: what egui hands to a graphics card, filled triangle by triangle, for tests.

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, Pos2, RawInput, Rect, TextureId, Ui, Vec2, pos2, vec2};

use super::theme;
use crate::exchange::picture::Picture;

/// From so many pixels of a square on, two pictures differ: two renderers make 7 at most, a digit that is missing 18, a bar longer by one per cent
/// of the axis 16.
pub(super) const NOTICED: usize = 12;

/// Pixels from the top left corner: red, green, blue.
pub(super) struct Pixels {
    width: usize,
    height: usize,
    rgb: Vec<[u8; 3]>,
}

impl Pixels {
    pub(super) fn of_picture(picture: &Picture) -> Self {
        let rgb = picture.rgba().chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: picture.width() as usize, height: picture.height() as usize, rgb }
    }

    /// What `paint` paints on a window of a size, a pixel a point.
    pub(super) fn shown(size: Vec2, ground: Color32, mut paint: impl FnMut(&mut Ui)) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        let input = || RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..RawInput::default() };
        // What the first pass measures, the second shows; fonts come with either.
        let mut first = ctx.run_ui(input(), |ui| paint(ui));
        let mut output = ctx.run_ui(input(), |ui| paint(ui));
        let mut atlas = ColorImage::default();
        let deltas = [&first, &output].into_iter().filter_map(|output| output.textures_delta.set.get(&TextureId::default())).flatten();
        for delta in deltas {
            let egui::ImageData::Color(image) = &delta.image;
            match delta.pos {
                None => atlas = ColorImage::clone(image),
                Some([left, top]) => {
                    for (row, line) in image.pixels.chunks_exact(image.size[0]).enumerate() {
                        let start = (top + row) * atlas.size[0] + left;
                        atlas.pixels[start..start + line.len()].copy_from_slice(line);
                    }
                }
            }
        }
        first.textures_delta.clear();
        output.textures_delta.clear();
        let [red, green, blue, _] = ground.to_array();
        let (width, height) = (size.x as usize, size.y as usize);
        let mut pixels = Self { width, height, rgb: vec![[red, green, blue]; width * height] };
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(output.shapes, 1.0) {
            if let Primitive::Mesh(mesh) = primitive {
                pixels.fill(&mesh, clip_rect, &atlas);
            }
        }
        pixels
    }

    fn fill(&mut self, mesh: &Mesh, clip: Rect, atlas: &ColorImage) {
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(self.width as f32, self.height as f32));
        for corners in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize]);
            let area = cross(b.pos - a.pos, c.pos - a.pos);
            let bounds = Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clip).intersect(screen);
            if area == 0.0 || !bounds.is_positive() {
                continue;
            }
            for y in bounds.top() as usize..(bounds.bottom().ceil() as usize).min(self.height) {
                for x in bounds.left() as usize..(bounds.right().ceil() as usize).min(self.width) {
                    let at = pos2(x as f32 + 0.5, y as f32 + 0.5);
                    let weights = [(b, c), (c, a), (a, b)].map(|(from, to): (Vertex, Vertex)| cross(to.pos - from.pos, at - from.pos) / area);
                    // A pixel on the edge of two triangles belongs to one of them.
                    if clip.contains(at) && weights.into_iter().all(|weight| weight >= 0.0) {
                        let source = blended([a, b, c], weights, atlas);
                        let opacity = source[3];
                        for (channel, value) in self.rgb[y * self.width + x].iter_mut().zip(source) {
                            *channel = (value + f32::from(*channel) * (1.0 - opacity / 255.0)).round().clamp(0.0, 255.0) as u8;
                        }
                    }
                }
            }
        }
    }

    /// How unlike two pictures are where they are most so: of the pixels of a square of 16, how many have a colour in one of them that nothing
    /// within `reach` pixels has in the other: edges may lie one apart and letters two, a mark that is elsewhere, of another size or missing may not.
    pub(super) fn unlike(&self, other: &Self, reach: usize) -> usize {
        const SQUARE: usize = 16;
        assert_eq!((self.width, self.height), (other.width, other.height));
        let squares = self.width.div_ceil(SQUARE / 2);
        let mut counts = vec![0; squares * self.height.div_ceil(SQUARE / 2)];
        for (x, y) in self.unexplained(other, reach).chain(other.unexplained(self, reach)) {
            counts[y / (SQUARE / 2) * squares + x / (SQUARE / 2)] += 1;
        }
        // A square is four of these quarters.
        let count = |index: usize| counts.get(index).copied().unwrap_or_default();
        (0..counts.len()).map(|index| count(index) + count(index + 1) + count(index + squares) + count(index + squares + 1)).max().unwrap_or_default()
    }

    /// The pixels whose colour nothing near has in another picture.
    fn unexplained<'a>(&'a self, other: &'a Self, reach: usize) -> impl Iterator<Item = (usize, usize)> + 'a {
        const TOLERANCE: u8 = 72;
        let is_unexplained = move |(x, y): &(usize, usize)| {
            let own = self.rgb[y * self.width + x];
            if own == other.rgb[y * self.width + x] {
                return false;
            }
            let (mut low, mut high) = ([255_u8; 3], [0_u8; 3]);
            for row in y.saturating_sub(reach)..(y + reach + 1).min(self.height) {
                for near in &other.rgb[row * self.width + x.saturating_sub(reach)..row * self.width + (x + reach + 1).min(self.width)] {
                    for channel in 0..3 {
                        low[channel] = low[channel].min(near[channel]);
                        high[channel] = high[channel].max(near[channel]);
                    }
                }
            }
            (0..3).any(|channel| own[channel] < low[channel].saturating_sub(TOLERANCE) || own[channel] > high[channel].saturating_add(TOLERANCE))
        };
        (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y))).filter(is_unexplained)
    }
}

fn cross(a: Vec2, b: Vec2) -> f32 {
    a.x * b.y - a.y * b.x
}

/// The colour of a triangle at a point, times that of the atlas there; red, green, blue and opacity from 0 to 255.
fn blended(corners: [Vertex; 3], weights: [f32; 3], atlas: &ColorImage) -> [f32; 4] {
    let mut colour = [0.0; 4];
    let mut uv = Vec2::ZERO;
    for (corner, weight) in corners.into_iter().zip(weights) {
        uv += corner.uv.to_vec2() * weight;
        for (sum, value) in colour.iter_mut().zip(corner.color.to_array()) {
            *sum += f32::from(value) * weight;
        }
    }
    let [width, height] = atlas.size;
    let (x, y) = ((uv.x * width as f32 - 0.5).max(0.0), (uv.y * height as f32 - 0.5).max(0.0));
    let (left, top) = (x as usize, y as usize);
    let (across, down) = (x.fract(), y.fract());
    let mut texel = [0.0; 4];
    for (column, row, share) in
        [(0, 0, (1.0 - across) * (1.0 - down)), (1, 0, across * (1.0 - down)), (0, 1, (1.0 - across) * down), (1, 1, across * down)]
    {
        let at = (top + row).min(height - 1) * width + (left + column).min(width - 1);
        for (sum, value) in texel.iter_mut().zip(atlas.pixels[at].to_array()) {
            *sum += f32::from(value) * share;
        }
    }
    let mut result = [0.0; 4];
    for ((result, colour), texel) in result.iter_mut().zip(colour).zip(texel) {
        *result = colour * texel / 255.0;
    }
    result
}
