//! How long a PDF takes: in a process of its own, as `papier export` makes it, and again after an edit while the program runs, as the preview does.

#![expect(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

#[path = "common/large.rs"]
mod large;

use std::path::Path;
use std::process::Command as Process;

use criterion::{Criterion, criterion_group, criterion_main};
use papier::calc::Figures;
use papier::editing::{Command, Session, read};
use papier::exchange::export::{Export, Format, Subject};
use papier::exchange::pdf::{Printed, Sheets};
use papier::exchange::progress::Progress;
use papier::lang::Lang;
use papier::model::Document;
use papier::tables::Tables;
use papier::{address, storage};

fn sample() -> Document {
    storage::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/programme-352-plf-2021.ron")).unwrap()
}

/// The sample with other amounts: each edit gives pages that were not laid out before.
fn edited(session: &mut Session, amount: u32) {
    let place = address::parse(session.document(), "plf/01/31/ae").unwrap();
    let change = read(session.document(), place, &amount.to_string()).unwrap();
    session.apply(&Command::Write(vec![change])).unwrap();
}

fn pdf(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.pdf");
    let mut group = criterion.benchmark_group("pdf");
    group.sample_size(20);
    group.bench_function("fresh_process", |bencher| {
        bencher.iter(|| {
            let mut export = Process::new(env!("CARGO_BIN_EXE_papier"));
            let done = export.args(["export", "saves/programme-352-plf-2021.ron", "-o"]).arg(&out).current_dir(env!("CARGO_MANIFEST_DIR")).status();
            assert!(done.unwrap().success());
        });
    });
    let of_large = folder.path().join("large.ron");
    storage::save(&of_large, &large::document()).unwrap();
    group.sample_size(10).bench_function("large/fresh_process", |bencher| {
        bencher.iter(|| {
            let done = Process::new(env!("CARGO_BIN_EXE_papier")).arg("export").arg(&of_large).args(["--free-tables", "-o"]).arg(&out).status();
            assert!(done.unwrap().success());
        });
    });
    group.sample_size(20);
    let export = Export::new(Subject::Document, Format::Pdf).unwrap();
    let mut session = Session::opened(sample());
    let mut amount = 7_300_000;
    group.bench_function("again_after_an_edit", |bencher| {
        bencher.iter(|| {
            amount += 1000;
            edited(&mut session, amount);
            export.output(session.document(), session.figures(), Lang::French, &Progress::default()).unwrap()
        });
    });
    group.bench_function("preview_after_an_edit", |bencher| {
        bencher.iter(|| {
            amount += 1000;
            edited(&mut session, amount);
            let figures = Figures::of(session.document());
            let sheets = Sheets::of(Tables { document: session.document(), figures: &figures, lang: Lang::French }, Printed::default()).unwrap();
            sheets.picture(8, 800)
        });
    });
    group.finish();
}

criterion_group!(benches, pdf);
criterion_main!(benches);
