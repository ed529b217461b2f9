//! The outline at the left: the parts of the document in their official order, each with its gravest mark.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::Role;
use egui::{Align2, EventFilter, Id, Key, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::access::{self, Area};
use super::actions::Action;
use super::icons::Icon;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View, controls, menus};
use crate::calc::checks::Severity;
use crate::editing::review::unconfirmed;
use crate::lang::{Lang, Word};
use crate::model::{Document, Entry, Place, TextPlace};
use crate::tables::{Branch, Node, Wanted};

/// What the outline remembers: the nodes that are closed, what its rows are filtered by, the row that Tab goes to, and the marks of the state shown.
#[derive(Default)]
pub struct OutlineState {
    closed: BTreeSet<Node>,
    filter: String,
    stop: Option<Node>,
    marks: Option<Marks>,
}

/// The marks of the nodes of a state of the document, found in one walk.
struct Marks {
    of: (u64, Lang, bool),
    severities: BTreeMap<Node, Severity>,
    to_confirm: BTreeSet<Node>,
    inherited: BTreeSet<Node>,
    /// How many figures nobody has confirmed.
    unconfirmed: usize,
}

impl Marks {
    fn of(view: &View<'_>, of: (u64, Lang, bool)) -> Self {
        let document = view.session.document();
        let mut severities: BTreeMap<Node, Severity> = BTreeMap::new();
        for finding in view.session.findings() {
            let severity = finding.rule.severity();
            severities.entry(Node::of(document, finding.place)).and_modify(|gravest| *gravest = severity.min(*gravest)).or_insert(severity);
        }
        let unconfirmed = unconfirmed(document);
        let to_confirm = unconfirmed.iter().map(|entry| Node::of(document, Place::from(*entry))).filter(|node| node.may_wait(document)).collect();
        let inherited = document.inherited.iter().map(|narrative| Node::of(document, Place::Text(TextPlace::Narrative(*narrative)))).collect();
        Self { of, severities, to_confirm, inherited, unconfirmed: unconfirmed.len() }
    }
}

impl OutlineState {
    /// The marks of the state that is shown: findings come after the state that they are about.
    fn marks(&mut self, view: &View<'_>) -> &Marks {
        let of = (view.session.revision(), view.lang, view.session.unchecked().is_none());
        let kept = self.marks.take().filter(|marks| marks.of == of);
        self.marks.insert(kept.unwrap_or_else(|| Marks::of(view, of)))
    }
}

/// Rows of the outline from which on it has a field that filters them.
const FILTERED_FROM: usize = 30;

/// Paints the outline and returns what was clicked.
pub fn outline_ui(ui: &mut Ui, view: &View<'_>, state: &mut OutlineState) -> Vec<Intent> {
    let mut intents = Vec::new();
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    access::region(ui, Area::Outline, Role::Navigation, view.lang.pick("Plan du document", "Outline of the document"));
    heading_ui(ui, view);
    let branches = view.tables().outline_around(view.node);
    if branches.len() >= FILTERED_FROM {
        intents.extend(filter_ui(ui, view, state, &branches));
    } else {
        state.filter.clear();
    }
    state.marks(view);
    // Where there is little room, the rows have it.
    let has_legend = ui.available_height() > theme::OUTLINE_LEGEND_HEIGHT * 4.0;
    let legend = if has_legend { theme::OUTLINE_LEGEND_HEIGHT } else { 0.0 };
    let height = (ui.available_height() - legend).max(0.0);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, false]).show(ui, |ui| {
        access::name(ui, Role::Tree, view.lang.pick("Pages", "Pages"));
        ui.add_space(6.0);
        let rows = shown(&branches, state, view);
        let stop = state.stop.filter(|stop| rows.iter().any(|row| row.branch.node == *stop));
        let here = || rows.iter().map(|row| row.branch.node).find(|node| *node == view.node);
        let stop = stop.or_else(here).or_else(|| rows.first().map(|row| row.branch.node));
        let nodes: Vec<Node> = rows.iter().map(|row| row.branch.node).collect();
        for row in rows {
            row.ui(ui, view, state, stop == Some(row.branch.node), &mut intents);
        }
        arrows(ui, &nodes, state);
        ui.add_space(6.0);
    });
    if has_legend {
        legend_ui(ui, view, state);
    }
    intents
}

