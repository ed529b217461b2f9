//! Tables of a text in which nothing parts the cells any more: lines of figures that would pass for prose.

use super::grid::is_figure;
use crate::exchange::import::report::Spot;

/// What a line without tabs has of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// It ends with several figures, one after the other.
    Row,
    /// It is one figure and nothing else.
    Cell,
    /// It ends with a figure: below a row it may be another one.
    Ending,
}

/// What a line looks like, if it is not prose.
pub(super) fn looks(line: &str) -> Option<Looks> {
    // Some texts draw the sides of cells.
    let line = line.replace(['|', ';', '│'], " | ");
    let words: Vec<&str> = line.split_whitespace().collect();
    let end = words.iter().rev().take_while(|word| is_number(word) || is_filler(word)).count();
    let tail = words.get(words.len() - end..).unwrap_or_default();
    let numbers = numbers(tail);
    let is_telephone = tail.len() == 5 && tail.iter().all(|word| word.len() == 2 && is_digits(word));
    if numbers.is_empty() || is_telephone || numbers.iter().all(|number| is_year(number)) {
        None
    } else if numbers.len() > 1 {
        Some(Looks::Row)
    } else if is_figure(&line) {
        Some(Looks::Cell)
    } else {
        Some(Looks::Ending)
    }
}

/// The figures of some words, each perhaps in groups of three digits. More digits than any amount of the State has are several figures.
fn numbers<'a>(words: &[&'a str]) -> Vec<&'a str> {
    const MOST_DIGITS: usize = 11;
    let mut numbers = Vec::new();
    // The digits of the figure that goes on.
    let mut digits = 0;
    for word in words {
        let own = word.bytes().filter(u8::is_ascii_digit).count();
        let goes_on = digits > 0 && digits + own <= MOST_DIGITS && begins_with_group(word);
        if is_number(word) && !goes_on {
            numbers.push(*word);
            digits = 0;
        }
        // Decimals, a sign behind it, more than three digits or a word end a figure.
        let unsigned = word.trim_start_matches(['-', '+', '−', '(']);
        digits = if is_digits(unsigned) && unsigned.len() <= 3 { digits + own } else { 0 };
    }
    numbers
}

/// Three digits, perhaps with what ends a figure behind them.
fn begins_with_group(word: &str) -> bool {
    word.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// "7", "-300", "67,83", "(12)", "12%", "1.5".
fn is_number(word: &str) -> bool {
    let inner = word.trim_start_matches(['-', '+', '−', '(']).trim_end_matches(['%', '€', ')']);
    inner.starts_with(|c: char| c.is_ascii_digit())
        && inner.ends_with(|c: char| c.is_ascii_digit())
        && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// What stands for no figure, or behind one.
fn is_filler(word: &str) -> bool {
    matches!(word, "|" | "-" | "–" | "—" | "%" | "€" | "k€" | "M€" | "Md€" | "NA" | "ND" | "nd" | "ns")
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && is_digits(word) && (word.starts_with("19") || word.starts_with("20"))
}

/// Lines of one lost table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Untabbed {
    pub spot: Spot,
    /// Of the first line.
    pub words: String,
    pub lines: usize,
    pub last: usize,
    has_row: bool,
}

impl Untabbed {
    /// Lines of words that may stand between two lines of figures: labels and headings.
    const GAP: usize = 4;

    pub fn begin(looks: Looks, spot: Spot, words: &str) -> Self {
        Self { last: spot.line, spot, words: words.to_owned(), lines: 1, has_row: looks == Looks::Row }
    }

    /// Takes a further line, unless it is too far below; one that only ends with a figure must stand right under a row.
    pub fn takes(&mut self, looks: Looks, spot: &Spot) -> bool {
        let gap = if looks == Looks::Ending { 1 } else { Self::GAP };
        let is_near = spot.file == self.spot.file && spot.line <= self.last + gap;
        if is_near {
            self.lines += 1;
            self.last = spot.line;
            self.has_row |= looks == Looks::Row;
        }
        is_near
    }

    /// Whether it is worth a word: one lone figure is the number of a page.
    pub fn is_told(&self) -> bool {
        self.has_row || self.lines > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_figures_are_told_from_prose() {
        let rows = [
            "01 – Fonds pour l'accélération 0 7 300 000 7 300 000 0 7 300 000 7 300 000",
            "Dépenses de fonctionnement  7 300 000  7 300 000",
            "2 203 176 0 15 300 948 15 059 463 2 444 661",
            "67,83 % 32,17 % 0,00 % 0,00 %",
            "Nombre de problèmes investigués Nb NA 47 80 50 140 200",
            "Crédits de paiement -5 (300 000)",
            "Total 3 000\u{202f}000 7\u{a0}600\u{a0}000",
            "Emplois 1 036 12,00",
            "| 01 – Fonds | 0 | 7 300 000 |",
            "Total;7 300 000;7 300 000",
            // Figures of three digits and their groups leave no end: no amount has so many digits.
            "Dépenses de fonctionnement 141 600 000 224 761 904",
            "Total 300 000 300 000",
        ];
        let cells = ["7 300 000", "0", "67,83 %", "-5", "12", "7,3 M€"];
        let endings = ["Les crédits s'élèvent à 7 300 000", "le montant passe de 5 M€ en 2020 à 7,3 M€", "Total 10 600 000 000", "Total 300 000"];
        let prose = [
            "Le programme finance 250 démarches.",
            "Exercices 2021 – 2022",
            "2021",
            "Téléphone : 01 44 50 20 20",
            "au 31/12/2020",
            "01 – Fonds pour l'accélération",
            "Numéro et intitulé de l'action Titre 2 Autres titres Total",
            "7 300 000 euros en 2021, dont 300 000 pour le titre 2.",
            "",
        ];
        for line in rows {
            assert_eq!(looks(line), Some(Looks::Row), "{line}");
        }
        for line in cells {
            assert_eq!(looks(line), Some(Looks::Cell), "{line}");
        }
        for line in endings {
            assert_eq!(looks(line), Some(Looks::Ending), "{line}");
        }
        for line in prose {
            assert_eq!(looks(line), None, "{line}");
        }
    }
}
