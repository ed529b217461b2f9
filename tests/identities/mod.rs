//! Documents beside each other whose identities were drawn apart.

use std::collections::BTreeMap;

/// What stands before an identity in a file.
const BEFORE: [&str; 14] = [
    "(id: ",
    " parent: ",
    " action: ",
    " objective: ",
    " indicator: ",
    "(row: ",
    "Action(",
    "Nature(",
    "Source(",
    "Method(",
    "Justification(",
    "Trend(",
    "Indicator(",
    "Objective(",
];

/// The text of a document with its identities counted in the order in which they stand.
pub fn counted(text: &str) -> String {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut counted = String::new();
    let mut rest = text;
    while let Some(end) = BEFORE.iter().filter_map(|before| Some(rest.find(before)? + before.len())).min() {
        let (before, after) = rest.split_at(end);
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let (id, after) = after.split_at(digits);
        counted.push_str(before);
        if !id.is_empty() {
            let next = known.len() + 1;
            counted.push_str(&known.entry(id.to_owned()).or_insert(next).to_string());
        }
        rest = after;
    }
    counted + rest
}
