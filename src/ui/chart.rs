//! A chart on a page: the picture, what can be done with it, and the figures behind it (T).
//!
//! It knows the keys and the menu of a chart; [`plots`](super::plots) paints it.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align2, Event, EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View, cells, chart_title, controls, plots};
use crate::address;
use crate::charts::arranged::{Arrangement, Order};
use crate::charts::drawn::{self, Highlighted};
use crate::charts::scene::{self, Font, Hit, Scene};
use crate::charts::{self, Chart, DataTable, data_table, fonts};
use crate::exchange::export::Subject;
use crate::lang::Lang;
use crate::model::{ActionCode, ChartName, Document, TextPlace};

/// A chart laid out, and what for: kept until one of these changes.
struct Kept {
    document: Arc<Document>,
    lang: Lang,
    width: f32,
    highlighted: Highlighted,
    arrangement: Arrangement,
    chart: Chart,
    scene: Scene,
    /// The title that the figures give.
    proposed: String,
    /// Whether the drafter's own title was written over other figures.
    is_stale: bool,
}

/// What is to be shown beside the picture.
struct Asked {
    shows_table: bool,
    /// The field of the title, from now on.
    asks_title: bool,
    arrangement: Arrangement,
    /// Whether it has parts to arrange.
    has_arrangements: bool,
    /// The actions that can be highlighted.
    actions: Vec<ActionCode>,
}

/// The identity of a chart for the keyboard.
pub fn chart_id(name: ChartName) -> Id {
    Id::unique(("chart of the page", name))
}

/// The chart that has the keyboard.
pub fn focused(ctx: &egui::Context, document: &Document) -> Option<ChartName> {
    let focus = ctx.memory(egui::Memory::focused)?;
    charts::names(document).into_iter().map(|(_, name)| name).find(|name| chart_id(*name) == focus)
}

/// Paints a chart over the available width; `has_commands` shows what can be done with it under it.
pub fn chart_ui(ui: &mut Ui, view: &View<'_>, name: ChartName, highlighted: Highlighted, has_commands: bool) -> Vec<Intent> {
    let id = chart_id(name);
    let arrangement_id = id.with("arrangement");
    let arrangement: Arrangement = ui.data(|data| data.get_temp(arrangement_id)).unwrap_or_default();
    let Some(kept) = kept(ui, view, name, highlighted, arrangement) else { return vec![] };
    let mut intents: Vec<Intent> = Vec::new();
    if kept.is_stale {
        intents.extend(chart_title::stale_ui(ui, view.tables(), TextPlace::ChartTitle(name)).map(Intent::Apply));
    }
    intents.extend(chart_title::field_ui(ui, view, name, &kept.proposed).map(Intent::Apply));
    let picture = plots::scene_ui(ui, id.with("marks"), &kept.scene, &Theme::of(ui).page());
    let response = ui.interact(picture.rect, id, Sense::click());
    let summary = &kept.chart.summary;
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, summary));
    theme::focus_ring(ui, &response);
    if response.clicked() {
        response.request_focus();
    }
    intents.extend(read_ui(ui, view, &response, &kept.scene.hits));
    bring_into_sight(ui, &response);
    let table_id = id.with("table");
    let shows_table: bool = ui.data(|data| data.get_temp(table_id)).unwrap_or_default();
    let has_arrangements = kept.chart.has_arrangements();
    let actions = if has_arrangements {
        view.session.document().actions.iter().map(|action| action.code).filter(|code| !code.is_sub_action()).collect()
    } else {
        vec![]
    };
    let mut asked = Asked { shows_table, asks_title: response.double_clicked(), arrangement, has_arrangements, actions };
    intents.extend(keys(ui, &response, name, &mut asked));
    intents.extend(menu_ui(&response, view.lang, name, &mut asked));
    if has_commands {
        intents.extend(commands_ui(ui, view.lang, name, &mut asked));
    }
    let shows_table = asked.shows_table;
    if asked.arrangement != arrangement {
        ui.data_mut(|data| data.insert_temp(arrangement_id, asked.arrangement));
        ui.ctx().request_repaint();
    }
    if asked.asks_title {
        chart_title::open(ui, view, name);
    }
    let is_opened = shows_table && !ui.data(|data| data.get_temp(table_id)).unwrap_or(false);
    ui.data_mut(|data| data.insert_temp(table_id, shows_table));
    if shows_table {
        ui.add_space(8.0);
        let shown = ui.vertical(|ui| table_ui(ui, &data_table(&kept.chart, view.lang))).response;
        if is_opened {
            shown.scroll_to_me(None);
            ui.ctx().request_repaint();
        }
    }
    intents
}

