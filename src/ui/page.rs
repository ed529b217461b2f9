//! The page of a node: the sheet, its running head, and its blocks from top to bottom.

use egui::{Frame, Margin, ScrollArea, Sense, Ui, vec2};

use super::actions::Action;
use super::dialogs::Naming;
use super::grid::sideways;
use super::icons::{ButtonState, Icon, icon_button};
use super::theme::{self, SMALL_12, Theme, Weight};
use super::{Intent, View, access, adding, chart, controls, grid, merge, narrative};
use crate::calc::checks::held;
use crate::lang::{Word, better, viewpoint};
use crate::model::{ActionId, Better, ChartName, IndicatorId, Narrative, Place, TextPlace, Viewpoint};
use crate::tables::{Block, CaptionedText, Control, HeadingStyle, MISSION, Offer, TableName, TextColumn, caption};

/// The narrowest sheet: a page beside an open outline in a small window scrolls sideways within its tables.
const SHEET_LEAST: f32 = 240.0;

/// Paints the page of the view's node and returns what was done on it.
pub fn page_ui(ui: &mut Ui, view: &View<'_>) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut intents = Vec::new();
    ui.painter().rect_filled(ui.max_rect(), 0, theme.canvas);
    let (width, side) = sheet(ui, view);
    let wider = sideways::wider_by(ui.ctx(), view).filter(|_| width < usual_width(ui, view));
    if let Some(by) = wider {
        egui::Panel::bottom("sideways").exact_size(sideways::BAR_HEIGHT).frame(Frame::NONE).show_separator_line(false).show(ui, |ui| {
            let left = ui.max_rect().left() + side + theme::SHEET_INNER_MARGIN;
            let width = width - theme::SHEET_INNER_MARGIN * 2.0;
            sideways::bar_ui(ui, view, egui::Rect::from_x_y_ranges(left..=left + width, ui.max_rect().y_range()), by);
        });
    }
    ScrollArea::vertical().id_salt(("page", view.opened, view.node)).auto_shrink([false, false]).show(ui, |ui| {
        let outer = theme::SHEET_OUTER_MARGIN;
        Frame::NONE.inner_margin(Margin { left: side as i8, right: 0, top: outer as i8, bottom: outer as i8 }).show(ui, |ui| {
            theme::sheet_frame(&theme).inner_margin(Margin::symmetric(theme::SHEET_INNER_MARGIN as i8, 16)).show(ui, |ui| {
                ui.set_width(width - theme::SHEET_INNER_MARGIN * 2.0);
                ui.set_min_height((ui.available_height() - outer).max(0.0));
                ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                running_head_ui(ui, view);
                let blocks = view.tables().page_on_screen(view.node, view.enters);
                if blocks.first() != Some(&Block::Cover) {
                    ui.add_space(12.0);
                    intents.extend(title_ui(ui, view));
                    ui.add_space(8.0);
                }
                intents.extend(merge::above_page_ui(ui, view));
                intents.extend(super::review::to_confirm_ui(ui, view));
                for block in &blocks {
                    intents.extend(block_ui(ui, view, block));
                }
                ui.add_space(24.0);
            });
        });
    });
    // The sheet and its bar suit the tables that are on it in the same frame.
    if (width, side) != sheet(ui, view) || wider.is_some() != sideways::wider_by(ui.ctx(), view).is_some() {
        ui.ctx().request_discard("tables have another width");
    }
    intents
}

/// How wide the sheet is, and how far from the left: as wide as its tables, where the window has room.
fn sheet(ui: &Ui, view: &View<'_>) -> (f32, f32) {
    let outer = theme::SHEET_OUTER_MARGIN;
    let width = (ui.available_width() - outer * 2.0).clamp(SHEET_LEAST, theme::SHEET_MAX_WIDTH.max(usual_width(ui, view)));
    // A margin is no wider.
    (width, ((ui.available_width() - width) / 2.0).clamp(outer, f32::from(i8::MAX)))
}

/// How wide a sheet is on which the tables of the page have their usual width.
fn usual_width(ui: &Ui, view: &View<'_>) -> f32 {
    (sideways::usual_width(ui.ctx(), view) + theme::SHEET_INNER_MARGIN * 2.0).ceil()
}

