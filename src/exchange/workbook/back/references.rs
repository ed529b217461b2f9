//! Formulas of a workbook as their references and what stands between them, whatever program wrote them.

/// Rows and columns that there are in a sheet.
pub(super) const ROWS: u32 = 1 << 20;
pub(super) const COLUMNS: u16 = 1 << 14;

/// A cell that a formula names; rows and columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub row: u32,
    pub column: u16,
    is_row_fixed: bool,
    is_column_fixed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub sheet: Option<String>,
    pub from: Named,
    /// The other corner of a range.
    pub to: Option<Named>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Reference(Reference),
    /// `#REF!`: what was there is gone.
    Gone,
    /// A number, a name, words, a sign.
    Other(String),
}

/// A formula without its `=`.
pub(super) fn tokens(formula: &str) -> Vec<Token> {
    let chars: Vec<char> = formula.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(character) = chars.get(at).copied() {
        let rest = chars.get(at..).unwrap_or_default();
        let (token, length) = match character {
            '"' => (Token::Other(rest.iter().take(quoted(rest, '"')).collect()), quoted(rest, '"')),
            '\'' => of_sheet(rest),
            '#' if starts(rest, "#REF!") => (Token::Gone, gone(rest)),
            c if is_name(c) => of_name(rest),
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            c => (Token::Other(c.to_string()), 1),
        };
        tokens.push(token);
        at += length.max(1);
    }
    tokens
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\')
}

fn starts(chars: &[char], words: &str) -> bool {
    words.chars().zip(chars).filter(|(a, b)| a == *b).count() == words.chars().count()
}

/// The length of words between two quotes, these included; a quote within them is doubled.
fn quoted(chars: &[char], quote: char) -> usize {
    let mut at = 1;
    while let Some(character) = chars.get(at) {
        at += 1;
        if *character == quote {
            if chars.get(at) != Some(&quote) {
                return at;
            }
            at += 1;
        }
    }
    at
}

/// `#REF!`, and what follows it where the sheet alone is gone: `#REF!B5`.
fn gone(chars: &[char]) -> usize {
    let rest = chars.get(5..).unwrap_or_default();
    let after = if starts(rest, "#REF!") { 5 } else { rest.iter().take_while(|c| is_name(**c)).count() };
    5 + after
}

/// `'PLF 2021 AE'!B5`.
fn of_sheet(chars: &[char]) -> (Token, usize) {
    let length = quoted(chars, '\'');
    let name: String = chars.get(1..length.saturating_sub(1)).unwrap_or_default().iter().collect();
    on_sheet(chars, name.replace("''", "'"), length)
}

/// `Sheet!B5`, `B5:C7`, the name of a function, a number.
fn of_name(chars: &[char]) -> (Token, usize) {
    let length = chars.iter().take_while(|c| is_name(**c)).count();
    let name: String = chars.iter().take(length).collect();
    match chars.get(length) {
        Some('!') => on_sheet(chars, name, length),
        Some('(') => (Token::Other(name.to_uppercase()), length),
        _ => match reference(chars, None) {
            Some((reference, length)) => (Token::Reference(reference), length),
            None => (Token::Other(name.to_uppercase()), length),
        },
    }
}

/// What stands behind the name of a sheet, which takes `length` characters.
fn on_sheet(chars: &[char], sheet: String, length: usize) -> (Token, usize) {
    let rest = chars.get(length + 1..).unwrap_or_default();
    // Some programs fix the sheet: `$Sheet!B5`.
    let name = sheet.strip_prefix('$').map_or_else(|| sheet.clone(), str::to_owned);
    if chars.get(length) != Some(&'!') {
        return (Token::Other(sheet), length);
    }
    if starts(rest, "#REF!") {
        return (Token::Gone, length + 1 + 5);
    }
    match reference(rest, Some(name)) {
        Some((reference, after)) => (Token::Reference(reference), length + 1 + after),
        None => (Token::Other(format!("{sheet}!")), length + 1),
    }
}

fn reference(chars: &[char], sheet: Option<String>) -> Option<(Reference, usize)> {
    let (from, length) = named(chars)?;
    let second = chars.get(length + 1..).filter(|_| chars.get(length) == Some(&':')).and_then(named);
    let (to, end) = second.map_or((None, length), |(to, after)| (Some(to), length + 1 + after));
    Some((Reference { sheet, from, to }, end))
}

