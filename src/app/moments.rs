//! Moments in words, by the machine's clock.

use std::time::{Duration, SystemTime};

use jiff::{Timestamp, ToSpan as _, Zoned, tz::TimeZone};

use crate::lang::Lang;

/// "14 h 32"
pub(super) fn time(moment: SystemTime, lang: Lang) -> String {
    time_of(&zoned(moment), lang)
}

/// "aujourd’hui à 14 h 32", "hier à 9 h 05", "le 3/11/2020 à 18 h 04"
pub(super) fn when(moment: SystemTime, lang: Lang) -> String {
    when_seen(&zoned(moment), &Zoned::now(), lang)
}

/// Each moment in words, with its seconds where the minute is that of another one.
pub(super) fn when_each(moments: &[SystemTime], lang: Lang) -> Vec<String> {
    when_each_seen(&moments.iter().copied().map(zoned).collect::<Vec<_>>(), &Zoned::now(), lang)
}

fn when_each_seen(moments: &[Zoned], now: &Zoned, lang: Lang) -> Vec<String> {
    let words: Vec<String> = moments.iter().map(|moment| when_seen(moment, now, lang)).collect();
    let exact = |(said, moment): (&String, &Zoned)| {
        let seconds = moment.second();
        let shared = words.iter().filter(|other| *other == said).count() > 1;
        if shared { lang.pick(format!("{said}\u{a0}min\u{a0}{seconds:02}\u{a0}s"), format!("{said}:{seconds:02}")) } else { said.clone() }
    };
    words.iter().zip(moments).map(exact).collect()
}

pub(super) fn after_epoch(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(SystemTime::UNIX_EPOCH)
}

fn zoned(moment: SystemTime) -> Zoned {
    Timestamp::try_from(moment).unwrap_or_default().to_zoned(TimeZone::system())
}

fn time_of(moment: &Zoned, lang: Lang) -> String {
    let (hour, minute) = (moment.hour(), moment.minute());
    lang.pick(format!("{hour}\u{a0}h\u{a0}{minute:02}"), format!("{hour:02}:{minute:02}"))
}

fn when_seen(moment: &Zoned, now: &Zoned, lang: Lang) -> String {
    let time = time_of(moment, lang);
    let yesterday = now.date().checked_sub(1.day()).ok();
    if moment.date() == now.date() {
        lang.pick(format!("aujourd’hui à {time}"), format!("today at {time}"))
    } else if Some(moment.date()) == yesterday {
        lang.pick(format!("hier à {time}"), format!("yesterday at {time}"))
    } else {
        let (day, month, year) = (moment.day(), moment.month(), moment.year());
        lang.pick(format!("le {day:02}/{month:02}/{year} à {time}"), format!("on {day:02}/{month:02}/{year} at {time}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_one_minute_are_told_apart_by_their_seconds() {
        let now: Zoned = "2020-11-24T09:00[Europe/Paris]".parse().unwrap();
        let moments = ["2020-11-24T08:05:09", "2020-11-24T08:05:02", "2020-11-24T07:00:00"];
        let moments = moments.map(|moment| format!("{moment}[Europe/Paris]").parse().unwrap());
        let french = when_each_seen(&moments, &now, Lang::French).join(", ").replace('\u{a0}', " ");
        assert_eq!(french, "aujourd’hui à 8 h 05 min 09 s, aujourd’hui à 8 h 05 min 02 s, aujourd’hui à 7 h 00");
        assert_eq!(when_each_seen(&moments, &now, Lang::English).join(", "), "today at 08:05:09, today at 08:05:02, today at 07:00");
    }

    #[test]
    fn a_moment_is_said_as_seen_from_its_day() {
        let now: Zoned = "2020-11-24T09:00[Europe/Paris]".parse().unwrap();
        let cases = [
            ("2020-11-24T08:05[Europe/Paris]", "aujourd’hui à 8\u{a0}h\u{a0}05", "today at 08:05"),
            ("2020-11-23T18:04[Europe/Paris]", "hier à 18\u{a0}h\u{a0}04", "yesterday at 18:04"),
            ("2020-11-03T14:32[Europe/Paris]", "le 03/11/2020 à 14\u{a0}h\u{a0}32", "on 03/11/2020 at 14:32"),
        ];
        for (moment, french, english) in cases {
            let moment = moment.parse().unwrap();
            assert_eq!(when_seen(&moment, &now, Lang::French), french);
            assert_eq!(when_seen(&moment, &now, Lang::English), english);
        }
    }
}
