//! The judge: reads a sentence back by a table of its own, in French or English, and recomputes from the facts whether it is true.
//!
//! It refuses what it cannot read. It knows what must be said as well: that nobody entered the bill, and which finding a figure deserves.

use std::collections::BTreeMap;

use papier::lang::Lang;
use papier::model::{Horizon, IndicatorValue, Measure, Origin, OutstandingItem, RowId, Stage, Title, Trend, ValueKind, Year};

use super::facts::{Facts, Fraction, Part, fraction, number, rounded, whole};
use super::random::Called;

/// Why a sentence is refused.
pub type Verdict = Result<(), String>;

pub struct Judge<'a> {
    pub facts: Facts<'a>,
    pub rows: &'a BTreeMap<RowId, Called>,
    pub lang: Lang,
}

/// Whether a number is under another, whatever its sign.
trait Under {
    fn is_under(&self, bound: i64) -> bool;
}

impl Under for Fraction {
    fn is_under(&self, bound: i64) -> bool {
        *self < whole(bound) && *self > whole(-bound)
    }
}

/// A size that a sentence gives.
#[derive(Clone, Debug, PartialEq)]
enum Size {
    About(Fraction),
    UnderATenth,
    NearlyAHundred,
}

/// No-break spaces as spaces.
pub fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

/// What stands at each "*" of a pattern.
pub(super) fn take<'t>(text: &'t str, pattern: &str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split('*');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let pieces: Vec<&str> = pieces.collect();
    for (index, piece) in pieces.iter().enumerate() {
        if index + 1 == pieces.len() {
            found.push(rest.strip_suffix(piece)?);
            return Some(found);
        }
        let at = rest.find(piece)?;
        found.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(found)
}

/// "1 234,5", "−3".
pub(super) fn parsed(text: &str) -> Option<Fraction> {
    let (sign, digits) = match text.strip_prefix('−') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let digits: String = digits.chars().filter(|c| *c != ' ').collect();
    let (whole_part, decimals) = digits.split_once(',').unwrap_or((&digits, ""));
    let all = format!("{whole_part}{decimals}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) || whole_part.is_empty() {
        return None;
    }
    let power = num_bigint::BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?);
    Some(Fraction::new(all.parse().ok()?, power) * whole(sign))
}

/// "10,6 M€" in euros, and the unit that its last decimal counts.
fn euros(text: &str) -> Option<(Fraction, Fraction)> {
    [(" Md€", 9), (" M€", 6), (" k€", 3), (" €", 0)].into_iter().find_map(|(symbol, power)| {
        let unit = whole(10_i64.pow(power));
        parsed(text.strip_suffix(symbol)?).map(|number| (number * &unit, unit))
    })
}

/// Whether an amount is written as this text, which has one decimal at most.
pub(super) fn is_written(amount: &Fraction, text: &str) -> bool {
    euros(text).is_some_and(|(said, unit)| rounded(&(amount / &unit), 1) == said / unit)
}

pub(super) fn is_exact(amount: &Fraction, text: &str) -> bool {
    text.strip_suffix(" €").and_then(parsed).is_some_and(|said| said == *amount)
}

pub(super) fn says(condition: bool, why: &str) -> Verdict {
    if condition { Ok(()) } else { Err(why.into()) }
}

const HUNDRED: i64 = 100;