/// What stands under the pointer, or where the arrows lead, is read with its address; a click or Enter goes to the cell.
fn read_ui(ui: &mut Ui, view: &View<'_>, response: &Response, hits: &[Hit]) -> Vec<Intent> {
    let origin = response.rect.min.to_vec2();
    let rect = |hit: &Hit| Rect::from_min_max(pos2(hit.area.left, hit.area.top), pos2(hit.area.right, hit.area.bottom)).translate(origin);
    let pointed = response.hover_pos().and_then(|pointer| {
        let under = hits.iter().filter(|hit| rect(hit).contains(pointer));
        under.min_by(|one, other| (one.area.width() * one.area.height()).total_cmp(&(other.area.width() * other.area.height())))
    });
    let stepped = stepped(ui, response, hits);
    let Some(hit) = pointed.or(stepped) else { return vec![] };
    let theme = Theme::of(ui);
    ui.painter().rect_stroke(rect(hit), 2.0, egui::Stroke::new(1.5, theme.accent), egui::StrokeKind::Outside);
    let address = address::write(view.session.document(), hit.place).unwrap_or_default();
    if pointed.is_some() {
        response.clone().on_hover_ui_at_pointer(|ui| said_ui(ui, &theme, &said(hit, view.lang), &address));
    } else if ui.is_rect_visible(rect(hit)) {
        let at = rect(hit).center_bottom() + vec2(0.0, 6.0);
        let area = egui::Area::new(response.id.with("read")).order(egui::Order::Tooltip).fixed_pos(at).pivot(Align2::CENTER_TOP).constrain(true);
        area.show(ui.ctx(), |ui| egui::Frame::popup(ui.style()).show(ui, |ui| said_ui(ui, &theme, &said(hit, view.lang), &address)));
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{}, {address}", said(hit, view.lang))));
    }
    let goes = match pointed {
        Some(_) => response.clicked(),
        None => response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)),
    };
    if goes { vec![Intent::GoTo(hit.place)] } else { vec![] }
}

/// "AE, Titre 3, fonctionnement : 7,3 M€".
fn said(hit: &Hit, lang: Lang) -> String {
    format!("{}{}{}", hit.head, lang.pick("\u{a0}: ", ": "), hit.text)
}

fn said_ui(ui: &mut Ui, theme: &Theme, words: &str, address: &str) {
    ui.label(theme::text(words, BODY_14, Weight::Regular, theme.ink));
    ui.label(theme::text(address, SMALL_12, Weight::Regular, theme.ink2));
}

/// The figure to which the arrows led, in the order of the data; none before the first of them.
fn stepped<'a>(ui: &Ui, response: &Response, hits: &'a [Hit]) -> Option<&'a Hit> {
    let id = response.id.with("figure that is read");
    if !response.has_focus() {
        ui.data_mut(|data| data.remove::<usize>(id));
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let at: Option<usize> = ui.data(|data| data.get_temp(id));
    let last = hits.len().checked_sub(1)?;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let at = match (pressed(Key::ArrowRight), pressed(Key::ArrowLeft)) {
        (true, _) => Some(at.map_or(0, |at| at + 1).min(last)),
        (false, true) => Some(at.map_or(last, |at| at.saturating_sub(1))),
        (false, false) => at.map(|at| at.min(last)),
    };
    if let Some(at) = at {
        ui.data_mut(|data| data.insert_temp(id, at));
    }
    hits.get(at?)
}

/// Scrolls to a chart that the keyboard was given from elsewhere, once: a pass that is thrown away must not take the place of the one that scrolls.
fn bring_into_sight(ui: &Ui, response: &Response) {
    let seen_id = response.id.with("seen with the keyboard");
    let was_seen: bool = ui.data(|data| data.get_temp(seen_id)).unwrap_or_default();
    let is_seen = response.has_focus() && (was_seen || ui.clip_rect().contains_rect(response.rect) || response.clicked());
    if response.has_focus() && !is_seen {
        response.scroll_to_me(Some(egui::Align::Center));
        ui.ctx().request_repaint();
    }
    ui.data_mut(|data| data.insert_temp(seen_id, is_seen));
}

