//! Differences as a page to read or to print: what changed, the tables with their changed cells, the texts with words struck and added.
//!
//! One file, without script. Whatever comes from documents is escaped.

use std::collections::BTreeMap;

use super::diff::{Pair, came_or_went, summary};
use crate::calc::Figures;
use crate::editing::{Difference, DifferenceKind, Passage, Passing, passages};
use crate::exchange::html::STYLE;
use crate::exchange::markup::escaped;
use crate::lang::{Lang, capitalised};
use crate::model::{Document, Place};
use crate::tables::{Cell, Content, Level, Table, TableName, Tables};

const OWN_STYLE: &str = include_str!("diff.css");

pub(super) fn page(pairs: &[Pair], lang: Lang) -> String {
    let changed: Vec<&Pair> = pairs.iter().filter(|pair| !pair.is_same()).collect();
    let title = match pairs {
        [only] => only.name(lang),
        _ => lang.pick("Documents comparés".into(), "Documents compared".into()),
    };
    let title = escaped(&title);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}{OWN_STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n",
        lang.code(),
        escaped(&summary(pairs, lang))
    );
    for pair in changed {
        if pairs.len() > 1 {
            let kind = came_or_went(pair).map_or_else(String::new, |kind| format!(" ({})", kind.name(lang)));
            html.extend(["<h2>", &escaped(&pair.name(lang)), &kind, "</h2>\n"]);
        }
        list(&mut html, &pair.differences, lang);
        texts(&mut html, &pair.differences);
        if let (Some(before), Some(after)) = (&pair.before, &pair.after) {
            tables(&mut html, before, after, lang);
        }
    }
    html.push_str("</body>\n</html>\n");
    html
}

/// Every difference but those of texts, which are read in full.
fn list(html: &mut String, differences: &[Difference], lang: Lang) {
    let listed: Vec<&Difference> = differences.iter().filter(|difference| difference.kind != DifferenceKind::Text).collect();
    if listed.is_empty() {
        return;
    }
    let headings = [lang.pick("Changement", "Change"), lang.pick("Quoi", "What"), lang.pick("Avant", "Before"), lang.pick("Après", "After")];
    html.push_str("<table>\n<thead>\n<tr>");
    html.extend(headings.map(|heading| format!("<th scope=\"col\">{heading}</th>")));
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for difference in listed {
        let address = difference.shown_address();
        let address = if address.is_empty() { String::new() } else { format!("<br><code>{}</code>", escaped(address)) };
        let cells = [
            capitalised(difference.kind.name(lang)),
            format!("{}{address}", escaped(&difference.name)),
            marked("del", &difference.before),
            marked("ins", &difference.after),
        ];
        html.push_str("<tr>");
        html.extend(cells.map(|cell| format!("<td>{cell}</td>")));
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

/// Words between tags; nothing for none.
fn marked(tag: &str, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<{tag}>{}</{tag}>", escaped(words).replace('\n', "<br>")) }
}

fn texts(html: &mut String, differences: &[Difference]) {
    for difference in differences.iter().filter(|difference| difference.kind == DifferenceKind::Text) {
        let (name, address) = (escaped(&difference.name), escaped(difference.shown_address()));
        html.extend(["<h3>", &name, " <code>", &address, "</code></h3>\n<div class=\"text\"><p>"]);
        for Passage { passing, words } in passages(&difference.before, &difference.after) {
            html.push_str(&match passing {
                Passing::Kept => escaped(&words),
                Passing::Struck => marked("del", &words),
                Passing::Added => marked("ins", &words),
            });
        }
        html.push_str("</p></div>\n");
    }
}

/// The tables of the state after in which a cell shows something else than before, whether it is typed or follows.
fn tables(html: &mut String, before: &Document, after: &Document, lang: Lang) {
    let figures = (Figures::of(before), Figures::of(after));
    let former = Tables { document: before, figures: &figures.0, lang };
    let present = Tables { document: after, figures: &figures.1, lang };
    for name in TableName::all(after) {
        let Some(table) = present.table(name) else { continue };
        let shown = former.table(name).map(|table| shown(&table, lang)).unwrap_or_default();
        let differs = |cell: &Cell| was(&shown, cell).is_some_and(|was| was != cell.text(lang));
        if table.rows.iter().flat_map(|row| &row.cells).any(differs) {
            changed_table(html, present, &table, &shown);
        }
    }
}

/// What each place of a table shows.
fn shown(table: &Table, lang: Lang) -> BTreeMap<Place, String> {
    table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| Some((cell.place?, cell.text(lang)))).collect()
}

/// What a cell showed; `None` for one that denotes nothing.
fn was<'a>(shown: &'a BTreeMap<Place, String>, cell: &Cell) -> Option<&'a str> {
    cell.place.map(|place| shown.get(&place).map_or("", String::as_str))
}

fn changed_table(html: &mut String, tables: Tables<'_>, table: &Table, shown: &BTreeMap<Place, String>) {
    let lang = tables.lang;
    html.extend(["<table>\n<caption>", &escaped(&tables.title_alone(table)), "</caption>\n<thead>\n<tr>"]);
    if table.is_labelled() {
        html.extend(["<th scope=\"col\">", &escaped(&table.row_header), "</th>"]);
    }
    for column in 0..table.columns.len() {
        html.extend(["<th scope=\"col\">", &escaped(&table.heading(column)).replace('\n', "<br>"), "</th>"]);
    }
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str(match row.level {
            Level::Main => "<tr>",
            Level::Sub | Level::Detail => "<tr class=\"sub\">",
            Level::Total => "<tr class=\"total\">",
        });
        if table.is_labelled() {
            html.extend(["<th scope=\"row\">", &escaped(&row.label), "</th>"]);
        }
        for cell in &row.cells {
            let now = cell.text(lang);
            let words = match was(shown, cell) {
                Some(was) if was != now => format!("{}{}", marked("del", was), marked("ins", &now)),
                _ => escaped(&now).replace('\n', "<br>"),
            };
            let class = if matches!(cell.content, Content::Words(_)) { "" } else { " class=\"figure\"" };
            html.extend(["<td", class, ">", &words, "</td>"]);
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}