/// What can be added here: to begin with in a frame that says why, else in place.
fn offer_ui(ui: &mut Ui, view: &View<'_>, offer: Offer) -> Option<Intent> {
    let lang = view.lang;
    match offer {
        Offer::FirstAction => {
            let words = lang.pick(
                "Le programme n’a pas encore d’action : les tableaux auront une ligne par action.",
                "The programme has no action yet: tables will have a row for each.",
            );
            first_ui(ui, words, lang.pick("Ajouter une action", "Add an action"), Action::AddAction)
        }
        Offer::FirstCategory => {
            let words = lang.pick(
                "Aucun titre n’est encore utilisé : les tableaux auront une colonne par titre.",
                "No title is used yet: tables will have a column for each.",
            );
            first_ui(ui, words, lang.pick("Ajouter un titre ou une catégorie", "Add a title or category"), Action::AddCategory)
        }
        Offer::Category => adding::categories_ui(ui, view),
        Offer::Action => adding::name_ui(ui, view, offer, Naming::Action),
        Offer::Objective => adding::name_ui(ui, view, offer, Naming::Objective),
        Offer::Indicator => adding::name_ui(ui, view, offer, Naming::Indicator),
        Offer::Row => adding::name_ui(ui, view, offer, Naming::Row),
        Offer::SectionRow(key) => adding::name_ui(ui, view, offer, Naming::SectionRow(key)),
        Offer::ActionToAct => {
            ui.add_space(12.0);
            let words = lang.pick("Ajouter une action à la LFI", "Add an action to the LFI");
            controls::link(ui, words).clicked().then_some(Intent::Do(Action::AddToAct))
        }
    }
}

/// What to do first on a page of credits that has no row or no column yet.
fn first_ui(ui: &mut Ui, words: &str, command: &str, action: Action) -> Option<Intent> {
    let theme = Theme::of(ui);
    let mut intent = None;
    Frame::NONE.fill(theme.sel).inner_margin(Margin::symmetric(16, 12)).corner_radius(theme::RADIUS_CONTROL).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 280.0).max(80.0);
            ui.scope(|ui| {
                ui.set_max_width(width);
                ui.add(egui::Label::new(theme::text(words, theme::BODY_14, Weight::Regular, theme.ink)).wrap());
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if controls::primary_button(ui, command).clicked() {
                    intent = Some(Intent::Do(action));
                }
            });
        });
    });
    ui.add_space(8.0);
    intent
}

/// The title of the page; what has a name of its own can be renamed beside it.
fn title_ui(ui: &mut Ui, view: &View<'_>) -> Option<Intent> {
    let theme = Theme::of(ui);
    let title = theme::text(view.tables().node_title(view.node), theme::TITLE_22, Weight::Semibold, theme.ink);
    if !Action::Rename.applies_to(view.node) {
        access::heading_ui(ui, title, 1);
        return None;
    }
    let lang = view.lang;
    let ways = [lang.pick("Saisie", "Entry"), lang.pick("Page imprimée", "Printed page")];
    let is_entered = view.merge.is_none() && view.tables().entered(view.node).is_some();
    let beside = if is_entered { controls::segments_width(ui, &ways) + 8.0 } else { 0.0 };
    let pressed = ui.horizontal_top(|ui| {
        let mut pressed = None;
        let width = ui.available_width() - theme::CONTROL_HEIGHT - 8.0 - beside;
        ui.scope(|ui| {
            ui.set_max_width(width.max(80.0));
            let words = title.text().to_owned();
            let label = ui.add(egui::Label::new(title).wrap());
            access::say_heading(ui, &label, &words, 1);
        });
        if icon_button(ui, Icon::Pencil, Action::Rename.name(lang), None, ButtonState::Enabled).clicked() {
            pressed = Some(Action::Rename);
        }
        if is_entered {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                if controls::segments(ui, &ways, usize::from(!view.enters)).is_some() {
                    pressed = Some(Action::ToggleEntry);
                }
                let words = lang.pick("jamais imprimée, en euros", "never printed, in euros");
                let width = super::cells::width(ui, words, theme::font(SMALL_12, Weight::Regular));
                if view.enters && width + 8.0 < ui.available_width() {
                    ui.add_space(8.0);
                    ui.allocate_ui_with_layout(vec2(width, theme::CONTROL_HEIGHT), egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        ui.label(theme::text(words, SMALL_12, Weight::Regular, theme.ink2));
                    });
                }
            });
        }
        pressed
    });
    pressed.inner.map(Intent::Do)
}