/// The rows that are seen: those of open nodes or, while the outline is filtered, those found and what they stand under.
fn shown<'a>(branches: &'a [Branch], state: &OutlineState, view: &View<'_>) -> Vec<Row<'a>> {
    let wanted = Wanted::new(&state.filter);
    let has_children = |index: usize, depth: usize| branches.get(index + 1).is_some_and(|next| next.depth > depth);
    let below = |index: usize, depth: usize| branches.iter().skip(index + 1).take_while(move |next| next.depth > depth);
    let severity = |nodes: &mut dyn Iterator<Item = Node>| {
        let marks = state.marks.as_ref()?;
        nodes.filter_map(|node| marks.severities.get(&node).copied()).min()
    };
    let mut rows = Vec::new();
    let mut hidden_below: Option<usize> = None;
    for (index, branch) in branches.iter().enumerate() {
        let has_children = has_children(index, branch.depth);
        if wanted.is_empty() {
            if hidden_below.is_some_and(|depth| branch.depth > depth) {
                continue;
            }
            let is_closed = has_children && state.closed.contains(&branch.node);
            hidden_below = is_closed.then_some(branch.depth);
            let mut within = std::iter::once(branch.node).chain(below(index, branch.depth).map(|branch| branch.node).filter(|_| is_closed));
            rows.push(Row { branch, has_children, is_closed, severity: severity(&mut within) });
        } else {
            let is_found = |branch: &Branch| wanted.is_called(&view.tables().node_name(branch.node));
            if is_found(branch) || below(index, branch.depth).any(is_found) {
                rows.push(Row { branch, has_children, is_closed: false, severity: severity(&mut std::iter::once(branch.node)) });
            }
        }
    }
    rows
}

/// The field that filters the rows of a long outline: Down goes to them, Enter to the first page found, Escape shows all.
fn filter_ui(ui: &mut Ui, view: &View<'_>, state: &mut OutlineState, branches: &[Branch]) -> Option<Intent> {
    let lang = view.lang;
    let mut intent = None;
    let name = lang.pick("Filtrer le plan", "Filter the outline");
    egui::Frame::NONE.inner_margin(egui::Margin { left: 12, right: 12, top: 8, bottom: 2 }).show(ui, |ui| {
        let width = ui.available_width();
        let response = controls::search_field(ui, &mut state.filter, (name, ""), width, Id::unique("outline filter"));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let first = || {
            let wanted = Wanted::new(&state.filter);
            branches.iter().map(|branch| branch.node).find(|node| wanted.is_called(&view.tables().node_name(*node)))
        };
        if response.lost_focus() && pressed(Key::Enter) {
            intent = first().map(Intent::Show);
        } else if response.lost_focus() && pressed(Key::Escape) {
            state.filter.clear();
            intent = Some(Intent::BackToTable);
        } else if response.has_focus()
            && pressed(Key::ArrowDown)
            && let Some(node) = shown(branches, state, view).first().map(|row| row.branch.node)
        {
            state.stop = Some(node);
            ui.memory_mut(|memory| memory.request_focus(row_id(node)));
        }
    });
    intent
}

/// The id of a node's row.
pub fn row_id(node: Node) -> Id {
    Id::unique(("outline", node))
}

/// The outline is one stop of Tab: Up, Down, Home and End go from row to row, Enter shows the page.
fn arrows(ui: &Ui, shown: &[Node], state: &mut OutlineState) {
    let Some(index) = shown.iter().position(|node| ui.memory(|memory| memory.has_focus(row_id(*node)))) else {
        // Elsewhere again, Tab comes back to the page that is shown.
        state.stop = None;
        return;
    };
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let next = if pressed(Key::ArrowDown) {
        Some(index + 1)
    } else if pressed(Key::ArrowUp) {
        index.checked_sub(1)
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        shown.len().checked_sub(1)
    } else {
        None
    };
    let next = next.and_then(|index| shown.get(index)).copied();
    state.stop = next.or_else(|| shown.get(index).copied());
    if let Some(node) = next {
        ui.memory_mut(|memory| memory.request_focus(row_id(node)));
    }
}

fn heading_ui(ui: &mut Ui, view: &View<'_>) {
    let theme = Theme::of(ui);
    let programme = &view.session.document().programme;
    let number = programme.number.map_or_else(String::new, |number| format!(" {number}"));
    let title = format!("{}{number}, PLF {}", view.lang.word(Word::Programme), view.session.document().year);
    egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 12, top: 12, bottom: 10 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::text(title, BODY_14, Weight::Semibold, theme.ink));
        let name = if programme.name.is_empty() { view.lang.pick("sans nom", "unnamed") } else { &programme.name };
        ui.add(egui::Label::new(theme::text(name, SMALL_12, Weight::Regular, theme.ink2)).truncate());
    });
    line_ui(ui);
}

fn line_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, Theme::of(ui).line);
}

/// The icon and colour of a severity.
pub fn severity_mark(severity: Severity, theme: &Theme) -> (Icon, egui::Color32) {
    match severity {
        Severity::Error => (Icon::Error, theme.err),
        Severity::Warning => (Icon::Warning, theme.warn),
        Severity::Note => (Icon::Note, theme.accent),
    }
}

struct Row<'a> {
    branch: &'a Branch,
    has_children: bool,
    is_closed: bool,
    severity: Option<Severity>,
}