fn kept(ui: &Ui, view: &View<'_>, name: ChartName, highlighted: Highlighted, arrangement: Arrangement) -> Option<Arc<Kept>> {
    let (document, width) = (view.session.document(), ui.available_width());
    let id = chart_id(name).with("scene");
    let kept: Option<Arc<Kept>> = ui.data(|data| data.get_temp(id));
    let is_same = |kept: &Arc<Kept>| {
        let same_width = kept.width.total_cmp(&width).is_eq();
        let is_laid_out_so = same_width && kept.highlighted == highlighted && kept.arrangement == arrangement;
        Arc::ptr_eq(&kept.document, document) && kept.lang == view.lang && is_laid_out_so
    };
    if let Some(kept) = kept.filter(is_same) {
        return Some(kept);
    }
    let chart = charts::chart(document, view.session.figures(), view.lang, name)?.arranged(arrangement);
    let scene = drawn::on_page(&chart, width, highlighted);
    let is_own = document.chart_titles.contains_key(&name);
    let proposed = charts::generated(document, view.session.figures(), view.lang, name).filter(|_| is_own);
    let made = Arc::new(Kept {
        document: Arc::clone(document),
        lang: view.lang,
        width,
        highlighted,
        arrangement,
        proposed: proposed.map_or_else(|| chart.title.clone(), |chart| chart.title),
        is_stale: is_own && !view.tables().changed_under(TextPlace::ChartTitle(name)).is_empty(),
        chart,
        scene,
    });
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&made)));
    Some(made)
}

/// The keys of a chart that has the keyboard: T its data, S its order, F2 its title, Ctrl+C its picture. (Ctrl+E asks the window how to export it.)
fn keys(ui: &Ui, response: &Response, name: ChartName, asked: &mut Asked) -> Vec<Intent> {
    if !response.has_focus() {
        return vec![];
    }
    let (toggles, edits, copies) = ui.input_mut(|input| {
        let (toggles, edits) = (input.consume_key(Modifiers::NONE, Key::T), input.consume_key(Modifiers::NONE, Key::F2));
        (toggles, edits, input.events.iter().any(|event| matches!(event, Event::Copy)))
    });
    asked.shows_table ^= toggles;
    asked.asks_title |= edits;
    if asked.has_arrangements && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::S)) {
        asked.arrangement.order = next(asked.arrangement.order);
    }
    if copies { vec![Intent::CopyChart(name, asked.arrangement)] } else { vec![] }
}

/// The order after another one.
fn next(order: Order) -> Order {
    match order {
        Order::Official => Order::Size,
        Order::Size => Order::Change,
        Order::Change => Order::Official,
    }
}

fn order_words(order: Order, lang: Lang) -> &'static str {
    match order {
        Order::Official => lang.pick("Ordre officiel", "Official order"),
        Order::Size => lang.pick("Du plus grand au plus petit", "Largest first"),
        Order::Change => lang.pick("De la plus forte variation à la plus faible", "Largest change first"),
    }
}

fn table_words(lang: Lang, shows_table: bool) -> &'static str {
    if shows_table { lang.pick("Masquer les données", "Hide the data") } else { lang.pick("Données du graphique", "Data of the chart") }
}

fn title_words(lang: Lang) -> &'static str {
    lang.pick("Changer le titre…", "Change the title…")
}

fn copy_words(lang: Lang) -> &'static str {
    lang.pick("Copier l’image", "Copy the picture")
}

fn export_words(lang: Lang) -> &'static str {
    lang.pick("Exporter le graphique…", "Export the chart…")
}

/// What can be done with the chart, under the pointer.
fn menu_ui(response: &Response, lang: Lang, name: ChartName, asked: &mut Asked) -> Vec<Intent> {
    let shown = egui::Popup::context_menu(response).style(theme::menu_style).show(|ui| {
        ui.set_min_width(240.0);
        let mut intents = Vec::new();
        let item = |ui: &mut Ui, words: &str, keys: &str| ui.add(egui::Button::new(words).shortcut_text(keys)).clicked();
        asked.shows_table ^= item(ui, table_words(lang, asked.shows_table), "T");
        asked.asks_title |= item(ui, title_words(lang), "F2");
        if asked.has_arrangements {
            ui.separator();
            for order in Order::ALL {
                if ui.radio(asked.arrangement.order == order, order_words(order, lang)).clicked() {
                    asked.arrangement.order = order;
                }
            }
            ui.menu_button(lang.pick("Mettre en avant", "Highlight"), |ui| highlight_ui(ui, lang, asked));
        }
        ui.separator();
        if item(ui, copy_words(lang), "Ctrl+C") {
            intents.push(Intent::CopyChart(name, asked.arrangement));
        }
        if item(ui, export_words(lang), "Ctrl+E") {
            intents.push(Intent::Export(Subject::Chart(name)));
        }
        intents
    });
    shown.map(|shown| shown.inner).unwrap_or_default()
}