fn running_head_ui(ui: &mut Ui, view: &View<'_>) {
    let theme = Theme::of(ui);
    let programme = &view.session.document().programme;
    let number = programme.number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    let right = format!("{} n° {number} | {}", view.lang.word(Word::Programme), view.tables().part_title(view.node));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let font = || theme::font(SMALL_12, Weight::Regular);
    let right = super::cells::truncated(ui, &right, font(), theme.ink2, rect.width() * 0.6);
    let left = super::cells::truncated(ui, &programme.name, font(), theme.ink2, rect.width() - right.size().x - 16.0);
    let middle = rect.top() + 8.0;
    ui.painter().galley(egui::pos2(rect.left(), middle - left.size().y / 2.0), left, theme.ink2);
    ui.painter().galley(egui::pos2(rect.right() - right.size().x, middle - right.size().y / 2.0), right, theme.ink2);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, theme.line));
}

/// What the cover says, as it prints it; its fields follow.
fn cover_ui(ui: &mut Ui, view: &View<'_>) {
    let theme = Theme::of(ui);
    let document = view.session.document();
    let lang = view.lang;
    let programme = &document.programme;
    let line = |ui: &mut Ui, text: &str, size: f32, weight: Weight, colour| {
        ui.add(egui::Label::new(theme::text(text, size, weight, colour)).wrap());
    };
    ui.add_space(32.0);
    ui.vertical_centered(|ui| {
        line(ui, "République française", theme::BODY_14, Weight::Regular, theme.ink2);
        ui.add_space(32.0);
        line(ui, lang.word(Word::BudgetGeneral), theme::SECTION_16, Weight::Semibold, theme.ink);
        ui.add_space(4.0);
        let mission = if programme.mission.is_empty() { lang.word(Word::MissionWithoutName) } else { &programme.mission };
        line(ui, &format!("{} {mission}", lang.pick("Mission ministérielle", "Ministerial mission")), theme::BODY_14, Weight::Regular, theme.ink2);
        ui.add_space(24.0);
        line(ui, lang.pick("Projets annuels de performances", "Annual performance plans"), theme::SECTION_16, Weight::Regular, theme.ink);
        let annex = lang
            .pick(format!("Annexe au projet de loi de finances pour {}", document.year), format!("Annex to the finance bill for {}", document.year));
        line(ui, &annex, theme::BODY_14, Weight::Regular, theme.ink2);
        ui.add_space(24.0);
        let number = programme.number.map_or_else(|| "–".to_owned(), |number| number.to_string());
        line(ui, &format!("{} {number}", lang.word(Word::Programme)), theme::SECTION_16, Weight::Semibold, theme.accent);
        ui.add_space(4.0);
        line(ui, &programme.name, theme::TITLE_28, Weight::Semibold, theme.ink);
        ui.add_space(8.0);
        line(ui, &programme.minister, theme::BODY_14, Weight::Regular, theme.ink2);
    });
    ui.add_space(40.0);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 16.0, egui::Stroke::new(1.0, theme.line));
}

fn block_ui(ui: &mut Ui, view: &View<'_>, block: &Block) -> Vec<Intent> {
    let theme = Theme::of(ui);
    match block {
        Block::Cover => {
            cover_ui(ui, view);
            ui.add_space(8.0);
            vec![]
        }
        Block::Section(heading) => {
            ui.add_space(8.0);
            // What stands over several tables and texts is larger than their own headings.
            let (size, weight) = match heading.style {
                HeadingStyle::Group => (theme::TITLE_22, Weight::Regular),
                _ => (theme::SECTION_16, Weight::Semibold),
            };
            access::heading_ui(ui, theme::text(heading.text.as_str(), size, weight, theme.ink), 2);
            vec![]
        }
        Block::Table { name, .. } => table_ui(ui, view, *name),
        Block::Viewpoint(id) => viewpoint_ui(ui, view, *id),
        Block::Direction(id) => direction_ui(ui, view, *id),
        Block::Mission(place) => mission_ui(ui, view, *place),
        Block::Field(place) => field_ui(ui, view, *place),
        Block::Signature { name, function, .. } => [name, function].into_iter().flat_map(|place| field_ui(ui, view, *place)).collect(),
        Block::Narrative { place, heading } => text_ui(ui, view, *place, heading.as_ref().map_or("", |heading| &heading.text)),
        Block::Columns(columns) => columns_ui(ui, view, columns),
        Block::Statement(words) => {
            ui.add_space(4.0);
            ui.label(theme::text(words.as_str(), theme::BODY_14, Weight::Regular, theme.ink));
            vec![]
        }
        Block::Notes(notes) => {
            for words in notes {
                ui.add_space(4.0);
                ui.label(theme::text(words.as_str(), SMALL_12, Weight::Regular, theme.ink2));
            }
            vec![]
        }
        Block::Offer(offer) => offer_ui(ui, view, *offer).into_iter().collect(),
        Block::Charts(names) => charts_ui(ui, view, names, false),
        Block::Gallery(names) => charts_ui(ui, view, names, true),
        Block::Contents => contents_ui(ui, view),
        Block::Share(action) => share_ui(ui, view, *action),
    }
}