impl Row<'_> {
    /// Paints the row; only the one that is the stop of Tab takes the keyboard.
    fn ui(&self, ui: &mut Ui, view: &View<'_>, state: &mut OutlineState, is_stop: bool, intents: &mut Vec<Intent>) {
        let node = self.branch.node;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::OUTLINE_ROW_HEIGHT), Sense::hover());
        let response = ui.interact(rect, row_id(node), if is_stop { Sense::click() } else { Sense::CLICK });
        let chosen = view.node == node;
        let title = view.tables().node_name(node);
        response.widget_info(|| WidgetInfo::labeled(Role::TreeItem, true, &title));
        ui.ctx().accesskit_node_builder(response.id, |item| {
            item.set_level(self.branch.depth + 1);
            item.set_selected(chosen);
            item.add_action(egui::accesskit::Action::Focus);
            if self.has_children {
                item.set_expanded(!self.is_closed);
            }
            let said = said(view, state, node, self.severity);
            if !said.is_empty() {
                item.set_description(said);
            }
        });
        let indent = 6.0 + theme::OUTLINE_INDENT * self.branch.depth as f32;
        let caret = Rect::from_min_size(pos2(rect.left() + indent - 2.0, rect.top()), vec2(theme::OUTLINE_CARET, rect.height()));
        let mut is_cut = false;
        if ui.is_rect_visible(rect) {
            is_cut = self.paint(ui, view, state, &response, caret, &title);
            access::ring_within(ui, &response);
        }
        if response.clicked() {
            let on_caret = response.interact_pointer_pos().is_some_and(|pointer| self.has_children && caret.contains(pointer));
            if on_caret {
                self.toggle(state);
            } else {
                intents.push(Intent::Show(node));
            }
        }
        if ui.input(|input| input.has_accesskit_action_request(response.id, egui::accesskit::Action::Focus)) {
            state.stop = Some(node);
            response.request_focus();
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.has_focus() {
            let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            let (left, right) = ui.input(|input| (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight)));
            if self.has_children && ((left && !self.is_closed) || (right && self.is_closed)) {
                self.toggle(state);
            }
        }
        let response = if is_cut { response.on_hover_text_at_pointer(self.branch.title.as_str()) } else { response };
        egui::Popup::context_menu(&response).style(theme::menu_style).show(|ui| intents.extend(self.menu_ui(ui, view)));
    }

    /// What can be done with the node.
    fn menu_ui(&self, ui: &mut Ui, view: &View<'_>) -> Vec<Intent> {
        const OF_NODE: [Action; 8] = [
            Action::Rename,
            Action::CodeAction,
            Action::MoveUp,
            Action::MoveDown,
            Action::AddSubAction,
            Action::AddIndicator,
            Action::AddRow,
            Action::Remove,
        ];
        const OF_DOCUMENT: [Action; 2] = [Action::AddAction, Action::AddObjective];
        let node = self.branch.node;
        let view = View { node, ..*view };
        let is_named = Action::Rename.applies_to(node);
        let offered = if is_named { OF_NODE.as_slice() } else { OF_DOCUMENT.as_slice() };
        let mut intents = Vec::new();
        ui.set_min_width(240.0);
        for action in offered.iter().filter(|action| action.applies_to(node)) {
            if let (_, Some(intent)) = menus::item_ui(ui, *action, &view) {
                intents.extend(is_named.then_some(Intent::Show(node)));
                intents.push(intent);
            }
        }
        intents
    }

    fn toggle(&self, state: &mut OutlineState) {
        if !state.closed.remove(&self.branch.node) {
            state.closed.insert(self.branch.node);
        }
    }

    /// Whether the title had to be cut.
    fn paint(&self, ui: &Ui, view: &View<'_>, state: &OutlineState, response: &egui::Response, caret: Rect, title: &str) -> bool {
        let (rect, chosen) = (response.rect, view.node == self.branch.node);
        let theme = Theme::of(ui);
        let painter = ui.painter();
        if chosen {
            painter.rect_filled(rect, 0, theme.sel);
            painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0, theme.accent);
        } else if response.hovered() {
            painter.rect_filled(rect, 0, theme.hover);
        }
        if self.has_children {
            let icon = if self.is_closed { Icon::CaretRight } else { Icon::CaretDown };
            icon.paint(painter, Rect::from_center_size(caret.center(), vec2(icon.size(), icon.size())), theme.ink2);
        }
        let mut right = rect.right() - theme::OUTLINE_MARK_MARGIN;
        for (icon, colour) in answers(state, self.branch.node, &theme) {
            let mark = Rect::from_center_size(pos2(right - theme::MARK_SIZE / 2.0, rect.center().y), vec2(icon.size(), icon.size()));
            icon.paint(painter, mark, colour);
            right = mark.left() - 6.0;
        }
        if let Some(severity) = self.severity {
            let (icon, colour) = severity_mark(severity, &theme);
            let mark = Rect::from_center_size(pos2(right - theme::MARK_SIZE / 2.0, rect.center().y), vec2(icon.size(), icon.size()));
            icon.paint(painter, mark, colour);
            right = mark.left() - 8.0;
        }
        if let Some(place) = self.branch.share {
            let share = view.tables().cell(place).text(view.lang);
            let drawn = painter.text(pos2(right, rect.center().y), Align2::RIGHT_CENTER, share, theme::font(SMALL_12, Weight::Regular), theme.ink2);
            right = drawn.left() - 8.0;
        }
        let weight = if self.branch.depth == 0 || chosen { Weight::Semibold } else { Weight::Regular };
        let colour = if chosen { theme.accent } else { theme.ink };
        let left = caret.right() + 4.0;
        let galley = super::cells::truncated(ui, title, theme::font(BODY_14, weight), colour, right - left);
        let is_cut = galley.elided;
        painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, colour);
        is_cut
    }
}

