//! A LibreOffice that the tests drive, and what it says of its cells.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use papier::calc::Figure;
use papier::model::IndicatorValue;
use papier::tables::{Cell, Content};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

/// One running Calc, in the language of a user.
pub struct Calc {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// A cell of Calc.
#[derive(Clone, Debug, Deserialize)]
pub struct CalcCell {
    pub kind: String,
    pub value: String,
    pub text: String,
}

impl Calc {
    pub fn start(locale: &str) -> Self {
        let bridge = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/calc.py");
        let mut process = Command::new("/usr/bin/python3")
            .arg(bridge)
            .arg(locale)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Debian's python3 starts");
        let requests = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().expect("its output"));
        Self { process, requests, answers }
    }

    pub fn ask(&mut self, request: &Value) -> Value {
        let requests = self.requests.as_mut().expect("a running Calc");
        writeln!(requests, "{request}").expect("Calc listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("Calc answers");
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{request}: {error}: {answer}"))
    }

    /// The cells of a sheet that takes one form of a clip.
    pub fn takes(&mut self, form: &str, data: &str) -> Vec<Vec<CalcCell>> {
        let answer = self.ask(&json!({ "do": "take", "form": form, "data": data }));
        serde_json::from_value(answer["rows"].clone()).expect("rows of cells")
    }

    /// The cells of a sheet made of a file that is split at a delimiter, with every formula computed.
    pub fn splits(&mut self, data: &str, delimiter: char) -> Vec<Vec<CalcCell>> {
        let answer = self.ask(&json!({ "do": "split", "data": data, "delimiter": delimiter.to_string() }));
        serde_json::from_value(answer["rows"].clone()).expect("rows of cells")
    }

    /// Both forms of the cells of the present sheet, from its clipboard or its files.
    pub fn gives(&mut self, how: &str) -> [(&'static str, String); 2] {
        let answer = self.ask(&json!({ "do": how }));
        ["html", "text"].map(|form| (form, answer[form].as_str().unwrap_or_else(|| panic!("{how} gives no {form}")).to_owned()))
    }
}

impl Drop for Calc {
    fn drop(&mut self) {
        // The end of its requests ends it.
        self.requests = None;
        let _ = self.process.wait();
    }
}

/// The number that a cell is for a spreadsheet.
pub fn number(cell: &Cell) -> Option<Decimal> {
    match &cell.content {
        Content::Figure(Figure::Percent(percent) | Figure::Variation(percent)) => Some(percent / Decimal::ONE_HUNDRED),
        Content::Figure(Figure::Amount(euros)) => Some(Decimal::from(euros.get())),
        Content::Value(IndicatorValue::Number { value, .. }) => Some(*value),
        _ => None,
    }
}

/// Words whatever the spaces between them.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