fn field_ui(ui: &mut Ui, view: &View<'_>, place: TextPlace) -> Vec<Intent> {
    ui.add_space(4.0);
    narrative::field_ui(ui, view, place, view.lang.word(caption(place)))
}

fn text_ui(ui: &mut Ui, view: &View<'_>, place: Narrative, heading: &str) -> Vec<Intent> {
    ui.add_space(12.0);
    narrative::narrative_ui(ui, view, place, heading)
}

fn table_ui(ui: &mut Ui, view: &View<'_>, name: TableName) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let Some(table) = view.table(name) else { return vec![] };
    if table.look.is_under_title {
        return grid::grid_ui(ui, view, &table);
    }
    let offer = view.changes(&table).map(|_| match view.has_changes {
        true => view.lang.pick("Masquer la variation", "Hide the change"),
        false => view.lang.pick("Afficher la variation", "Show the change"),
    });
    let mut intents = Vec::new();
    let is_titled = table.look.title.is_some();
    ui.add_space(if is_titled { 16.0 } else { 4.0 });
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT);
        let unit = table.unit_over_headings(view.lang);
        if is_titled {
            // What stands at the right is shown whole.
            let width = |words, size| super::cells::width(ui, words, theme::font(size, Weight::Regular));
            let link = offer.map_or(0.0, |words| width(words, theme::BODY_14) + 2.0 * ui.spacing().item_spacing.x);
            let beside = width(unit, SMALL_12) + link + theme::CONTROL_HEIGHT + 3.0 * ui.spacing().item_spacing.x;
            ui.scope(|ui| {
                ui.set_max_width((ui.available_width() - beside).max(0.0));
                let label = egui::Label::new(theme::text(table.title.as_str(), theme::SECTION_16, Weight::Semibold, theme.ink)).truncate();
                let label = ui.add(label);
                access::say_heading(ui, &label, &table.title, 3);
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let copy = format!("{}{} {}", Action::CopyTable.name(view.lang), view.lang.pick(" :", ":"), table.title);
            if icon_button(ui, Icon::Copy, &copy, None, ButtonState::Enabled).clicked() {
                intents.push(Intent::CopyTable(name));
            }
            if !unit.is_empty() {
                ui.label(theme::text(unit, SMALL_12, Weight::Regular, theme.ink2));
            }
            if offer.is_some_and(|words| controls::link(ui, words).clicked()) {
                intents.push(Intent::Do(Action::ToggleChanges));
            }
        });
    });
    ui.add_space(2.0);
    intents.extend(grid::grid_ui(ui, view, &table));
    if let Some(control) = table.look.control {
        control_ui(ui, view, control);
    }
    intents
}

