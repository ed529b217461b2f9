//! What one document gives to read: tables, checks, exports, charts and slides, the clipboard, its pages in the window.

use std::io::{Cursor, Read};

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use papier::address;
use papier::app::App;
use papier::calc::{Figures, checks};
use papier::charts::slides::{self, Source};
use papier::editing::Session;
use papier::exchange;
use papier::exchange::clipboard::Clip;
use papier::exchange::export::{Export, Format, Output, PrintedCharts, Subject};
use papier::exchange::progress::Progress;
use papier::lang::Lang;
use papier::model::{ChartName, Document, Place};
use papier::tables::{TableName, Tables};

/// Takes an output by its name.
pub type Put<'a> = dyn FnMut(&str, Vec<u8>) + 'a;

pub fn of(document: &Document, put: &mut Put<'_>) {
    put("file.ron", papier::storage::write(document).into_bytes());
    let figures = Figures::of(document);
    for lang in Lang::ALL {
        let tables = Tables { document, figures: &figures, lang };
        let code = lang.pick("fr", "en");
        shown(tables, code, put);
        exported(tables, code, put);
        presented(tables, code, put);
        pages(document, lang, put);
    }
}

/// What the command line prints: `show` in text and JSON, `check`, addresses with words for each.
fn shown(tables: Tables<'_>, code: &str, put: &mut Put<'_>) {
    let Tables { document, figures, lang } = tables;
    let all = tables.all();
    let texts = tables.texts();
    let plain: Vec<String> = all.iter().map(|table| exchange::plain_table(table, lang)).chain(texts.iter().map(exchange::plain_text)).collect();
    put(&format!("{code}/show.txt"), plain.join("\n").into_bytes());
    put(&format!("{code}/show.json"), exchange::show_json(document, || all.iter().cloned(), &texts, lang).expect("JSON").into_bytes());
    let findings = checks::findings(document, figures);
    put(&format!("{code}/check.json"), exchange::findings_json(document, figures, &findings, lang).expect("JSON").into_bytes());
    let places = all.iter().flat_map(|table| table.share.iter().chain(table.rows.iter().flat_map(|row| &row.cells))).filter_map(|cell| cell.place);
    let places: Vec<Place> = places.chain(texts.iter().map(|text| Place::Text(text.place))).collect();
    let explained: String = places
        .iter()
        .map(|place| {
            let address = address::write(document, *place).unwrap_or_default();
            let fed: Vec<String> = tables.fed_by(*place).iter().map(|fed| format!("{fed:?}")).collect();
            format!("{address}\t{}\t{}\t{}\n", tables.place_name(*place), tables.rule(*place), fed.join(" "))
        })
        .collect();
    put(&format!("{code}/addresses.tsv"), explained.into_bytes());
}

fn exported(tables: Tables<'_>, code: &str, put: &mut Put<'_>) {
    let Tables { document, figures, lang } = tables;
    let export = |subject: Subject, format: Format, name: &str, put: &mut Put<'_>| {
        let mut export = Export::new(subject, format).expect("a form of the subject");
        export.charts = PrintedCharts::All;
        match export.output(document, figures, lang, &Progress::default()) {
            Ok(Output::File(bytes)) if format == Format::Xlsx => sheets(&bytes, &format!("{code}/{name}"), put),
            Ok(Output::File(bytes)) => put(&format!("{code}/{name}"), bytes),
            Ok(Output::Folder(_)) => panic!("{name} is a file"),
            Err(error) => put(&format!("{code}/{name}"), error.to_string().into_bytes()),
        }
    };
    for format in [Format::Html, Format::Csv, Format::Tsv, Format::Xlsx] {
        export(Subject::Document, format, &format!("document.{}", format.extension()), put);
    }
    if cfg!(feature = "pdf") {
        export(Subject::Document, Format::Pdf, "document.pdf", put);
    }
    for name in ChartName::all(document) {
        let slug = papier::charts::name(document, name).expect("a chart of the document").replace('/', "-");
        export(Subject::Chart(name), Format::Svg, &format!("chart/{slug}.svg"), put);
    }
    let clips: String = TableName::all(document)
        .into_iter()
        .filter_map(|name| tables.table(name))
        .map(|table| {
            let clip = Clip::table(&table, lang);
            format!("== {:?}\n{}\n--\n{}\n", table.name.write(document), clip.text, clip.html)
        })
        .collect();
    put(&format!("{code}/clipboard.txt"), clips.into_bytes());
}

/// The sheets of a workbook, cells and formulas, and their shared words.
fn sheets(bytes: &[u8], name: &str, put: &mut Put<'_>) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry of the archive");
        let path = entry.name().expect("UTF-8").into_owned();
        // The moment of its making stands in the properties.
        if path.starts_with("docProps/") {
            continue;
        }
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("an entry of the archive");
        put(&format!("{name}/{path}"), content);
    }
}

/// Words and marks of every slide.
fn presented(tables: Tables<'_>, code: &str, put: &mut Put<'_>) {
    let Tables { document, figures, lang } = tables;
    let findings: Vec<_> = checks::findings(document, figures).into_iter().filter(|finding| finding.justification.is_none()).collect();
    let source = Source { document, figures, findings: &findings, lang, saved: "" };
    let planned = document.deck.slides(document);
    let scenes: String = planned
        .iter()
        .zip(1..)
        .map(|(slide, number)| {
            let page = slides::page(source, slide, number, planned.len());
            format!("{:?}\n{:?}\n", slide.slide, slides::scene(&page))
        })
        .collect();
    put(&format!("{code}/slides.txt"), scenes.into_bytes());
}

/// Every page of the window as a screen reader has it, from the first to the last.
fn pages(document: &Document, lang: Lang, put: &mut Put<'_>) {
    let code = lang.pick("fr", "en");
    let app = App::for_test(Some(document.clone()), None, lang);
    let mut window = Harness::builder()
        .with_size([1280.0, 2400.0])
        .with_context_setup(papier::ui::theme::install)
        .build_ui_state(|ui, app: &mut App| app.frame_ui(ui), app);
    window.run_steps(4);
    let session = Session::opened(document.clone());
    let mut tree = String::new();
    for _ in session.tables(lang).outline() {
        for node in window.root().children_recursive() {
            let node = node.accesskit_node();
            let (label, value) = (node.label().unwrap_or_default(), node.value().unwrap_or_default());
            if !label.is_empty() || !value.is_empty() {
                let line = [format!("{:?}", node.role()), label, value, format!("{:?}", node.is_selected()), node.is_disabled().to_string()];
                tree.push_str(&(line.join("\t") + "\n"));
            }
        }
        tree.push_str("== next page\n");
        let modifiers = Modifiers::CTRL | Modifiers::COMMAND;
        window.input_mut().events.push(Event::Key { key: Key::PageDown, physical_key: None, pressed: true, repeat: false, modifiers });
        window.run_steps(3);
    }
    put(&format!("{code}/pages.txt"), tree.into_bytes());
}