/// Which action is seen before the others.
fn highlight_ui(ui: &mut Ui, lang: Lang, asked: &mut Asked) {
    if ui.radio(asked.arrangement.highlighted.is_none(), lang.pick("Aucune", "None")).clicked() {
        asked.arrangement.highlighted = None;
    }
    for code in asked.actions.clone() {
        if ui.radio(asked.arrangement.highlighted == Some(code), format!("{} {code}", lang.pick("Action", "Action"))).clicked() {
            asked.arrangement.highlighted = Some(code);
        }
    }
}

/// The same under the chart.
fn commands_ui(ui: &mut Ui, lang: Lang, name: ChartName, asked: &mut Asked) -> Vec<Intent> {
    let mut intents = Vec::new();
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        asked.shows_table ^= controls::link(ui, table_words(lang, asked.shows_table)).clicked();
        asked.asks_title |= controls::link(ui, title_words(lang)).clicked();
        if controls::link(ui, copy_words(lang)).clicked() {
            intents.push(Intent::CopyChart(name, asked.arrangement));
        }
        if controls::link(ui, export_words(lang)).clicked() {
            intents.push(Intent::Export(Subject::Chart(name)));
        }
    });
    intents
}

/// Between two columns of the data.
const COLUMN_GAP: f32 = 24.0;

fn table_ui(ui: &mut Ui, table: &DataTable) {
    let widths = widths(ui, table);
    let theme = Theme::of(ui);
    row_ui(ui, &table.headings, &table.headings, &widths, true);
    for row in &table.rows {
        let texts: Vec<String> = row.iter().map(|cell| cell.text.clone()).collect();
        row_ui(ui, &texts, &table.headings, &widths, false);
    }
    let (rect, _) = ui.allocate_exact_size(vec2(widths.iter().sum(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.line2);
}

/// Each column is as wide as its longest words; the first gives way.
fn widths(ui: &Ui, table: &DataTable) -> Vec<f32> {
    let body = Font::new(BODY_14, scene::Weight::Regular);
    let head = Font::new(SMALL_12, scene::Weight::Semibold);
    let widest = |column: usize, heading: &String| {
        let cells = table.rows.iter().filter_map(|row| row.get(column)).map(|cell| fonts::width(&cell.text, body));
        cells.fold(fonts::width(heading, head), f32::max) + COLUMN_GAP
    };
    let mut widths: Vec<f32> = table.headings.iter().enumerate().map(|(column, heading)| widest(column, heading)).collect();
    let over = widths.iter().sum::<f32>() - ui.available_width();
    if let Some(first) = widths.first_mut().filter(|_| over > 0.0) {
        *first = (*first - over).max(80.0);
    }
    widths
}

/// One row, read out with the heading of each of its cells.
fn row_ui(ui: &mut Ui, cells: &[String], headings: &[String], widths: &[f32], is_head: bool) {
    let theme = Theme::of(ui);
    let height = if is_head { theme::HEADER_NAME_HEIGHT } else { theme::ROW_HEIGHT - 4.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(widths.iter().sum(), height), Sense::hover());
    let (font, ink) =
        if is_head { (theme::font(SMALL_12, Weight::Semibold), theme.ink2) } else { (theme::font(BODY_14, Weight::Regular), theme.ink) };
    let mut left = rect.left();
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let room = Rect::from_min_size(pos2(left, rect.top()), vec2(width - COLUMN_GAP + 8.0, height));
        let galley = cells::truncated(ui, cell, font.clone(), ink, room.width());
        // Figures end the row, at the right of their column.
        let is_figure = column > 0 && cell.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '−' | '×' | '<' | '–'));
        let x = if is_figure && column + 1 == cells.len() { room.right() - galley.size().x } else { room.left() };
        ui.painter().galley(pos2(x, Align2::LEFT_CENTER.align_size_within_rect(galley.size(), room).top()), galley, ink);
        left += width;
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(theme::LINE_WIDTH, if is_head { theme.line2 } else { theme.line }));
    let words: Vec<String> = if is_head {
        headings.iter().filter(|heading| !heading.is_empty()).cloned().collect()
    } else {
        let pairs = headings.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        pairs.map(|(heading, cell)| if heading.is_empty() { cell.clone() } else { format!("{heading} {cell}") }).collect()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, words.join(", ")));
}