/// `$B$5`, which no letter or digit follows.
fn named(chars: &[char]) -> Option<(Named, usize)> {
    let mut at = 0;
    let sign = |at: &mut usize| {
        let is_fixed = chars.get(*at) == Some(&'$');
        *at += usize::from(is_fixed);
        is_fixed
    };
    let is_column_fixed = sign(&mut at);
    let letters: Vec<u32> =
        chars.iter().skip(at).map_while(|c| c.is_ascii_alphabetic().then(|| u32::from(c.to_ascii_uppercase()) - 64)).take(4).collect();
    at += letters.len();
    let is_row_fixed = sign(&mut at);
    let digits: Vec<u32> = chars.iter().skip(at).map_while(|c| c.to_digit(10)).take(8).collect();
    at += digits.len();
    if letters.is_empty() || digits.is_empty() || chars.get(at).copied().is_some_and(is_name) {
        return None;
    }
    let column = letters.iter().fold(0, |number, letter| number * 26 + letter);
    let row = digits.iter().fold(0, |number, digit| number * 10 + digit);
    let column = u16::try_from(column.checked_sub(1)?).ok().filter(|column| *column < COLUMNS)?;
    let row = row.checked_sub(1).filter(|row| *row < ROWS)?;
    Some((Named { row, column, is_row_fixed, is_column_fixed }, at))
}

/// The cell that `B5` names.
pub(super) fn position(name: &str) -> Option<(u32, u16)> {
    let chars: Vec<char> = name.chars().collect();
    named(&chars).filter(|(_, length)| *length == chars.len()).map(|(named, _)| (named.row, named.column))
}

/// The one reference that a formula is.
pub(super) fn only_reference(formula: &str) -> Option<Reference> {
    match tokens(formula).as_slice() {
        [Token::Reference(reference)] if reference.to.is_none() => Some(reference.clone()),
        _ => None,
    }
}

/// A formula that several cells share, as it reads in a cell so many rows and columns further.
pub(super) fn shifted(tokens: &[Token], rows: i64, columns: i64) -> Vec<Token> {
    let moved = |named: Named| {
        let row = if named.is_row_fixed { Some(named.row) } else { u32::try_from(i64::from(named.row) + rows).ok() };
        let column = if named.is_column_fixed { Some(named.column) } else { u16::try_from(i64::from(named.column) + columns).ok() };
        Some(Named { row: row?, column: column?, ..named })
    };
    let shifted = |token: &Token| match token {
        Token::Reference(Reference { sheet, from, to }) => {
            let to = to.map(moved);
            match (moved(*from), to) {
                (Some(from), None) => Token::Reference(Reference { sheet: sheet.clone(), from, to: None }),
                (Some(from), Some(Some(to))) => Token::Reference(Reference { sheet: sheet.clone(), from, to: Some(to) }),
                (None, _) | (_, Some(None)) => Token::Gone,
            }
        }
        Token::Gone => Token::Gone,
        Token::Other(words) => Token::Other(words.clone()),
    };
    tokens.iter().map(shifted).collect()
}

/// A formula as spreadsheets write it.
pub(super) fn written(tokens: &[Token]) -> String {
    let cell = |named: &Named| super::super::formulas::cell_name(super::super::plan::Spot { sheet: 0, row: named.row, column: named.column });
    let one = |token: &Token| match token {
        Token::Reference(Reference { sheet, from, to }) => {
            let sheet = sheet.as_ref().map_or_else(String::new, |sheet| format!("{}!", super::super::formulas::quoted(sheet)));
            let to = to.as_ref().map_or_else(String::new, |to| format!(":{}", cell(to)));
            format!("{sheet}{}{to}", cell(from))
        }
        Token::Gone => "#REF!".to_owned(),
        Token::Other(words) => words.clone(),
    };
    tokens.iter().map(one).collect()
}