/// A figure that a table is held against, under its last column.
fn control_ui(ui: &mut Ui, view: &View<'_>, control: Control) {
    let theme = Theme::of(ui);
    let computed = view.tables().cell(control.place);
    let text = computed.text(view.lang);
    if text.is_empty() {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW_HEIGHT_CONTROL), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.computed);
    let right = rect.right() - theme::CELL_PADDING;
    let figure = super::cells::figure(ui, &text, theme::font(theme::BODY_14, Weight::Regular), theme.ink, rect.width());
    let words = super::cells::truncated(ui, &format!("{} =", control.words), theme::font(SMALL_12, Weight::Regular), theme.ink2, rect.width());
    let left = right - figure.size().x - 12.0 - words.size().x;
    let (document, figures) = (view.session.document(), view.session.figures());
    let is_wrong = view.session.findings().iter().any(|finding| finding.rule == control.rule);
    let is_held = !is_wrong && held(document, figures).iter().any(|finding| finding.rule == control.rule);
    let mark = if is_wrong { Some((Icon::Warning, theme.warn)) } else { is_held.then_some((Icon::Holds, theme.ok)) };
    if let Some((icon, colour)) = mark {
        let centre = egui::pos2(left - theme::MARK_SIZE, rect.center().y);
        icon.paint(ui.painter(), egui::Rect::from_center_size(centre, vec2(icon.size(), icon.size())), colour);
    }
    let said = match (is_held, is_wrong) {
        (true, _) => view.lang.pick(", le tableau s’accorde avec ce calcul", ", the table agrees with it"),
        (false, true) => view.lang.pick(", le tableau dit autre chose", ", the table says otherwise"),
        (false, false) => "",
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("{} = {text}{said}", control.words)));
    ui.painter().galley(egui::pos2(left, rect.center().y - words.size().y / 2.0), words, theme.ink2);
    ui.painter().galley(egui::pos2(right - figure.size().x, rect.center().y - figure.size().y / 2.0), figure, theme.ink);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, theme.line2));
}

fn viewpoint_ui(ui: &mut Ui, view: &View<'_>, id: IndicatorId) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let chosen = view.session.document().indicator(id).and_then(|indicator| indicator.viewpoint);
    let mut intents = Vec::new();
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT + 4.0);
        ui.label(theme::text(view.lang.word(Word::Viewpoint), SMALL_12, Weight::Regular, theme.ink2));
        ui.add_space(12.0);
        for of in Viewpoint::ALL {
            if controls::radio(ui, chosen == Some(of), viewpoint(of, view.lang)).clicked() {
                intents.push(Intent::Write { place: TextPlace::Viewpoint(id), text: viewpoint(of, view.lang).into() });
                intents.push(Intent::EndTyping);
            }
            ui.add_space(8.0);
        }
    });
    intents
}

fn direction_ui(ui: &mut Ui, view: &View<'_>, id: IndicatorId) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let chosen = view.session.document().indicator(id).and_then(|indicator| indicator.better);
    let mut intents = Vec::new();
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT + 4.0);
        ui.label(theme::text(view.lang.pick("Mieux si", "Better if"), SMALL_12, Weight::Regular, theme.ink2));
        ui.add_space(12.0);
        let choices = Better::BOTH.map(Some).into_iter().chain([None]);
        for choice in choices {
            let words = choice.map_or(view.lang.pick("sens non donné", "direction not given"), |choice| better(choice, view.lang));
            if controls::radio(ui, chosen == choice, words).clicked() {
                let text = choice.map_or("", |choice| better(choice, view.lang));
                intents.extend([Intent::Write { place: TextPlace::Direction(id), text: text.into() }, Intent::EndTyping]);
            }
            ui.add_space(8.0);
        }
    });
    intents
}

fn mission_ui(ui: &mut Ui, view: &View<'_>, place: TextPlace) -> Vec<Intent> {
    let mut is_mission = !view.tables().words(place).is_empty();
    let words = match place {
        TextPlace::ObjectiveMission(_) => view.lang.pick("Objectif de la mission", "Objective of the mission"),
        _ => view.lang.pick("Indicateur de la mission", "Indicator of the mission"),
    };
    ui.add_space(4.0);
    if !controls::checkbox(ui, &mut is_mission, words).changed() {
        return vec![];
    }
    let text = if is_mission { MISSION } else { "" };
    vec![Intent::Write { place, text: text.into() }, Intent::EndTyping]
}