/// The marks of what a rollover left to answer on a page: amounts to confirm, inherited texts.
fn answers(state: &OutlineState, node: Node, theme: &Theme) -> Vec<(Icon, egui::Color32)> {
    let Some(marks) = &state.marks else { return vec![] };
    let all = [(marks.to_confirm.contains(&node), Icon::ToConfirm, theme.conf), (marks.inherited.contains(&node), Icon::Inherited, theme.inh)];
    all.into_iter().filter(|(is_shown, _, _)| *is_shown).map(|(_, icon, colour)| (icon, colour)).collect()
}

/// The marks of a row in words, for who does not see them.
fn said(view: &View<'_>, state: &OutlineState, node: Node, severity: Option<Severity>) -> String {
    let lang = view.lang;
    let of_finding = severity.map(|severity| match severity {
        Severity::Error => lang.pick("une erreur", "an error"),
        Severity::Warning => lang.pick("à vérifier", "to check"),
        Severity::Note => lang.pick("une note", "a note"),
    });
    let marks = state.marks.as_ref();
    let to_confirm = marks.is_some_and(|marks| marks.to_confirm.contains(&node)).then(|| lang.pick("à confirmer", "to confirm"));
    let inherited = marks.is_some_and(|marks| marks.inherited.contains(&node)).then(|| lang.pick("hérité", "inherited"));
    of_finding.into_iter().chain(to_confirm).chain(inherited).collect::<Vec<_>>().join(", ")
}

/// The figures of a page that nobody has confirmed.
pub(super) fn waiting(document: &Document, node: Node) -> Vec<Entry> {
    let all = if node.may_wait(document) { unconfirmed(document) } else { vec![] };
    all.into_iter().filter(|entry| Node::of(document, Place::from(*entry)) == node).collect()
}

fn legend_ui(ui: &mut Ui, view: &View<'_>, state: &OutlineState) {
    let theme = Theme::of(ui);
    line_ui(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::OUTLINE_LEGEND_HEIGHT - 1.0), Sense::hover());
    let count = |severity| view.session.findings().iter().filter(|finding| finding.rule.severity() == severity).count();
    let lang = view.lang;
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let document = view.session.document();
    let to_confirm = state.marks.as_ref().map_or(0, |marks| marks.unconfirmed);
    let inherited = document.inherited.len();
    let mut entries = vec![
        (
            severity_mark(Severity::Error, &theme),
            lang.pick(format!("{errors} erreur{}", plural(errors)), format!("{errors} error{}", plural(errors))),
        ),
        (severity_mark(Severity::Warning, &theme), lang.pick(format!("{warnings} à vérifier"), format!("{warnings} to check"))),
    ];
    if to_confirm + inherited > 0 {
        let words = lang.pick(format!("{inherited} hérité{}", plural(inherited)), format!("{inherited} inherited"));
        entries.push(((Icon::ToConfirm, theme.conf), lang.pick(format!("{to_confirm} à confirmer"), format!("{to_confirm} to confirm"))));
        entries.push(((Icon::Inherited, theme.inh), words));
    }
    let rows = entries.len().div_ceil(2) as f32;
    for (index, ((icon, colour), text)) in entries.into_iter().enumerate() {
        let left = rect.left() + 16.0 + (index % 2) as f32 * 110.0;
        let middle = rect.top() + rect.height() * ((index / 2) as f32 + 0.5) / rows;
        icon.paint(ui.painter(), Rect::from_center_size(pos2(left + 5.0, middle), vec2(icon.size(), icon.size())), colour);
        ui.painter().text(pos2(left + 16.0, middle), Align2::LEFT_CENTER, text, theme::font(SMALL_12, Weight::Regular), theme.ink2);
    }
}

/// The mark of the plural, the same in both languages.
pub fn plural(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}