/// What was typed as a formula without references, in the grammar of drafters: `SUM(1.5,2)*10^6` is `=SOMME(1,5;2)*10^6`. The rounding that a
/// workbook needs, and Papier does by itself, goes. `None` where Papier has no such function.
pub(super) fn as_typed(tokens: &[Token]) -> Option<String> {
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| match token {
            Token::Other(words) => Some(words.as_str()),
            Token::Reference(_) | Token::Gone => None,
        })
        .collect::<Option<_>>()?;
    let inner = match words.as_slice() {
        ["ROUND", "(", inner @ .., ",", decimals, ")"] if decimals.bytes().all(|byte| byte.is_ascii_digit()) && is_whole(inner) => inner,
        whole => whole,
    };
    let typed = |word: &&str| {
        Some(match *word {
            "SUM" => "SOMME".to_owned(),
            "," => ";".to_owned(),
            "+" | "-" | "*" | "/" | "^" | "%" | "(" | ")" => (*word).to_owned(),
            number
                if number.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                    && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') =>
            {
                number.replace('.', ",")
            }
            _ => return None,
        })
    };
    Some(format!("={}", inner.iter().map(typed).collect::<Option<String>>()?))
}

/// Whether the brackets of a formula close in it.
fn is_whole(words: &[&str]) -> bool {
    let mut depth = 0_i32;
    let is_open = words.iter().all(|word| {
        depth += i32::from(*word == "(") - i32::from(*word == ")");
        depth >= 0
    });
    is_open && depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(formula: &str) -> Vec<String> {
        tokens(formula).iter().map(|token| written(std::slice::from_ref(token))).collect()
    }

    #[test]
    fn a_formula_is_its_references_and_the_rest_however_it_is_spelt() {
        let cases: [(&str, &[&str]); 12] = [
            ("B5+SUM(C6:$D$7)", &["B5", "+", "SUM", "(", "C6:D7", ")"]),
            ("'PLF 2021 AE'!B5", &["'PLF 2021 AE'!B5"]),
            ("Synthèse!C8", &["'Synthèse'!C8"]),
            ("'L''État'!A1", &["'L''État'!A1"]),
            ("$Feuille.1!A1", &["'Feuille.1'!A1"]),
            ("IF(B5=\"\",\"a \"\"B6\"\"\",B5)", &["IF", "(", "B5", "=", "\"\"", ",", "\"a \"\"B6\"\"\"", ",", "B5", ")"]),
            ("#REF!", &["#REF!"]),
            ("'A b'!#REF!+1", &["#REF!", "+", "1"]),
            ("#REF!B5*2", &["#REF!", "*", "2"]),
            ("round( 1.5 , 0 )", &["ROUND", "(", "1.5", ",", "0", ")"]),
            ("LOG10(A1)+XFE1+A1048577+taux_2", &["LOG10", "(", "A1", ")", "+", "XFE1", "+", "A1048577", "+", "TAUX_2"]),
            ("'never ends", &["never end"]),
        ];
        for (formula, expected) in cases {
            assert_eq!(parts(formula), expected, "{formula}");
        }
        assert_eq!(position("AA10"), Some((9, 26)));
        assert_eq!([position("A0"), position("10"), position("A1B"), position("")], [None; 4]);
    }

    #[test]
    fn a_shared_formula_moves_with_its_cell_but_for_what_is_fixed() {
        let formula = tokens("B5+$B$5+$B5+B$5+'Autre'!C6:D7");
        assert_eq!(written(&shifted(&formula, 2, 1)), "C7+B5+B7+C5+'Autre'!D8:E9");
        assert_eq!(written(&shifted(&formula, -5, 0)), "#REF!+B5+#REF!+B5+'Autre'!C1:D2");
    }

    #[test]
    fn what_was_typed_comes_back_in_the_grammar_of_drafters() {
        let cases = [
            ("3000000+300000", Some("=3000000+300000")),
            ("ROUND(7.3*10^6,0)", Some("=7,3*10^6")),
            ("ROUND(SUM(1.5,2)*10^6,0)", Some("=SOMME(1,5;2)*10^6")),
            ("ROUND(1,0)+ROUND(2,0)", None),
            ("MAX(1,2)", None),
            ("B5*2", None),
            ("2%", Some("=2%")),
        ];
        for (formula, expected) in cases {
            assert_eq!(as_typed(&tokens(formula)).as_deref(), expected, "{formula}");
        }
    }
}