impl Judge<'_> {
    pub(super) fn pick<'t>(&self, french: &'t str, english: &'t str) -> &'t str {
        self.lang.pick(french, english)
    }

    /// What stands at each "*" of the pattern of this language.
    fn take<'t>(&self, text: &'t str, french: &str, english: &str) -> Option<Vec<&'t str>> {
        take(text, self.pick(french, english))
    }

    pub(super) fn year(&self) -> i64 {
        i64::from(self.facts.year().get())
    }

    /// "15,2 %", "moins de 0,1 %", "presque 100 %".
    fn size(&self, text: &str, unit: &str) -> Option<Size> {
        let under = format!("{} 0,1 {unit}", self.pick("moins de", "less than"));
        let nearly = format!("{} 100 {unit}", self.pick("presque", "nearly"));
        match text {
            _ if text == under => Some(Size::UnderATenth),
            _ if text == nearly => Some(Size::NearlyAHundred),
            _ => text.strip_suffix(unit)?.strip_suffix(' ').and_then(parsed).map(Size::About),
        }
    }

    /// Whether an exact size, above 0, is said so.
    fn is_size(exact: &Fraction, said: &Size) -> bool {
        let tenth = rounded(exact, 1);
        match said {
            Size::UnderATenth => *exact > whole(0) && tenth == whole(0),
            Size::NearlyAHundred => *exact < whole(HUNDRED) && tenth == whole(HUNDRED),
            Size::About(said) => tenth == *said && *said > whole(0) && (*said != whole(HUNDRED) || *exact >= whole(HUNDRED)),
        }
    }

    // ------------------------------------------------------------ indicators

    /// A sentence about a row; it must be the one that its figures deserve.
    pub fn row(&self, row: RowId, sentence: &str, is_title: bool) -> Verdict {
        let text = plain(sentence);
        let called = &self.rows[&row];
        let facts = &self.facts;
        let year = facts.target_year(row);
        let target = facts.value(row, year, ValueKind::Target);
        let (to, base) = (number(target), facts.base(row));
        let from = base.and_then(|(_, _, value)| number(Some(value)));
        let actual = facts.number(row, year, ValueKind::Actual);
        let is_range = matches!(target, Some(IndicatorValue::Range { .. }));
        let of = |rest: &str, french: &str, english: &str| -> Option<Vec<String>> {
            self.take(rest, french, english).map(|found| found.into_iter().map(str::to_owned).collect())
        };
        let colon = self.pick(" : ", ": ");
        // A row without a name has its number.
        let name = called.name.replace("ligne", self.pick("ligne", "row"));
        if let Some(rest) = text.strip_prefix(&name).and_then(|rest| rest.strip_prefix(colon)) {
            let value = |text: &str| if called.is_percentage { text.strip_suffix(" %").and_then(parsed) } else { parsed(text) };
            if let Some(found) = of(rest, "* en *, pour une cible de *", "* in *, against a target of *") {
                says(found[1] == year.to_string(), "another year")?;
                return says(actual.is_some() && value(&found[0]) == actual && value(&found[2]) == to, "not this actual or target");
            }
            says(actual.is_none() || to.is_none(), "the actual of the target's year must be said")?;
            let later = facts.target_after(row, year);
            if let Some((head, then)) = rest.split_once(self.pick(", puis ", ", then ")) {
                let found = of(head, "cible de * en *", "target of * by *").ok_or("no target")?;
                let (said, said_at) = then.rsplit_once(self.pick(" en ", " in ")).ok_or("no year")?;
                let (at, value_then) = later.ok_or("nothing comes then")?;
                says(found[1] == year.to_string() && said_at == at.to_string(), "another year")?;
                says(to.is_some() && value(&found[0]) == to, "another target")?;
                return self.is_value(row, value_then, said);
            }
            says(later.is_none() || to.is_none(), "what comes after the last number must be said")?;
            if let Some(found) = of(rest, "de * à * d’ici *", "from * to * by *") {
                let has_subject = called.subject.is_some() && course(from.as_ref(), to.as_ref(), called.is_in_points);
                says(!is_title || !has_subject, "a finding must stand here")?;
                says(found[2] == year.to_string(), "another year")?;
                return says(
                    from.is_some() && value(&found[0]) == from && to.is_some() && value(&found[1]) == to && from != Some(whole(0)),
                    "not these figures",
                );
            }
            if let Some(found) = of(rest, "cible de * en *", "target of * by *") {
                says(found[1] == year.to_string(), "another year")?;
                let has_base = from.as_ref().is_some_and(|from| *from != whole(0));
                let range = if called.is_percentage { "15-25 %" } else { "15-25" };
                return says(
                    is_range && found[0] == range || to.is_some() && value(&found[0]) == to && !has_base,
                    "not this target, or one whose start is known",
                );
            }
            if let Some(found) = of(rest, "* en *, sans cible chiffrée", "* in *, no numeric target") {
                let at = base.map(|(year, ..)| year.to_string());
                return says(
                    to.is_none() && !is_range && value(&found[0]) == from && Some(&found[1]) == at.as_ref(),
                    "there is a target, or not this figure",
                );
            }
            if rest == self.pick("sans cible chiffrée", "no numeric target") {
                return says(to.is_none() && !is_range && from.is_none() && facts.has_figure(row), "there is a target, or what it starts from");
            }
            if rest == self.pick("aucune valeur chiffrée", "no figures") {
                return says(to.is_none() && !facts.has_figure(row), "there are figures");
            }
            return Err("unknown form of an indicator".into());
        }
        let subject = self.lang.pick(called.subject.map(str::to_owned), Some(format!("“{name}”"))).filter(|_| called.subject.is_some());
        let rest = subject.and_then(|subject| text.strip_prefix(&subject).map(str::to_owned)).ok_or("another subject")?;
        let (Some(from), Some(to)) = (from, to) else { return Err("figures are missing".into()) };
        says(actual.is_none(), "the actual of the target's year must be said")?;
        says(facts.target_after(row, year).is_none(), "what comes after the last number must be said")?;
        if let Some(found) = of(&rest, " doit rester à * jusqu’en *", " must stay at * until *") {
            let said = if called.is_percentage { found[0].strip_suffix(" %").and_then(parsed) } else { parsed(&found[0]) };
            return says(from == to && said == Some(to) && found[1] == year.to_string(), "it does not stay there");
        }
        let said = rest.strip_prefix(self.pick(" doit ", " must ")).and_then(|rest| rest.rsplit_once(self.pick(" d’ici ", " by ")));
        let (said, by) = said.ok_or("unknown form of a course")?;
        says(by == year.to_string(), "another year")?;
        self.course(called, &from, &to, said)
    }

    /// What a row must do: the first line of the table that is true.
    fn course(&self, called: &Called, from: &Fraction, to: &Fraction, said: &str) -> Verdict {
        if called.is_in_points {
            let french = [("gagner *", 1), ("perdre *", -1)];
            let english = [("gain *", 1), ("lose *", -1)];
            for (pattern, sign) in self.lang.pick(french, english) {
                let Some(found) = take(said, pattern) else { continue };
                let exact = (to - from) * whole(sign);
                let units = self.lang.pick(["point", "points"], ["point", "points"]);
                let size = units.into_iter().find_map(|unit| self.size(found[0], unit)).ok_or("not a size")?;
                let is_plural = found[0].ends_with('s');
                let number = match &size {
                    Size::About(size) => size.clone(),
                    Size::UnderATenth => whole(0),
                    Size::NearlyAHundred => whole(HUNDRED),
                };
                let plural = self.lang.pick(number >= whole(2), number != whole(1));
                return says(exact > whole(0) && Self::is_size(&exact, &size), "not these points")
                    .and(says(plural == is_plural, "the wrong number of points"));
            }
            return Err("per cent is told in points".into());
        }
        says(*from > whole(0) && *to > whole(0) && from != to, "no factor means anything")?;
        let factor = to / from;
        let inverse = from / to;
        let near = |factor: &Fraction, times: i64| {
            let gap = factor - whole(times);
            let limit = Fraction::new(5.into(), 100.into());
            if gap == whole(0) {
                Some("")
            } else if gap < whole(0) && -&gap <= limit {
                Some(self.pick("presque ", "nearly "))
            } else if gap > whole(0) && gap <= limit {
                Some(self.pick("plus que ", "more than "))
            } else {
                None
            }
        };
        let verbs = [
            (2, "doubler", "double"),
            (3, "tripler", "triple"),
            (4, "quadrupler", "quadruple"),
            (5, "quintupler", "grow *fivefold"),
            (10, "décupler", "grow *tenfold"),
        ];
        let e = if called.is_feminine && self.lang == Lang::French { "e" } else { "" };
        for (times, french, english) in verbs {
            if let Some(nearness) = near(&factor, times) {
                let expected = match self.lang {
                    Lang::English if english.contains('*') => english.replace('*', nearness),
                    _ => format!("{nearness}{}", self.pick(french, english)),
                };
                return says(said == expected, &format!("expected {expected}"));
            }
        }
        let one_decimal = |number: &Fraction| rounded(number, 1);
        if factor >= Fraction::new(3.into(), 2.into()) {
            let pattern = self.lang.pick(format!("être multiplié{e} par *"), "be multiplied by *".to_owned());
            let found = take(said, &pattern).ok_or("a multiple is expected")?;
            return says(parsed(found[0]) == Some(one_decimal(&factor)), "another multiple");
        }
        if factor > whole(1) {
            let found = self.take(said, "augmenter de *", "rise by *").ok_or("a rise is expected")?;
            let size = self.size(found[0], "%").ok_or("not a size")?;
            return says(Self::is_size(&((factor - whole(1)) * whole(HUNDRED)), &size), "another rise");
        }
        if let Some(nearness) = near(&inverse, 2) {
            let expected = self.lang.pick(format!("être {nearness}divisé{e} par deux"), format!("{nearness}halve"));
            return says(said == expected, &format!("expected {expected}"));
        }
        if factor <= Fraction::new(67.into(), 100.into()) {
            let pattern = self.lang.pick(format!("être divisé{e} par *"), "be divided by *".to_owned());
            let found = take(said, &pattern).ok_or("a division is expected")?;
            return says(parsed(found[0]) == Some(one_decimal(&inverse)), "another divisor");
        }
        let found = self.take(said, "reculer de *", "fall by *").ok_or("a fall is expected")?;
        let size = self.size(found[0], "%").ok_or("not a size")?;
        says(Self::is_size(&((whole(1) - factor) * whole(HUNDRED)), &size), "another fall")
    }

    /// The mark beside a name: "×2", "≈ ×2", "+7,1 %", "+8 pts", with the year of a target that is not the last; empty where it means nothing.
    pub fn mark(&self, row: RowId, mark: &str) -> Verdict {
        let text = plain(mark);
        let called = &self.rows[&row];
        let year = self.facts.target_year(row);
        let (from, to) = (self.facts.base(row).and_then(|(_, _, value)| number(Some(value))), self.facts.number(row, year, ValueKind::Target));
        let (Some(from), Some(to)) = (from, to) else { return says(text.is_empty(), "a mark without both numbers") };
        if text.is_empty() {
            return says(!called.is_in_points && (from <= whole(0) || to < whole(0)), "a mark is missing");
        }
        let last = self.facts.document.layout().target_year();
        let text = match text.strip_suffix(&format!(" ({year})")) {
            Some(rest) if year != last => rest.to_owned(),
            None if year == last => text,
            _ => return Err("the year of the target is missing, or needless".into()),
        };
        self.is_mark(called, &from, &to, &text)
    }

    fn is_mark(&self, called: &Called, from: &Fraction, to: &Fraction, text: &str) -> Verdict {
        if called.is_in_points {
            let unit = if text.ends_with("pts") { "pts" } else { "pt" };
            return Self::is_signed(&(to - from), text, unit);
        }
        says(*from > whole(0) && *to >= whole(0), "no factor means anything")?;
        let factor = to / from;
        if let Some(times) = text.strip_prefix("≈ ×").or(text.strip_prefix('×')) {
            let said = parsed(times).ok_or("not a factor")?;
            let named = [2, 3, 4, 5, 10].into_iter().map(whole).any(|named| named == said);
            says(factor >= Fraction::new(3.into(), 2.into()) && rounded(&factor, 1) == said, "another factor")?;
            return says(!named || (factor == said) != text.starts_with('≈'), "about or exactly");
        }
        says(factor < Fraction::new(3.into(), 2.into()), "a factor is expected")?;
        Self::is_signed(&((factor - whole(1)) * whole(HUNDRED)), text, "%")
    }

    /// "+7,1 %", "−5 pts", "0 %", "< +0,1 %".
    fn is_signed(exact: &Fraction, text: &str, unit: &str) -> Verdict {
        let text = text.strip_suffix(unit).and_then(|text| text.strip_suffix(' ')).ok_or_else(|| format!("no {unit}: {text}"))?;
        let (sign, size) = if *exact < whole(0) { ('−', -exact) } else { ('+', exact.clone()) };
        let bound = if sign == '+' { "< " } else { "> " };
        let (is_bound, text) = text.strip_prefix(bound).map_or((false, text), |text| (true, text));
        if *exact == whole(0) {
            return says(text == "0" && !is_bound, "it is the same");
        }
        let said = text.strip_prefix(sign).and_then(parsed).ok_or("another sign")?;
        let size_said = match is_bound {
            true if said == whole(HUNDRED) => Size::NearlyAHundred,
            true => Size::UnderATenth,
            false => Size::About(said),
        };
        says(Self::is_size(&size, &size_said), "another size")
    }

    /// "Indicateur 1.1, nombre. De 50 en 2020 (prévision actualisée) à 200 en 2023 (cible).": each value is the one of its year and kind.
    pub fn subtitle(&self, row: RowId, subtitle: &str) -> Verdict {
        let text = plain(subtitle);
        let Some((_, said)) = text.split_once(". ") else { return Ok(()) };
        let said = said.strip_suffix('.').ok_or("no stop")?;
        let said = said.strip_prefix(self.pick("De ", "From ")).unwrap_or(said);
        let pieces = said.split(self.pick(" à ", " to ")).flat_map(|piece| piece.split("), ")).map(|piece| piece.trim_end_matches(')'));
        let kinds = [
            (ValueKind::Actual, "réalisation", "actual"),
            (ValueKind::Forecast, "prévision", "forecast"),
            (ValueKind::RevisedForecast, "prévision actualisée", "revised forecast"),
            (ValueKind::Target, "cible", "target"),
        ];
        for piece in pieces {
            let (value, at) = piece.rsplit_once(self.pick(" en ", " in ")).ok_or("unknown form of a value")?;
            let (year, kind) = at.split_once(" (").ok_or("no kind")?;
            let year = year.parse().ok().and_then(Year::new).ok_or("no year")?;
            let kind = kinds.into_iter().find(|(_, french, english)| kind == self.pick(french, english)).ok_or("no kind")?.0;
            self.is_value(row, self.facts.value(row, year, kind).ok_or("nothing was entered")?, value)?;
        }
        Ok(())
    }

    /// Whether a value is written so: a word stands between quotation marks.
    fn is_value(&self, row: RowId, value: &IndicatorValue, text: &str) -> Verdict {
        let is_percentage = self.rows[&row].is_percentage;
        match value {
            IndicatorValue::Number { value, .. } => {
                let said = if is_percentage { text.strip_suffix(" %").and_then(parsed) } else { parsed(text) };
                says(said == Some(fraction(*value)), "another value")
            }
            IndicatorValue::Range { .. } => says(text == if is_percentage { "15-25 %" } else { "15-25" }, "another range"),
            IndicatorValue::NotAvailable => says(text == "NA", "another word"),
            IndicatorValue::Words(words) => {
                let (french, english) = (format!("« {words} »"), format!("“{words}”"));
                says(text == self.pick(&french, &english), "other words")
            }
            IndicatorValue::Trend { trend, .. } => {
                let (french, english) = match trend {
                    Trend::Rising => ("« en hausse »", "“rising”"),
                    Trend::Falling => ("« en baisse »", "“falling”"),
                    Trend::Stable => ("« stable »", "“stable”"),
                    Trend::Monitored => ("« suivi »", "“monitored”"),
                };
                says(text.to_lowercase() == self.pick(french, english), "another trend")
            }
            IndicatorValue::Undetermined | IndicatorValue::NotApplicable => {
                says(self.take(text, "« * »", "“*”").is_some(), "a word without quotation marks")
            }
        }
    }

    /// The title of all indicators.
    pub fn rows(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        let text = text.rsplit_once(" (").filter(|(_, end)| end.contains(" / ")).map_or(text.clone(), |(title, _)| title.to_owned());
        let facts = &self.facts;
        let (year, before) = (facts.document.layout().target_year(), facts.year().offset(-1));
        let targets: Vec<(RowId, Fraction)> = self.rows.keys().filter_map(|row| Some((*row, facts.number(*row, year, ValueKind::Target)?))).collect();
        let pairs: Vec<(RowId, Fraction, Fraction)> = targets
            .iter()
            .filter_map(|(row, to)| {
                let (_, kind, value) = facts.base(*row)?;
                let is_forecast = kind != ValueKind::Actual;
                Some((*row, number(Some(value)).filter(|_| is_forecast == facts.has_forecast())?, to.clone()))
            })
            .collect();
        let above = pairs.iter().filter(|(_, from, to)| to > from).count();
        let under = pairs.iter().filter(|(_, from, to)| to < from).count();
        let (all, of) = (self.rows.len(), pairs.len());
        let heading = self.lang.pick(format!("Les indicateurs et leurs cibles de {year}"), format!("The indicators and their targets for {year}"));
        if text == heading {
            return says(!(of > 0 && (above == of || under == of || above > 1)), "a count must stand here");
        }
        if text == self.pick("Aucun indicateur", "No indicator") {
            return says(all == 0, "there are indicators");
        }
        let (head, span) = match text.split_once(self.pick(" : ", ": ")) {
            Some((head, span)) => (head, Some(span)),
            None => (text.as_str(), None),
        };
        let base = if facts.has_forecast() {
            self.lang.pick(format!("la prévision de {before}"), format!("the forecast{} of {before}", if of > 1 { "s" } else { "" }))
        } else {
            self.pick("la dernière réalisation", "the last actual").to_owned()
        };
        let had = if facts.has_forecast() {
            self.lang.pick(format!("qui ont une prévision chiffrée pour {before}"), format!("that have a numeric forecast for {before}"))
        } else {
            self.pick("qui ont une réalisation chiffrée", "that have a numeric actual").to_owned()
        };
        let words = self.lang.pick(
            ["zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
            ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        );
        let read = |word: &str| words.iter().position(|other| *other == word.to_lowercase()).or_else(|| word.parse().ok());
        let numeric = of == targets.len();
        let every = of == all;
        // Subject, whether it must be every row, all numeric targets or those that compare; what is counted.
        let scopes = [("", every), (self.pick(" chiffrées", "numeric "), numeric && !every)];
        for (verbs, count) in [(["dépassent", "dépasse", "exceed", "exceeds"], above), (["sont sous", "est sous", "lie under", "lies under"], under)]
        {
            let [many, one, many_english, one_english] = verbs;
            for (adjective, holds) in scopes {
                let patterns = [
                    self.lang.pick(
                        format!("Les * cibles{adjective} de {year} {many} {base}"),
                        format!("The * {adjective}targets of {year} {many_english} {base}"),
                    ),
                    self.lang.pick(
                        format!("* des * cibles{adjective} de {year} {many} {base}"),
                        format!("* of the * {adjective}targets of {year} {many_english} {base}"),
                    ),
                ];
                if let Some(found) = take(head, &patterns[0]).filter(|found| read(found[0]).is_some()) {
                    says(holds && read(found[0]) == Some(of) && count == of, "not so many targets")?;
                    return self.span(&pairs, span);
                }
                if let Some(found) = take(head, &patterns[1]).filter(|found| read(found[0]).is_some() && read(found[1]).is_some()) {
                    return says(
                        holds && read(found[0]) == Some(count) && read(found[1]) == Some(of) && count < of && span.is_none(),
                        "not so many targets",
                    );
                }
            }
            let compare = self.lang.pick(
                if count == above && many == "dépassent" { "la dépassent" } else { "lui sont inférieures" }.to_owned(),
                format!("{many_english} it"),
            );
            let patterns = [
                self.lang
                    .pick(format!("Les * cibles chiffrées de {year} {had} {compare}"), format!("The * numeric targets of {year} {had} {compare}")),
                self.lang.pick(
                    format!("* des * cibles chiffrées de {year} {had} {compare}"),
                    format!("* of the * numeric targets of {year} {had} {compare}"),
                ),
            ];
            if let Some(found) = take(head, &patterns[0]).filter(|found| read(found[0]).is_some()) {
                says(!numeric && !every && read(found[0]) == Some(of) && count == of, "not so many targets")?;
                return self.span(&pairs, span);
            }
            if let Some(found) = take(head, &patterns[1]) {
                return says(
                    !numeric && !every && read(found[0]) == Some(count) && read(found[1]) == Some(of) && count < of && span.is_none(),
                    "not so many targets",
                );
            }
            let thing = if facts.has_forecast() { self.pick("une prévision", "a forecast") } else { self.pick("une réalisation", "an actual") };
            let alone = [
                (self.lang.pick(format!("La cible de {year} {one} {base}"), format!("The target of {year} {one_english} {base}")), every),
                (
                    self.lang.pick(
                        format!("La seule cible chiffrée de {year} {one} {base}"),
                        format!("The only numeric target of {year} {one_english} {base}"),
                    ),
                    numeric && !every,
                ),
                (
                    self.lang.pick(
                        format!("La seule cible de {year} comparable à {thing} {one} {base}"),
                        format!("The only target of {year} comparable with {thing} {one_english} {base}"),
                    ),
                    !numeric && !every,
                ),
            ];
            if let Some((_, holds)) = alone.iter().find(|(sentence, _)| sentence == head) {
                says(*holds && of == 1 && count == 1, "not one target")?;
                return self.span(&pairs, span);
            }
        }
        Err("unknown form of a count".into())
    }

    /// "de +7,1 % à ×4": the marks of the least and of the most.
    fn span(&self, pairs: &[(RowId, Fraction, Fraction)], span: Option<&str>) -> Verdict {
        let Some(span) = span else { return Ok(()) };
        let ends: Vec<&str> = self.take(span, "de * à *", "from * to *").unwrap_or_else(|| vec![span, span]);
        let is_in_points = |row: &RowId| self.rows[row].is_in_points;
        says(pairs.iter().all(|(row, ..)| is_in_points(row)) || !pairs.iter().any(|(row, ..)| is_in_points(row)), "points beside factors")?;
        let size = |(row, from, to): &(RowId, Fraction, Fraction)| if is_in_points(row) { to - from } else { to / from };
        let least = pairs.iter().min_by_key(|pair| size(pair)).ok_or("no target")?;
        let most = pairs.iter().max_by_key(|pair| size(pair)).ok_or("no target")?;
        for ((row, from, to), text) in [(least, ends[0]), (most, ends[1])] {
            self.is_mark(&self.rows[row], from, to, text)?;
        }
        Ok(())
    }

    // ------------------------------------------------------------ credits

    fn typed(&self, measure: Measure, part: Part<'_>) -> [Option<Fraction>; 2] {
        [self.facts.act(false, measure, part), self.facts.bill(false, measure, part)]
    }

    /// Whether a measure is typed in part only, in the bill and in the act.
    fn partly(&self, contributions: bool, measures: &[Measure]) -> [bool; 2] {
        [Stage::Bill, Stage::InitialAct].map(|stage| measures.iter().any(|measure| !self.facts.gaps(stage, contributions, *measure).is_empty()))
    }

    pub fn is_partly(&self, stage: Stage, measure: Measure) -> bool {
        !self.facts.gaps(stage, false, measure).is_empty()
    }

    /// What stands after an amount of what is typed in part.
    pub fn so_far(&self) -> &'static str {
        self.lang.pick(" à ce jour", " so far")
    }

    /// What is said beside an amount of the bill where that, or the act, is typed in part, without the words that say so.
    fn uncompared<'t>(&self, [bill, act]: [bool; 2], text: &'t str) -> Option<&'t str> {
        let text = if bill { text.strip_prefix(self.pick("en cours de saisie, ", "partly entered, "))? } else { text };
        if act { text.strip_suffix(self.so_far()) } else { Some(text) }
    }

    /// Where one of these measures is typed in part, something that is missing is told and nothing else; nowhere else is anything.
    pub(super) fn of_partial_entry(&self, text: &str, stage: Stage, measures: &[Measure]) -> Option<Verdict> {
        let (name, year) = if stage == Stage::Bill { ("PLF", self.year()) } else { ("LFI", self.year() - 1) };
        let head = self.lang.pick(format!("{name} {year} en cours de saisie : "), format!("{name} {year} partly entered: "));
        let mut told = Vec::new();
        for (measure, ae_cp) in [(Measure::Ae, "AE"), (Measure::Cp, "CP")].into_iter().filter(|(measure, _)| measures.contains(measure)) {
            for (action, category) in self.facts.gaps(stage, false, measure) {
                let action = action.map(|code| match code.parent() {
                    None => self.lang.pick(format!("de l’action {code}"), format!("of action {code}")),
                    Some(_) => self.lang.pick(format!("de la sous-action {code}"), format!("of sub-action {code}")),
                });
                let of = match (action, category) {
                    (Some(action), Some(category)) => format!("{action}, cat. {category},"),
                    (Some(action), None) => action,
                    (None, Some(category)) => self.lang.pick(format!("de la catégorie {category}"), format!("of category {category}")),
                    (None, None) => return Some(Err("a gap nowhere".into())),
                };
                told.push(format!("{head}{ae_cp} {of} {}", self.pick("à saisir", "not entered yet")));
            }
        }
        let is_said = text.starts_with(&head);
        (is_said || !told.is_empty()).then(|| says(told.iter().any(|told| told == text), "what is typed in part must be said, and nothing else"))
    }

    /// The change in per cent, where both are typed whole and it means something.
    fn change(&self, measure: Measure, part: Part<'_>) -> Option<Fraction> {
        if self.partly(false, &[measure]) != [false; 2] {
            return None;
        }
        let [act, bill] = self.typed(measure, part);
        let (act, bill) = (act?, bill?);
        (act > whole(0) && bill >= whole(0)).then(|| (bill / act - whole(1)) * whole(HUNDRED))
    }

    /// Nothing, or one measure, of the bill was typed.
    pub(super) fn missing(&self) -> [bool; 2] {
        Measure::BOTH.map(|measure| self.facts.bill(false, measure, Part::All).is_none())
    }

    fn not_entered(&self) -> String {
        self.lang.pick(format!("PLF {} à saisir", self.year()), format!("PLF {} not entered yet", self.year()))
    }

    /// The gravest: where nobody entered the bill, the title says so and nothing else; nowhere else does it.
    pub(super) fn of_empty_bill(&self, text: &str) -> Option<Verdict> {
        let is_empty = self.missing() == [true, true];
        let is_said = text == self.not_entered();
        (is_empty || is_said).then(|| says(is_empty && is_said, "nobody entered the bill: that alone must be said"))
    }

    /// The title of the credits.
    pub fn credits(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        if let Some(verdict) = self.of_empty_bill(&text) {
            return verdict;
        }
        let missing = self.missing();
        let there: Vec<Measure> = Measure::BOTH.into_iter().zip(missing).filter(|(_, missing)| !missing).map(|(measure, _)| measure).collect();
        let partial = self.of_partial_entry(&text, Stage::Bill, &Measure::BOTH).or_else(|| self.of_partial_entry(&text, Stage::InitialAct, &there));
        if let Some(verdict) = partial {
            return verdict;
        }
        let changes = Measure::BOTH.map(|measure| self.change(measure, Part::All));
        let is_told = |index: usize| missing[index] || changes[index].is_some();
        let must_tell = is_told(0) && is_told(1);
        let (before, asked) = (self.year() - 1, self.facts.bill(false, Measure::Ae, Part::All).filter(|asked| *asked > whole(0)));
        let act = self.facts.act(false, Measure::Ae, Part::All);
        let has_none = act.is_some() && self.facts.is_nil(&[Stage::InitialAct], false, &[Measure::Ae], Part::All);
        for french in ["demandé", "demandés"] {
            let patterns = [
                (self.lang.pick(format!("* d’AE {french}, aucun en {before}"), format!("* of AE requested, none in {before}")), has_none),
                (self.lang.pick(format!("* d’AE {french}"), "* of AE requested".to_owned()), act.is_none()),
            ];
            for (pattern, holds) in patterns {
                if let Some(found) = take(&text, &pattern) {
                    says(!must_tell && holds, "the act is known, or not nil")?;
                    return self.amount(asked.as_ref(), found[0], self.lang == Lang::English || french == "demandé");
                }
            }
        }
        let heading = self.lang.pick(
            format!("Crédits demandés pour {} et votés pour {before}", self.year()),
            format!("Appropriations requested for {} and voted for {before}", self.year()),
        );
        if text == heading {
            return says(!must_tell && !(asked.is_some() && (act.is_none() || has_none)), "a finding must stand here");
        }
        says(must_tell, "nothing can be told")?;
        self.both(&text, &changes)
    }

    /// An amount, and whether its verb is in the right number: singular under 2.
    fn amount(&self, amount: Option<&Fraction>, text: &str, is_singular: bool) -> Verdict {
        let amount = amount.ok_or("no amount")?;
        says(is_written(amount, text), "another amount")?;
        let (said, unit) = euros(text).ok_or("no amount")?;
        says(self.lang == Lang::English || is_singular == (said / unit).is_under(2), "the wrong number of euros")
    }

    fn is_stable(change: &Fraction) -> bool {
        rounded(change, 1) == whole(0)
    }

    /// What became of both measures.
    fn both(&self, text: &str, changes: &[Option<Fraction>; 2]) -> Verdict {
        if text == self.pick("Les crédits sont stables", "Appropriations are stable") {
            return says(changes.iter().all(|change| change.as_ref().is_some_and(Self::is_stable)), "they are not stable");
        }
        let together = [("Les AE et les CP augmentent", "AE and CP both rise", 1), ("Les AE et les CP reculent", "AE and CP both fall", -1)];
        for (french, english, sign) in together {
            let Some(rest) = text.strip_prefix(self.pick(french, english)) else { continue };
            let sizes: Vec<Size> = match self.take(rest, " de *", " by *") {
                Some(found) => vec![self.size(found[0], "%").ok_or("not a size")?; 2],
                None => {
                    let found = self.take(rest, " (* et *)", " (* and *)").ok_or("unknown form")?;
                    found.iter().filter_map(|size| self.size(size, "%")).collect()
                }
            };
            says(sizes.len() == 2, "not two sizes")?;
            for (change, size) in changes.iter().zip(&sizes) {
                let exact = change.as_ref().ok_or("no change")? * whole(sign);
                says(Self::is_size(&exact, size), "another change")?;
            }
            return Ok(());
        }
        let clauses: Vec<&str> = text.split(", ").collect();
        says(clauses.len() == 2, "unknown form of the credits")?;
        for (index, (clause, name)) in clauses.iter().zip(["AE", "CP"]).enumerate() {
            self.clause(clause, name, index, changes[index].as_ref())?;
        }
        Ok(())
    }

    /// "les AE augmentent de 15,2 %", "CP du PLF 2021 à saisir".
    fn clause(&self, clause: &str, name: &str, index: usize, change: Option<&Fraction>) -> Verdict {
        let clause = clause.strip_prefix("Les ").map_or(clause.to_owned(), |rest| format!("les {rest}"));
        let missing = self.lang.pick(format!("{name} du PLF {} à saisir", self.year()), format!("{name} of the PLF {} not entered yet", self.year()));
        if clause == missing {
            return says(self.missing()[index], "it was entered");
        }
        let change = change.ok_or("no change")?;
        if clause == self.lang.pick(format!("les {name} sont stables"), format!("{name} are stable")) {
            return says(Self::is_stable(change), "not stable");
        }
        for (french, english, sign) in [("augmentent", "rise", 1), ("reculent", "fall", -1)] {
            let pattern = self.lang.pick(format!("les {name} {french} de *"), format!("{name} {english} by *"));
            if let Some(found) = take(&clause, &pattern) {
                let size = self.size(found[0], "%").ok_or("not a size")?;
                return says(Self::is_size(&(change * whole(sign)), &size) && !Self::is_stable(change), "another change");
            }
        }
        Err("unknown form of a change".into())
    }

    /// "+15,2 %" beside a bar: empty where it means nothing.
    pub fn variation(&self, measure: Measure, part: Part<'_>, text: &str) -> Verdict {
        let text = plain(text);
        match self.change(measure, part) {
            None => says(text.is_empty(), "a change of what was not entered, or from nothing"),
            Some(change) => Self::is_signed(&change, &text, "%"),
        }
    }

    /// "Les AE du titre 2 augmentent de 100 %".
    pub fn varies(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        for (measure, name) in Measure::BOTH.into_iter().zip(["AE", "CP"]) {
            let head = self.lang.pick(format!("Les {name} "), format!("{name} "));
            let Some(rest) = text.strip_prefix(&head) else { continue };
            let of_title = Title::all().find_map(|title| {
                let of = self.lang.pick(format!("du titre {title} "), format!("of title {title} "));
                rest.strip_prefix(&of).map(|rest| (title, rest.to_owned()))
            });
            let (part, rest) = of_title.map_or((Part::All, rest.to_owned()), |(title, rest)| (Part::Title(title), rest));
            let change = self.change(measure, part).ok_or("no change")?;
            if rest == self.pick(if measure == Measure::Ae { "sont inchangées" } else { "sont inchangés" }, "are unchanged") {
                return says(change == whole(0), "changed");
            }
            for (french, english, sign) in [("augmentent de *", "rise by *", 1), ("reculent de *", "fall by *", -1)] {
                if let Some(found) = self.take(&rest, french, english) {
                    let size = self.size(found[0], "%").ok_or("not a size")?;
                    return says(Self::is_size(&(change * whole(sign)), &size), "another change");
                }
            }
        }
        Err("unknown form of a change of a title".into())
    }

    /// The title of the slide of figures.
    pub fn totals(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        if let Some(verdict) = self.of_empty_bill(&text) {
            return verdict;
        }
        if let Some(verdict) = self.of_partial_entry(&text, Stage::Bill, &Measure::BOTH) {
            return verdict;
        }
        let year = self.year();
        let asked = Measure::BOTH.map(|measure| self.facts.bill(false, measure, Part::All));
        let is_nil = self.facts.is_nil(&[Stage::Bill], false, &Measure::BOTH, Part::All);
        if text == self.pick("Les crédits de l’année", "The appropriations of the year") {
            return says(asked == [Some(whole(0)), Some(whole(0))] && !is_nil, "a finding must stand here");
        }
        if text == self.lang.pick(format!("Aucun crédit demandé pour {year}"), format!("No appropriations requested for {year}")) {
            return says(asked == [Some(whole(0)), Some(whole(0))] && is_nil, "credits are requested, or missing");
        }
        let (head, ways) = match text.split_once(self.pick(" : ", ": ")) {
            Some((head, ways)) => (head, Some(ways)),
            None => (text.as_str(), None),
        };
        let missing = |name: &str| self.lang.pick(format!("{name} à saisir"), format!("{name} not entered yet"));
        let [ae, cp] = &asked;
        let mut is_read = false;
        for french in ["demandé", "demandés"] {
            let singular = french == "demandé";
            let verb = self.pick(french, "requested");
            let for_year = self.lang.pick(format!("{verb} pour {year}"), format!("{verb} for {year}"));
            let alone = [
                (self.lang.pick(format!("* d’AE {for_year}, {}", missing("CP")), format!("* of AE {for_year}, {}", missing("CP"))), ae, cp.is_none()),
                (
                    self.lang.pick(format!("* de CP {for_year}, {}", missing("AE")), format!("* of CP {for_year}, {}", missing("AE"))),
                    cp,
                    ae.is_none(),
                ),
            ];
            for (pattern, amount, holds) in alone {
                if let Some(found) = take(head, &pattern) {
                    says(holds, "it was entered")?;
                    self.amount(amount.as_ref(), found[0], singular)?;
                    is_read = true;
                }
            }
            let two = self.lang.pick(format!("* d’AE et * de CP demandés pour {year}"), format!("* of AE and * of CP requested for {year}"));
            if let (Some(found), false) = (take(head, &two), is_read) {
                for (amount, text) in asked.iter().zip(&found) {
                    says(amount.as_ref().is_some_and(|amount| is_written(amount, text)), "another amount")?;
                }
                is_read = true;
            }
            if let (Some(found), false) = (take(head, &format!("* {for_year}")).filter(|found| euros(found[0]).is_some()), is_read) {
                says(ae == cp, "AE and CP differ")?;
                self.amount(ae.as_ref(), found[0], singular)?;
                is_read = true;
            }
        }
        says(is_read, "unknown form of the totals")?;
        let changes = Measure::BOTH.map(|measure| self.change(measure, Part::All));
        let Some(ways) = ways else { return says(changes.iter().any(Option::is_none), "the changes must be told") };
        let [Some(ae), Some(cp)] = &changes else { return Err("no change is known".into()) };
        let way = |change: &Fraction| {
            if Self::is_stable(change) {
                0
            } else if *change > whole(0) {
                1
            } else {
                -1
            }
        };
        let verb = |way| match way {
            0 => self.pick("sont stables", "are stable"),
            1 => self.pick("augmentent", "rise"),
            _ => self.pick("reculent", "fall"),
        };
        let expected = match (way(ae), way(cp)) {
            (0, 0) => self.pick("les crédits sont stables", "appropriations are stable").to_owned(),
            (ae, cp) if ae == cp => self.lang.pick(format!("les AE et les CP {}", verb(ae)), format!("AE and CP both {}", verb(ae))),
            (ae, cp) => self.lang.pick(format!("les AE {}, les CP {}", verb(ae), verb(cp)), format!("AE {}, CP {}", verb(ae), verb(cp))),
        };
        says(ways == expected, &format!("expected {expected}"))
    }

    // ------------------------------------------------------------ parts of the AE

    /// The title of the shares of actions, or of the titles.
    pub fn parts(&self, sentence: &str, by_title: bool) -> Verdict {
        let text = plain(sentence);
        if let Some(verdict) = self.of_empty_bill(&text) {
            return verdict;
        }
        let year = self.year();
        let missing = self.lang.pick(format!("AE du PLF {year} à saisir"), format!("AE of the PLF {year} not entered yet"));
        if self.missing()[0] || text == missing {
            return says(self.missing()[0] && text == missing, "nobody entered AE: that alone must be said");
        }
        if let Some(verdict) = self.of_partial_entry(&text, Stage::Bill, &[Measure::Ae]) {
            return verdict;
        }
        let ae = |part| self.facts.bill(false, Measure::Ae, part).unwrap_or(whole(0));
        let names = |french: String, english: String| self.lang.pick(french, english);
        let parts: Vec<(String, Fraction)> = if by_title {
            Title::all().map(|title| (names(format!("Le titre {title}"), format!("Title {title}")), ae(Part::Title(title)))).collect()
        } else {
            self.facts
                .actions()
                .map(|action| (names(format!("L’action {}", action.code), format!("Action {}", action.code)), ae(Part::Action(action))))
                .collect()
        };
        let all = ae(Part::All);
        let most = parts.iter().map(|(_, amount)| amount.clone()).max().unwrap_or(whole(0));
        let is_alone = parts.iter().filter(|(_, amount)| *amount == most).count() == 1;
        let is_sound = parts.iter().all(|(_, amount)| *amount >= whole(0));
        let is_nil = self.facts.is_nil(&[Stage::Bill], false, &[Measure::Ae], Part::All);
        if text == names(format!("Aucune AE demandée pour {year}"), format!("No AE requested for {year}")) {
            return says(is_nil, "AE are requested");
        }
        let heading = if by_title {
            names(
                format!("Crédits par titre : votés pour {}, demandés pour {year}", year - 1),
                format!("Appropriations by title: voted for {}, requested for {year}", year - 1),
            )
        } else {
            names(format!("Part de chaque action dans les AE demandées pour {year}"), format!("Share of each action in the AE requested for {year}"))
        };
        // What ended before the bill is not named as first.
        let is_over = |name: &str| {
            let ended = self.facts.actions().filter(|action| action.ended.is_some_and(|ended| i64::from(ended.get()) < year));
            !by_title && ended.map(|action| names(format!("L’action {}", action.code), format!("Action {}", action.code))).any(|over| over == name)
        };
        let is_top_over = parts.iter().any(|(name, amount)| *amount == most && is_over(name));
        if text == heading {
            return says(!is_nil && (is_top_over || !is_sound || !is_alone || all == whole(0)), "a finding must stand here");
        }
        says(is_sound && is_alone && all > whole(0) && !is_top_over, "nothing can be told of these sums")?;
        let (name, amount) = parts.iter().find(|(_, amount)| *amount == most).ok_or("no part")?;
        let rest = text.strip_prefix(name.as_str()).ok_or("another part comes first")?;
        let part = amount / &all;
        let over = |numerator: i64, denominator: i64| part > Fraction::new(numerator.into(), denominator.into());
        let forms = [
            (" porte toutes les AE", " holds all AE", part == whole(1)),
            (" porte plus des trois quarts des AE", " holds over three quarters of AE", over(3, 4) && part < whole(1)),
            (" porte plus des deux tiers des AE", " holds over two thirds of AE", over(2, 3) && !over(3, 4)),
            (" porte plus de la moitié des AE", " holds over half of AE", over(1, 2) && !over(2, 3)),
        ];
        if let Some((_, _, holds)) = forms.iter().find(|(french, english, _)| rest == self.pick(french, english)) {
            return says(*holds, "another part");
        }
        let first = if by_title { " est le premier, avec * des AE" } else { " est la première, avec * des AE" };
        let found = self.take(rest, first, " comes first, with * of AE").ok_or("unknown form of a part")?;
        let size = self.size(found[0], "%").ok_or("not a size")?;
        says(Self::is_size(&(part.clone() * whole(HUNDRED)), &size) && !over(1, 2), "another part")
    }

    // ------------------------------------------------------------ schedule and outstanding commitments

    fn is_cleared(&self) -> bool {
        let facts = &self.facts;
        let later = [Horizon::Next, Horizon::AfterNext, Horizon::Beyond];
        let estimate = facts.outstanding(facts.year(), OutstandingItem::Estimate);
        estimate.is_some_and(|estimate| estimate > whole(0) && facts.opened(Origin::Earlier, Horizon::Current) == estimate)
            && later.into_iter().all(|horizon| facts.opened(Origin::Earlier, horizon) == whole(0))
            && facts.estimate_follows()
            && facts.first_row_holds()
            && facts.columns_hold()
    }

    /// Whether the AE that the schedule pays for are typed, and not in part only.
    fn has_new_ae(&self) -> bool {
        !self.missing()[0]
            && self.facts.gaps(Stage::Bill, false, Measure::Ae).is_empty()
            && self.facts.gaps(Stage::Bill, true, Measure::Ae).is_empty()
    }

    /// The title of the schedule.
    pub fn schedule(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        let facts = &self.facts;
        let (year, before) = (self.year(), self.year() - 1);
        let cleared = self.lang.pick(
            format!("Les restes à payer de {before} sont soldés en {year}"),
            format!("Outstanding commitments of {before} are cleared in {year}"),
        );
        if let Some(rest) = text.strip_prefix(&cleared) {
            says(self.is_cleared(), "they are not cleared")?;
            let next = facts.scheduled(|_, opening| opening.horizon() == Horizon::Next);
            let next = next.filter(|next| *next > whole(0) && facts.second_row_holds() && self.has_new_ae());
            if rest.is_empty() {
                return says(next.is_none(), "what is left must be told");
            }
            for stays in ["reste", "restent"] {
                let pattern = self.lang.pick(format!(" ; * {stays} à ouvrir en {}", year + 1), format!("; * left for {}", year + 1));
                if let Some(found) = take(rest, &pattern) {
                    return self.amount(next.as_ref(), found[0], stays == "reste");
                }
            }
            return Err("unknown form of what is left".into());
        }
        let opened = |horizon| facts.opened(Origin::New, horizon);
        let (now, ae) = (opened(Horizon::Current), facts.new_ae());
        let is_sound = Horizon::ALL.into_iter().all(|horizon| opened(horizon) >= whole(0)) && facts.second_row_holds() && facts.columns_hold();
        let is_covered = now > whole(0) && ae > whole(0) && now <= ae && is_sound && self.has_new_ae();
        if text == self.pick("Échéancier des CP à ouvrir", "Schedule of CP to open") {
            return says(!self.is_cleared() && !is_covered, "a finding must stand here");
        }
        says(!self.is_cleared() && is_covered, "a check contradicts these sums, or another finding stands")?;
        let pattern = self.lang.pick(format!("* des AE nouvelles sont couvertes dès {year}"), format!("* of new AE are covered in {year}"));
        let found = take(&text, &pattern).ok_or("unknown form of the schedule")?;
        let mut letters = found[0].chars();
        let size: String = letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default();
        let size = self.size(&size, "%").ok_or("not a size")?;
        says(Self::is_size(&(now / ae * whole(HUNDRED)), &size), "another part")
    }

    /// From the act to the bill in one measure, by action or by title.
    pub fn waterfall(&self, measure: Measure, by_title: bool, sentence: &str) -> Verdict {
        let text = plain(sentence);
        if let Some(verdict) = self.of_empty_bill(&text) {
            return verdict;
        }
        let (year, index) = (self.year(), usize::from(measure == Measure::Cp));
        let (name, of) = [("AE", "d’AE"), ("CP", "de CP")][index];
        let missing = self.lang.pick(format!("{name} du PLF {year} à saisir"), format!("{name} of the PLF {year} not entered yet"));
        if self.missing()[index] || text == missing {
            return says(self.missing()[index] && text == missing, "nobody entered it: that alone must be said");
        }
        for stage in [Stage::Bill, Stage::InitialAct] {
            if let Some(verdict) = self.of_partial_entry(&text, stage, &[measure]) {
                return verdict;
            }
        }
        let [act, bill] = self.typed(measure, Part::All);
        let (Some(act), Some(bill)) = (act, bill) else {
            let heads = [
                "Autorisations d’engagement (AE) de la LFI",
                "Commitment authorisations (AE) from",
                "Crédits de paiement (CP) de la LFI",
                "Payment appropriations (CP) from",
            ];
            return says(heads.iter().any(|head| text.starts_with(head)), "there is no act to hold it against");
        };
        let change = |part| {
            let [act, bill] = self.typed(measure, part);
            bill.unwrap_or(whole(0)) - act.unwrap_or(whole(0))
        };
        let parts: Vec<(String, Fraction)> = if by_title {
            Title::all().map(|title| (self.lang.pick(format!("Le titre {title}"), format!("Title {title}")), change(Part::Title(title)))).collect()
        } else {
            let named = |code| self.lang.pick(format!("L’action {code}"), format!("Action {code}"));
            self.facts.actions().map(|action| (named(action.code), change(Part::Action(action)))).collect()
        };
        let moved: Vec<&(String, Fraction)> = parts.iter().filter(|(_, change)| *change != whole(0)).collect();
        let sum = |keep: fn(&Fraction) -> bool| -> Fraction { moved.iter().map(|(_, change)| change.clone()).filter(keep).sum() };
        let (rises, falls, total) = (sum(|change| *change > whole(0)), sum(|change| *change < whole(0)), &bill - &act);
        let length = |change: &Fraction| if *change < whole(0) { -change } else { change.clone() };
        let is_signed = |change: &Fraction, text: &str| {
            let sign = if *change < whole(0) { '−' } else { '+' };
            text.strip_prefix(sign).is_some_and(|text| is_written(&length(change), text))
        };
        if total == whole(0) {
            let stays = self.take(&text, &format!("Les {name} restent à *"), &format!("{name} stay at *"));
            let Some([rest]) = stays.as_deref() else { return Err("it stays".into()) };
            let Some((amount, rest)) = rest.split_once(", ") else {
                return says(moved.is_empty() && is_written(&bill, rest), "something moved, or another amount");
            };
            let verb = if euros(rest.split(" chang").next().unwrap_or_default()).is_some_and(|(said, unit)| (said / unit).is_under(2)) {
                "change"
            } else {
                "changent"
            };
            let (french, english) = if by_title { ("de titre", "between titles") } else { ("d’action", "between actions") };
            let said = self.take(rest, &format!("* {verb} {french}"), &format!("* move {english}"));
            return says(is_written(&bill, amount) && said.is_some_and(|said| is_written(&rises, said[0])), "another amount moves");
        }
        let is_rise = total > whole(0);
        if let [(subject, _)] = moved.as_slice() {
            let (french, english) = if is_rise { ("hausse", "rise") } else { ("baisse", "fall") };
            let due =
                self.lang.pick(format!("{subject} fait toute la {french} des {name}"), format!("{subject} makes the whole {english} of {name}"));
            return says(text == due, "one part makes all of it");
        }
        let verb = if is_rise { self.pick("gagne", "gains") } else { self.pick("perd", "loses") };
        let over = self.take(
            &text,
            &format!("* {verb} * {of}, plus que tout le programme (*)"),
            &format!("* {verb} * of {name}, more than the programme (*)"),
        );
        if let Some([subject, size, programme]) = over.as_deref() {
            let Some((_, change)) = moved.iter().find(|(name, _)| name == subject) else { return Err("no such part".into()) };
            let is_most = moved.iter().all(|(name, other)| name == subject || if is_rise { other < change } else { other > change });
            let is_over = if is_rise { *change > total } else { *change < total };
            let is_said = is_written(&length(change), size) && is_signed(&total, programme) && programme.trim_start_matches(['+', '−']) != *size;
            return says(is_most && is_over && is_said, "it does not change by more than the programme");
        }
        let verb = if is_rise { self.pick("augmentent", "rise") } else { self.pick("reculent", "fall") };
        let plain_total = self.take(&text, &format!("Les {name} {verb} de *"), &format!("{name} {verb} by *"));
        let Some([rest]) = plain_total.as_deref() else { return Err("unknown, or it moves the other way".into()) };
        match rest.split_once(self.pick(" : ", ": ")) {
            None => says(is_written(&length(&total), rest) && (rises == whole(0) || falls == whole(0)), "rises and falls are said"),
            Some((amount, parts)) => {
                let Some((up, down)) = parts.split_once(", ") else { return Err("unknown".into()) };
                says(is_written(&length(&total), amount) && is_signed(&rises, up) && is_signed(&falls, down), "another amount")
            }
        }
    }

    /// From the jobs ceiling that was authorised to the one that is asked for: what must be said is said, in its own figures.
    pub fn jobs(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        let (year, rows) = (self.facts.year(), self.facts.document.sections.rows("jobs"));
        let before = self.year() - 1;
        let facts: Vec<_> = rows.iter().map(|row| (row, self.facts.ceiling(row.id, year), self.facts.effects(row.id, year))).collect();
        let has_effect = |effects: &[Option<Fraction>; 5]| effects.iter().any(Option::is_some);
        if !facts.iter().any(|(_, _, effects)| has_effect(effects)) {
            let due = self.pick("Plafond d’emplois demandé pour * à saisir", "Jobs ceiling requested for * not entered yet");
            return says(text == due.replace('*', &year.to_string()), "nobody entered what is asked for");
        }
        let lacking = facts.iter().enumerate().find(|(_, (_, ceiling, effects))| ceiling.is_none() || !has_effect(effects));
        if let Some((index, (row, ceiling, _))) = lacking {
            let what = match ceiling {
                None => self.pick("plafond autorisé", "authorised ceiling"),
                Some(_) => self.pick("effets", "effects"),
            };
            let name = match (row.code.as_str(), row.label.replace('\'', "’").as_str()) {
                ("", "") => format!("{} {}", self.pick("ligne", "row"), index + 1),
                ("", label) => label.to_owned(),
                (code, "") => code.to_owned(),
                (code, label) => format!("{code} – {label}"),
            };
            let due = self.lang.pick(
                format!("Emplois de {year} en cours de saisie : {what} de « {name} » à saisir"),
                format!("Jobs of {year} partly entered: {what} of “{name}” not entered yet"),
            );
            return says(text == due, "a row is typed in part");
        }
        let ceiling: Fraction = facts.iter().filter_map(|(_, ceiling, _)| ceiling.clone()).sum();
        let effects: Vec<Fraction> = (0..5).map(|index| facts.iter().filter_map(|(_, _, effects)| effects[index].clone()).sum()).collect();
        let change: Fraction = effects.iter().sum();
        let moved = effects.iter().filter(|effect| **effect != whole(0)).count();
        if change == whole(0) {
            let stays = self.take(&text, "Le plafond demandé reste à * ETPT*", "The requested ceiling stays at * ETPT*");
            let Some([asked, rest]) = stays.as_deref() else { return Err("the ceiling stays".into()) };
            let offset = self.pick(" : les effets se compensent", ": the effects cancel out");
            return says(parsed(asked) == Some(ceiling) && *rest == if moved > 0 { offset } else { "" }, "another ceiling, or why it stays");
        }
        let verb = if change > whole(0) { self.pick("gagne", "gains") } else { self.pick("perd", "loses") };
        let moves = self.take(&text, &format!("Le plafond demandé {verb} * ETPT*"), &format!("The requested ceiling {verb} * ETPT*"));
        let Some([size, rest]) = moves.as_deref() else { return Err("it moves the other way".into()) };
        let is_along = |effect: &Fraction| (*effect > whole(0)) == (change > whole(0)) && *effect != whole(0);
        let length = |effect: &Fraction| if *effect < whole(0) { -effect } else { effect.clone() };
        if parsed(size) != Some(length(&change)) {
            return Err("another change".into());
        }
        let french = ["mesures de périmètre", "transferts", "corrections techniques", "extension des schémas de *", "schémas de *"];
        let english = ["scope measures", "transfers", "technical corrections", "the extension of the * schemes", "the * schemes"];
        let of = |index: usize| if index == 3 { before } else { self.year() };
        let names: Vec<String> = (0..5).map(|index| self.pick(french[index], english[index]).replace('*', &of(index).to_string())).collect();
        let most = effects.iter().filter(|effect| is_along(effect)).map(length).max();
        let leading: Vec<usize> = (0..5).filter(|index| is_along(&effects[*index]) && Some(length(&effects[*index])) == most).collect();
        match (leading.as_slice(), *rest) {
            ([_, _, ..] | [], "") => Ok(()),
            ([_, _, ..] | [], _) => Err("no effect comes first".into()),
            ([first], rest) => {
                let is_alone = rest.contains(self.pick("seul", "alone"));
                let is_said = rest.starts_with(", ") && rest.contains(&names[*first]) && is_alone == (moved == 1);
                says(is_said && (is_alone || rest.contains(self.pick("d’abord", "first"))), "another effect comes first")
            }
        }
    }

    /// What is known of the end of a year before the bill, and whether it is an estimate: observed by this PAP, or estimated by it.
    fn known(&self, back: i64) -> Option<(Fraction, bool)> {
        let item = |item| self.facts.outstanding(self.facts.year(), item);
        match back {
            2 => item(OutstandingItem::RapRestated).filter(|amount| *amount != whole(0)).or(item(OutstandingItem::Rap)).map(|amount| (amount, false)),
            _ => item(OutstandingItem::Estimate).map(|amount| (amount, true)),
        }
    }

    /// The title of the outstanding commitments.
    pub fn outstanding(&self, sentence: &str, is_title: bool) -> Verdict {
        let text = plain(sentence);
        let (from_year, to_year) = (self.year() - 2, self.year() - 1);
        let (from, to) = (self.known(2), self.known(1));
        let is_sound = self.facts.estimate_follows();
        let change = match (&from, &to) {
            (Some((from, _)), Some((to, _))) if *from > whole(0) && *to >= whole(0) && is_sound => Some((to / from - whole(1)) * whole(HUNDRED)),
            _ => None,
        };
        if text == self.pick("Restes à payer au 31 décembre", "Outstanding commitments at 31 December") {
            let last = to.or(from).map(|(amount, _)| amount);
            return says(last.is_none_or(|last| last < whole(0)), "they are known");
        }
        if let Some(found) = self.take(&text, "Restes à payer : * fin *", "Outstanding commitments: * at the end of *") {
            says(!is_title || change.is_none(), "a finding must stand here")?;
            let (amount, year) = match (&to, &from) {
                (Some((amount, _)), _) => (amount, to_year),
                (None, Some((amount, _))) => (amount, from_year),
                (None, None) => return Err("nothing is known".into()),
            };
            says(*amount >= whole(0), "nothing under 0 is left to pay")?;
            return says(found[1] == year.to_string() && is_written(amount, found[0]), "another amount or year");
        }
        let change = change.ok_or("no change is known, or a check contradicts it")?;
        let span =
            self.lang.pick(format!(" entre fin {from_year} et fin {to_year}"), format!(" from the end of {from_year} to the end of {to_year}"));
        let head = text.strip_suffix(&span).ok_or("other years")?;
        if head == self.pick("Les restes à payer sont stables", "Outstanding commitments are stable") {
            return says(change == whole(0), "they are not the same");
        }
        for (french, english, sign) in [
            ("Les restes à payer augmentent de *", "Outstanding commitments rise by *", 1),
            ("Les restes à payer reculent de *", "Outstanding commitments fall by *", -1),
        ] {
            if let Some(found) = self.take(head, french, english) {
                let size = self.size(found[0], "%").ok_or("not a size")?;
                return says(Self::is_size(&(change * whole(sign)), &size), "another change");
            }
        }
        Err("unknown form of the outstanding commitments".into())
    }

    // ------------------------------------------------------------ slides

    /// The amount of a measure, and what is said beside it.
    pub fn side(&self, measure: Measure, amount: &str, beside: &str) -> Verdict {
        let [act, bill] = self.typed(measure, Part::All);
        let (amount, beside) = (plain(amount), plain(beside));
        let before = self.year() - 1;
        match &bill {
            None => says(amount == self.pick("à saisir", "not entered yet"), "nobody entered it")?,
            Some(bill) => says(is_exact(bill, &amount), "another amount")?,
        }
        let partly = self.partly(false, &[measure]);
        match (act, bill) {
            (Some(act), Some(_)) if partly != [false; 2] => {
                says(self.uncompared(partly, &beside).is_some_and(|rest| self.in_act(&act, rest)), "a comparison of what is typed in part")
            }
            (None, None) => says(beside.is_empty(), "nothing is known"),
            (Some(act), None) => says(self.in_act(&act, &beside), "not this act"),
            (None, Some(_)) => {
                says(beside == self.lang.pick(format!("LFI {before} à saisir"), format!("LFI {before} not entered yet")), "no act is known")
            }
            (Some(act), Some(bill)) if act == bill => {
                says(beside == self.lang.pick(format!("comme en LFI {before}"), format!("as in LFI {before}")), "it is the same")
            }
            (Some(act), Some(bill)) => {
                let pattern = self.lang.pick(format!("soit * par rapport à la LFI {before}"), format!("* compared with LFI {before}"));
                let found = take(&beside, &pattern).ok_or("unknown form of a difference")?;
                let said = found[0].strip_suffix(" €").map(|text| text.strip_prefix('+').unwrap_or(text)).and_then(parsed);
                says(said == Some(&bill - &act) && found[0].starts_with('+') == (bill > act), "another difference")
            }
        }
    }

    /// "1 500 000 € en LFI 2020".
    fn in_act(&self, act: &Fraction, text: &str) -> bool {
        let before = self.year() - 1;
        let pattern = self.lang.pick(format!("* en LFI {before}"), format!("* in LFI {before}"));
        take(text, &pattern).is_some_and(|found| is_exact(act, found[0]))
    }

    /// A title's amount of AE, and what is said of it.
    pub fn leading(&self, name: &str, amount: &str, detail: &str) -> Verdict {
        let title =
            Title::all().find(|title| name.starts_with(&self.lang.pick(format!("Titre {title}, "), format!("Title {title}, ")))).ok_or("no title")?;
        let (amount, detail) = (plain(amount), plain(detail));
        let [ae, cp] = Measure::BOTH.map(|measure| self.typed(measure, Part::Title(title)));
        says(name.ends_with(", AE") != (ae == cp), "AE are named where CP differ")?;
        let before = self.year() - 1;
        let [act, bill] = ae;
        match &bill {
            None => says(amount == self.pick("à saisir", "not entered yet"), "nobody entered it")?,
            Some(bill) => says(is_exact(bill, &amount), "another amount")?,
        }
        let Some(act) = act else {
            return says(detail == self.lang.pick(format!("LFI {before} à saisir"), format!("LFI {before} not entered yet")), "no act is known");
        };
        let partly = self.partly(false, if name.ends_with(", AE") { &[Measure::Ae] } else { &Measure::BOTH });
        if bill.is_some() && partly != [false; 2] {
            return says(self.uncompared(partly, &detail).is_some_and(|rest| self.in_act(&act, rest)), "a comparison of what is typed in part");
        }
        if self.in_act(&act, &detail) {
            return says(bill.is_none_or(|bill| act <= whole(0) || bill < whole(0)), "the change must be told");
        }
        let bill = bill.ok_or("a change of what nobody entered")?;
        if detail == self.lang.pick(format!("aucun, comme en LFI {before}"), format!("none, as in LFI {before}")) {
            let is_nil = self.facts.is_nil(&[Stage::Bill, Stage::InitialAct], false, &[Measure::Ae], Part::Title(title));
            return says(is_nil && act == whole(0) && bill == whole(0), "there is some");
        }
        let found = take(&detail, "* (*)").ok_or("unknown form of a change")?;
        says(self.in_act(&act, found[1]), "not this act")?;
        if found[0] == self.pick("inchangé", "unchanged") {
            return says(act == bill, "changed");
        }
        if found[0] == self.pick("doublé", "doubled") {
            return says(act > whole(0) && bill == &act + &act, "not doubled");
        }
        says(act > whole(0) && bill >= whole(0), "a change from nothing")?;
        Self::is_signed(&((bill / act - whole(1)) * whole(HUNDRED)), found[0], "%")
    }

    /// FdC et AdP, in AE and CP, and what is said of them.
    pub fn contributions(&self, amount: &str, detail: &str) -> Verdict {
        let (amount, detail) = (plain(amount), plain(detail));
        let before = self.year() - 1;
        let of = |text: &str, [ae, cp]: [Option<Fraction>; 2]| {
            let one = |amount: &Option<Fraction>, text: &str| match amount {
                Some(amount) => is_exact(amount, text),
                None => text == self.pick("à saisir", "not entered yet"),
            };
            match self.take(text, "* et *", "* and *") {
                Some(found) => one(&ae, found[0]) && one(&cp, found[1]) && ae != cp,
                None => one(&ae, text) && ae == cp,
            }
        };
        let bill = Measure::BOTH.map(|measure| self.facts.bill(true, measure, Part::All));
        let act = Measure::BOTH.map(|measure| self.facts.act(true, measure, Part::All));
        if detail == self.pick("aucun saisi", "none entered") {
            return says(amount == "–" && bill == [None, None] && act == [None, None], "some were entered");
        }
        says(of(&amount, bill.clone()), "another amount")?;
        let partly = self.partly(true, &Measure::BOTH);
        if partly != [false; 2] {
            let rest = self.take(&detail, "*, hors total", "*, outside the total").ok_or("not said to be outside the total")?[0];
            let rest = self.uncompared(partly, rest).ok_or("a comparison of what is typed in part")?;
            if rest == self.lang.pick(format!("LFI {before} à saisir"), format!("LFI {before} not entered yet")) {
                return says(act == [None, None], "the act is known");
            }
            let pattern = self.lang.pick(format!("* en LFI {before}"), format!("* in LFI {before}"));
            return says(take(rest, &pattern).is_some_and(|found| of(found[0], act)), "not this act");
        }
        if detail == self.lang.pick(format!("aucun, comme en LFI {before}"), format!("none, as in LFI {before}")) {
            let is_nil = self.facts.is_nil(&[Stage::Bill, Stage::InitialAct], true, &Measure::BOTH, Part::All);
            return says(is_nil && bill == [Some(whole(0)), Some(whole(0))] && act == bill, "there are some");
        }
        let detail =
            self.take(&detail, "*, hors total", "*, outside the total").map(|found| found[0].to_owned()).ok_or("not said to be outside the total")?;
        if detail == self.pick("inchangés en AE et en CP", "unchanged in AE and CP") {
            return says(act == bill && act != [None, None], "changed");
        }
        says(act != bill, "unchanged must be told")?;
        if detail == self.lang.pick(format!("LFI {before} à saisir"), format!("LFI {before} not entered yet")) {
            return says(act == [None, None], "the act is known");
        }
        let pattern = self.lang.pick(format!("* en LFI {before}"), format!("* in LFI {before}"));
        says(take(&detail, &pattern).is_some_and(|found| of(found[0], act)), "not this act")
    }

    /// The estimate of outstanding commitments, and what is said of it.
    pub fn estimate(&self, amount: &str, detail: &str) -> Verdict {
        let (amount, detail) = (plain(amount), plain(detail));
        let facts = &self.facts;
        let year = self.year();
        let Some(estimate) = facts.outstanding(facts.year(), OutstandingItem::Estimate) else {
            return says(amount == "–" && detail == self.pick("non évalués", "not estimated"), "nobody estimated them");
        };
        says(is_exact(&estimate, &amount), "another amount")?;
        if detail == self.pick("montant négatif, à vérifier", "negative amount, to be checked") || estimate < whole(0) {
            return says(estimate < whole(0) && detail.contains(self.pick("négatif", "negative")), "under 0 nothing is left to pay");
        }
        let opened = facts.scheduled(|origin, opening| origin == Origin::Earlier && opening.horizon() == Horizon::Current);
        if detail == self.pick("échéancier à saisir", "schedule not entered yet") {
            return says(opened.is_none(), "the schedule was entered");
        }
        let opened = opened.ok_or("the schedule was not entered")?;
        if detail == self.lang.pick(format!("soldés en {year}"), format!("cleared in {year}")) {
            return says(self.is_cleared(), "not cleared");
        }
        if detail == self.pick("rien à solder", "nothing to clear") {
            return says(estimate == whole(0) && opened == whole(0), "there is something");
        }
        if detail == self.pick("évaluation", "estimate") {
            return says(opened < whole(0) || opened > estimate, "what is paid can be told");
        }
        let pattern = self.lang.pick(format!("dont * à payer en {year}"), format!("of which * to be paid in {year}"));
        let found = take(&detail, &pattern).ok_or("unknown form of a payment")?;
        says(is_exact(&opened, found[0]) && opened >= whole(0) && opened <= estimate, "another amount, or more than is owed")
    }

    /// The head of a fact beside a trend: "2023 : cible de 200".
    pub fn fact(&self, row: RowId, head: &str) -> Verdict {
        let text = plain(head);
        let called = &self.rows[&row];
        let (year, rest) = text.split_once(self.pick(" : ", ": ")).ok_or("no year")?;
        let year = year.parse().ok().and_then(Year::new).ok_or("no year")?;
        let value = |text: &str| if called.is_percentage { text.strip_suffix(" %").and_then(parsed) } else { parsed(text) };
        let of = |kind| self.facts.value(row, year, kind);
        let forms = [("ramenée de * à *", "lowered from * to *", -1), ("relevée de * à *", "raised from * to *", 1)];
        for (french, english, sign) in forms {
            if let Some(found) = self.take(rest, french, english) {
                let [from, to] = [ValueKind::Forecast, ValueKind::RevisedForecast].map(|kind| number(of(kind)));
                let (Some(from), Some(to)) = (from, to) else { return Err("no revision".into()) };
                return says(
                    value(found[0]) == Some(from.clone()) && value(found[1]) == Some(to.clone()) && (to - from) * whole(sign) > whole(0),
                    "not this revision",
                );
            }
        }
        if let Some(found) = self.take(rest, "prévision confirmée à *", "forecast confirmed at *") {
            let [from, to] = [ValueKind::Forecast, ValueKind::RevisedForecast].map(|kind| number(of(kind)));
            return says(from.is_some() && from == to && value(found[0]) == to, "not confirmed");
        }
        let kinds =
            [(ValueKind::Actual, "réalisation", "actual"), (ValueKind::Forecast, "prévision", "forecast"), (ValueKind::Target, "cible", "target")];
        let (kind, rest) = kinds
            .into_iter()
            .find_map(|(kind, french, english)| rest.strip_prefix(self.pick(french, english)).map(|rest| (kind, rest)))
            .ok_or("unknown form of a fact")?;
        let typed = of(kind).ok_or("nothing was entered")?;
        let is_figure = matches!(typed, IndicatorValue::Number { .. } | IndicatorValue::Range { .. });
        let text = rest.strip_prefix(if is_figure { self.pick(" de ", " of ") } else { " " }).ok_or("unknown form of a fact")?;
        self.is_value(row, typed, text)
    }
}

/// Whether a sentence can say what a row must do.
fn course(from: Option<&Fraction>, to: Option<&Fraction>, is_in_points: bool) -> bool {
    let (Some(from), Some(to)) = (from, to) else { return false };
    *from != whole(0) && (from == to || is_in_points || *from > whole(0) && *to > whole(0))
}