/// The last column is the widest; all stand under each other on a narrow page.
fn columns_ui(ui: &mut Ui, view: &View<'_>, columns: &[TextColumn]) -> Vec<Intent> {
    let mut intents = Vec::new();
    let mut column_ui = |ui: &mut Ui, TextColumn { heading, texts }: &TextColumn| {
        for CaptionedText { place, caption } in texts {
            intents.extend(text_ui(ui, view, *place, caption.as_ref().unwrap_or(&heading.text)));
        }
    };
    ui.add_space(16.0);
    let width = ui.available_width();
    match columns.split_last() {
        Some((last, first)) if width >= 640.0 => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 32.0;
                for column in first {
                    ui.vertical(|ui| {
                        ui.set_width(width * 0.38 / first.len() as f32);
                        column_ui(ui, column);
                    });
                }
                ui.vertical(|ui| {
                    ui.set_width(width * 0.62 - 32.0 * first.len() as f32);
                    column_ui(ui, last);
                });
            });
        }
        _ => columns.iter().for_each(|column| column_ui(ui, column)),
    }
    intents
}

/// Charts beside each other while they have room, else one under the other.
fn charts_ui(ui: &mut Ui, view: &View<'_>, names: &[ChartName], has_commands: bool) -> Vec<Intent> {
    let highlighted = match view.active_place() {
        Some(Place::Value { row, year, kind }) => Some((row, year, kind)),
        _ => None,
    };
    let width = ui.available_width();
    let has_room = names.len() == 2 && width >= CHART_LEAST * 2.0 + 32.0;
    let beside = has_room && !names.iter().any(|name| name.row().is_some());
    let mut intents = Vec::new();
    let mut draw = |ui: &mut Ui, name: ChartName| {
        let of_chart = highlighted.filter(|(row, _, _)| name.row() == Some(*row)).map(|(_, year, kind)| (year, kind));
        intents.extend(chart::chart_ui(ui, view, name, of_chart, has_commands));
    };
    ui.add_space(20.0);
    if beside {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 32.0;
            for name in names {
                ui.vertical(|ui| {
                    ui.set_width((width - 32.0) / 2.0);
                    draw(ui, *name);
                });
            }
        });
    } else {
        for name in names {
            draw(ui, *name);
            ui.add_space(if has_commands { 36.0 } else { 20.0 });
        }
    }
    intents
}

/// The narrowest chart that stands beside another.
const CHART_LEAST: f32 = 400.0;

/// Links to the pages under this one.
fn contents_ui(ui: &mut Ui, view: &View<'_>) -> Vec<Intent> {
    let branches = view.tables().outline();
    let mut following = branches.iter().skip_while(|branch| branch.node != view.node);
    let depth = following.next().map_or(0, |branch| branch.depth);
    let mut intents = Vec::new();
    ui.add_space(8.0);
    for branch in following.take_while(|branch| branch.depth > depth) {
        ui.horizontal(|ui| {
            ui.set_height(theme::OUTLINE_ROW_HEIGHT);
            ui.add_space((branch.depth - depth - 1) as f32 * 20.0);
            if controls::link(ui, &branch.title).clicked() {
                intents.push(Intent::Show(branch.node));
            }
        });
    }
    intents
}

/// "ACTION 68,9 %" with its share as a bar.
fn share_ui(ui: &mut Ui, view: &View<'_>, action: ActionId) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let cell = view.tables().cell(Place::Share { year: view.session.document().year, action });
    ui.add_space(8.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    let label = format!("{} {}", view.lang.word(Word::Action).to_uppercase(), cell.text(view.lang));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &label));
    let painter = ui.painter();
    let share: f32 = cell.value().and_then(|value| value.parse().ok()).unwrap_or(0.0);
    let [blue, ..] = theme.chart.series;
    let filled = egui::Rect::from_min_size(rect.min, vec2(rect.width() * (share / 100.0).clamp(0.0, 1.0), rect.height()));
    painter.rect_filled(filled, 0, theme::of_rgb(blue));
    painter.rect_stroke(rect, 0, egui::Stroke::new(1.0, theme.ctl), egui::StrokeKind::Inside);
    let galley = super::cells::truncated(ui, &label, theme::font(theme::BODY_14, Weight::Semibold), theme.ink, rect.width());
    let inside = filled.width() > galley.size().x + 24.0;
    let colour = if inside { theme::of_rgb(theme.chart.on_fill(blue)) } else { theme.ink };
    let left = if inside { rect.left() + 12.0 } else { filled.right() + 12.0 };
    painter.text(egui::pos2(left, rect.center().y), egui::Align2::LEFT_CENTER, label, theme::font(theme::BODY_14, Weight::Semibold), colour);
    ui.add_space(8.0);
    vec![]
}
