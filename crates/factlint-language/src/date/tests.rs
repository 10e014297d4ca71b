#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn all(prose: &str) -> Vec<DateMention> {
    dates(prose, ProseSpan::new(0, prose.len()))
}

fn texts(prose: &str) -> Vec<&str> {
    all(prose).iter().map(|mention| mention.span.of(prose)).collect()
}

/// The only date in the prose.
fn only(prose: &str) -> DateMention {
    let mut found = all(prose);
    assert_eq!(found.len(), 1, "{prose}: {found:?}");
    found.remove(0)
}

fn period(prose: &str, document: Date) -> Option<(Date, Date)> {
    only(prose).period(Some(document)).map(|period| (period.first, period.last))
}

/// A Friday.
const FRIDAY: Date = date(2025, 10, 17);

#[test]
fn full_dates() {
    for written in [
        "2025-10-17",
        "2025/10/17",
        "2025-Oct-17",
        "17-Oct-2025",
        "October 17, 2025",
        "October 17 2025",
        "October 17th, 2025",
        "October 17 of 2025",
        "Oct. 17, 2025",
        "17 October 2025",
        "17 Oct 2025",
        "17 October, 2025",
        "17th of October, 2025",
        "seventeenth of October 2025",
        "Friday, October 17, 2025",
        "Friday 17 October 2025",
        "Friday the 17th of October, 2025",
        "Friday, the 17th day of October, 2025",
        "Fri., Oct. 17, 2025",
        "Friday night, October 17, 2025",
        "Friday (17 October 2025)",
        "2025-10-17 (Friday)",
        "2025-10-17(Fri)",
        "10/17/2025",
        "17/10/2025",
        "17.10.2025",
        "OCTOBER 17, 2025",
        "october 17, 2025",
    ] {
        let prose = format!("It was signed on {written}, they said.");
        assert_eq!(texts(&prose), [written]);
        assert_eq!(only(&prose).period(None), Some(Period::day(FRIDAY)), "{written}");
        assert_eq!(parse_date(written), Some(FRIDAY), "{written}");
    }
}

#[test]
fn one_string_is_one_date() {
    assert_eq!(parse_date(" 2025-10-17T10:30:00Z\n"), Some(FRIDAY));
    assert_eq!(parse_date("October 17, 2025, 10:30 a.m. EDT"), Some(FRIDAY));
    for text in [
        "", "October 2025", "October 17", "on October 17, 2025", "October 17, 2025 or so",
        "February 30, 2025", "Friday, October 18, 2025", "10/11/2025", "2025-10-17-draft",
    ] {
        assert_eq!(parse_date(text), None, "{text}");
    }
}

#[test]
fn impossible_dates_are_kept_as_written() {
    for (prose, day) in [
        ("It ended on February 30, 2025.", 30),
        ("It ended on 29 February 2025.", 29),
        ("It ended on 2025-02-30.", 30),
        ("It ended on June 31.", 31),
    ] {
        let mention = only(prose);
        assert_eq!(mention.written.invalid_day().map(|day| day.day), Some(day), "{prose}");
        assert_eq!(mention.period(Some(FRIDAY)), None);
    }
    assert_eq!(only("born on February 29").written.invalid_day(), None);
    assert_eq!(texts("In September 31 people died."), ["September"]);
}

#[test]
fn weekdays_are_held_against_their_dates() {
    let prose = "They met on Friday, October 18, 2025, in Oslo.";
    let conflict = only(prose).written.weekday_conflict(None).unwrap();
    assert_eq!((conflict.written, conflict.actual), (Weekday::Friday, Weekday::Saturday));
    assert_eq!(conflict.weekday_span.of(prose), "Friday");
    assert_eq!(conflict.day_span.of(prose), "18");
    assert_eq!(conflict.date, date(2025, 10, 18));
    let near = only("They meet on Friday, October 18.");
    assert_eq!(near.written.weekday_conflict(None), None);
    assert!(near.written.weekday_conflict(Some(FRIDAY)).is_some());
    assert_eq!(near.written.weekday_conflict(Some(date(2025, 4, 30))), None);
    assert_eq!(near.period(Some(date(2025, 4, 30))), None);
    for (prose, conflicts) in [
        ("2016-12-29(Thursday)", false),
        ("2016-12-29(Tsu)", false),
        ("2021-07-02 (Thursday)", true),
        ("Welcome to 2016-12-29(Fri)", true),
        ("October 5 to Saturday, October 7, 2025", true),
    ] {
        assert_eq!(only(prose).written.weekday_conflict(None).is_some(), conflicts, "{prose}");
    }
    let in_2025 = Some(date(2025, 4, 20));
    assert_eq!(only("4/23(Wed)").written.weekday_conflict(in_2025), None);
    assert!(only("4/23(Fri)").written.weekday_conflict(in_2025).is_some());
    assert_eq!(only("4/23(Fri)").written.weekday_conflict(None), None);
}

#[test]
fn yearless_dates_are_the_nearest() {
    for (prose, day) in [
        ("on September 28", date(2025, 9, 28)),
        ("on 28 Sept.", date(2025, 9, 28)),
        ("on January 5", date(2026, 1, 5)),
        ("on January 5--it", date(2026, 1, 5)),
        ("on the fourth of July", date(2025, 7, 4)),
        ("He took office on Jan. 20.", date(2025, 1, 20)),
        ("He will take office on Jan. 20.", date(2026, 1, 20)),
        ("On Jan. 20, he took office.", date(2025, 1, 20)),
        ("on May the eleventh", date(2025, 5, 11)),
    ] {
        assert_eq!(period(prose, FRIDAY), Some((day, day)), "{prose}");
        assert_eq!(only(prose).period(None), None);
    }
}

#[test]
fn dates_of_another_year_are_not_the_nearest() {
    for prose in [
        "June 30 of last year", "in June last year", "April 15 of each year",
        "the October 7 attacks", "since Sept. 11", "every January 6",
        "which expires next June 30th", "on Oct. 5 and 7, 2024",
    ] {
        assert_eq!(only(prose).written, Written::Unresolved, "{prose}");
    }
    let list = all("in October and November 2024");
    assert_eq!(list.first().map(|mention| &mention.written), Some(&Written::Unresolved));
    let nearest = period("on Oct. 7, they", FRIDAY);
    assert_eq!(nearest, Some((date(2025, 10, 7), date(2025, 10, 7))));
}

#[test]
fn days_one_after_the_other_are_a_range() {
    for prose in [
        "on 8 and 9 November 2025",
        "on November 8 and 9, 2025",
        "on Saturday and Sunday, November 8 and 9, 2025",
        "on Saturday and Sunday, 8 and 9 November 2025",
        "on November 8-November 9, 2025",
        "on 8 November-9 November 2025",
    ] {
        let days = Some((date(2025, 11, 8), date(2025, 11, 9)));
        assert_eq!(period(prose, FRIDAY), days, "{prose}");
    }
    assert_eq!(texts("The pier (built 1932) and (with 1932) stood."), ["1932"]);
}

#[test]
fn months() {
    let month = |year, month| {
        let first = date(year, month, 1);
        Some((first, first.last_of_month()))
    };
    for (prose, expected) in [
        ("in October 2025", month(2025, 10)),
        ("in Oct. 2025", month(2025, 10)),
        ("in May", month(2025, 5)),
        ("last March", month(2025, 3)),
        ("next March", month(2026, 3)),
        ("a September interview", month(2025, 9)),
        ("in early January", month(2026, 1)),
        ("He was sworn in in January.", month(2025, 1)),
        ("since July's vote", month(2025, 7)),
        ("in April", None),
    ] {
        assert_eq!(period(prose, FRIDAY), expected, "{prose}");
    }
    assert_eq!(period("last September", FRIDAY), Some((date(2024, 9, 1), date(2025, 9, 30))));
    assert_eq!(texts("In March 2000 people left."), ["March"]);
}

#[test]
fn words_that_are_no_months() {
    for prose in [
        "He may go. They may 5 times try.",
        "They march for Our Lives; 12 march on.",
        "March for Our Lives drew thousands.",
        "this March for Our Lives rally",
        "Theresa May said so. May's cabinet. In May's view.",
        "Augusta National, Marchand, Mayfield, Junee and Decatur",
        "The Sun reported. The sun sat. SAT scores. He sat on the Sun.",
        "every January, another October, in December next",
        "Black September and June Carter in March Madness",
        "April told May and June.",
        "In October first lady",
        "the DEC-10, the B-2, SEP-1",
        "Wednesday Addams, Sheffield Wednesday, Friday Night Lights, The Sunday Times",
        "Black Friday, every Monday, on Fridays, Good Friday",
        "USA Today, Yesterday Tomorrow, today's youth",
    ] {
        let found = texts(prose);
        let stray = found.iter().any(|text| *text != "October" && *text != "Wednesday");
        assert!(!stray, "{prose}: {found:?}");
    }
}

#[test]
fn years_need_a_cue() {
    for (prose, expected) in [
        ("It began in 2015.", "2015"),
        ("In 2015, Chancellor Merkel came.", "2015"),
        ("In 2015 Chancellor Merkel came.", "2015"),
        ("the 2024 election", "2024"),
        ("the 2024 presidential election", "2024"),
        ("the 2016 Olympics", "2016"),
        ("the 2000 election", "2000"),
        ("his 2016 campaign", "2016"),
        ("Boeing's 2024 results", "2024"),
        ("has risen since 1999", "1999"),
        ("a book (1999) on it", "1999"),
        ("by the end of 2024", "2024"),
        ("the Civil Rights Act of 1964", "1964"),
        ("in early 2020", "early 2020"),
        ("by mid-2024", "mid-2024"),
        ("In the summer of 2016", "summer of 2016"),
        ("the third quarter of 2016", "the third quarter of 2016"),
        ("sales in Q3 2024", "Q3 2024"),
        ("in fiscal year 2024", "2024"),
        ("in FY2024", "FY2024"),
        ("the panic of 1907", "1907"),
        ("(Smith, 1994)", "1994"),
    ] {
        assert_eq!(texts(prose), [expected], "{prose}");
    }
    assert_eq!(texts("in 2015 and 2016, 2017 too"), ["2015", "2016", "2017"]);
}

#[test]
fn numbers_that_are_no_dates() {
    for prose in [
        "2015 patients, 2,015 patients, in 2015 patients",
        "the 2015 patients enrolled; the 2000 soldiers; a 1500 metre race",
        "at 2000 GMT, by 1500 hours, the 1,990",
        "in 2000 cases, from 1500 to 2000 people, between 1000 and 2000",
        "a crowd of 2000 and a total of 1500",
        "page 1990, pp. 1990-1995, p. 2004, No. 1984",
        "Windows 2000, Model 1911, F-16, BGM-109, Covid-19, 9/11, 24/7, 4.22",
        "$2000, 2000%, 2000-year-old, #2015, v2015.3, 2015.5.13, 2024.1",
        "10/11/2025, 2025-10-17-1234, 555-2017-2021, 12-2015-03",
        "four 1.5-2 mile runs, 1/2, 3/4 of them, 11-12",
        "chapter 17, verse 5; Article 5; 17 Augustans",
        "temperatures in the 90s, in his 30s",
        "Annual report - 2015",
        "it grew by 2000 to 5000, sold for 1850",
        "the top 5 October films",
    ] {
        assert_eq!(texts(prose), Vec::<&str>::new(), "{prose}");
    }
}

#[test]
fn a_time_behind_a_date_is_no_year() {
    let prose = "Polls close on 1 March 2000 GMT.";
    let mention = only(prose);
    assert_eq!(mention.span.of(prose), "1 March 2000 GMT");
    assert_eq!(mention.time.map(|time| time.of(prose)), Some("2000 GMT"));
    assert!(matches!(mention.written, Written::Day(WrittenDay { year: None, .. })));
    for (prose, time) in [
        ("October 17, 2025, at 10:30 a.m. EDT.", "10:30 a.m. EDT"),
        ("on Friday at 5 p.m., they", "5 p.m."),
        ("2025-10-17T10:30:00+02:00", "10:30:00+02:00"),
        ("2025-10-17 10:30 UTC", "10:30 UTC"),
        ("yesterday at 14:00", "14:00"),
    ] {
        assert_eq!(only(prose).time.map(|span| span.of(prose)), Some(time), "{prose}");
    }
}

#[test]
fn decades_and_ranges() {
    let days = |first: Date, last: Date| Some((first, last));
    for (prose, expected, text) in [
        ("in the 1990s", days(date(1990, 1, 1), date(1999, 12, 31)), "the 1990s"),
        ("in the '90s", days(date(1990, 1, 1), date(1999, 12, 31)), "the '90s"),
        ("the late 1980s", days(date(1980, 1, 1), date(1989, 12, 31)), "the late 1980s"),
        ("the 1800s", days(date(1800, 1, 1), date(1899, 12, 31)), "the 1800s"),
        ("2017-2021", days(date(2017, 1, 1), date(2021, 12, 31)), "2017-2021"),
        ("in 2017–21", days(date(2017, 1, 1), date(2021, 12, 31)), "2017–21"),
        ("from 2017 to 2021", days(date(2017, 1, 1), date(2021, 12, 31)), "from 2017 to 2021"),
        ("(1990-2000)", days(date(1990, 1, 1), date(2000, 12, 31)), "1990-2000"),
        ("October 5-7, 2025", days(date(2025, 10, 5), date(2025, 10, 7)), "October 5-7, 2025"),
        ("5–7 October 2025", days(date(2025, 10, 5), date(2025, 10, 7)), "5–7 October 2025"),
        (
            "from October 5, 2024 to January 3",
            days(date(2024, 10, 5), date(2025, 1, 3)),
            "from October 5, 2024 to January 3",
        ),
        ("Oct. 5 to Nov. 3", days(date(2025, 10, 5), date(2025, 11, 3)), "Oct. 5 to Nov. 3"),
        (
            "December 30 to January 2, 2025",
            days(date(2024, 12, 30), date(2025, 1, 2)),
            "December 30 to January 2, 2025",
        ),
        (
            "between May and August 2024",
            days(date(2024, 5, 1), date(2024, 8, 31)),
            "between May and August 2024",
        ),
        (
            "from Feb 1st to March 2019",
            days(date(2019, 2, 1), date(2019, 3, 31)),
            "from Feb 1st to March 2019",
        ),
    ] {
        assert_eq!(texts(prose), [text], "{prose}");
        assert_eq!(period(prose, FRIDAY), expected, "{prose}");
    }
}

#[test]
fn weekdays_resolve_as_newspapers_mean_them() {
    let october = |day| date(2025, 10, day);
    let monday = october(20);
    for (prose, document, first, last) in [
        ("he said on Friday", october(18), 17, 17),
        ("he said Friday's vote", october(18), 17, 17),
        ("On Monday, the president said", FRIDAY, 13, 13),
        ("Police on Monday arrested five.", FRIDAY, 13, 13),
        ("The talks on Monday hosted by him", FRIDAY, 13, 20),
        ("The firm, founded by him, opens on Monday.", FRIDAY, 13, 20),
        ("on Friday", FRIDAY, 17, 17),
        ("The talks will be held on Monday", FRIDAY, 13, 20),
        ("on Monday", FRIDAY, 13, 20),
        ("last Friday", monday, 17, 17),
        ("last Wednesday", FRIDAY, 8, 15),
        ("next Tuesday", FRIDAY, 21, 21),
        ("next Friday", monday, 24, 31),
        ("this Friday", monday, 24, 24),
        ("this coming Tuesday", FRIDAY, 21, 21),
        ("this past Monday", FRIDAY, 13, 13),
    ] {
        let expected = Some((october(first), october(last)));
        assert_eq!(period(prose, document), expected, "{prose}");
        assert_eq!(only(prose).period(None), None);
    }
    for prose in
        ["Friday the 13th", "Monday, the 20th,", "from Monday to Friday", "on Friday next week"]
    {
        assert_eq!(only(prose).written, Written::Unresolved, "{prose}");
    }
}

#[test]
fn relative_dates() {
    let days = |first: Date, last: Date| Some((first, last));
    for (prose, expected) in [
        ("he left yesterday", days(date(2025, 10, 16), date(2025, 10, 16))),
        ("the day before yesterday", days(date(2025, 10, 15), date(2025, 10, 15))),
        ("last month", days(date(2025, 9, 1), date(2025, 9, 30))),
        ("this week", days(date(2025, 10, 12), date(2025, 10, 19))),
        ("last year's", days(date(2024, 1, 1), date(2024, 12, 31))),
        ("three days ago", days(date(2025, 10, 14), date(2025, 10, 14))),
        ("two years ago", days(date(2023, 1, 1), date(2024, 4, 17))),
        ("the past three weeks", days(date(2025, 9, 26), FRIDAY)),
        ("the next day", None),
        ("more than two years ago", None),
        ("the following week", None),
        ("over the next five years", None),
        ("extended past March", None),
    ] {
        assert_eq!(period(prose, FRIDAY), expected, "{prose}");
        assert_eq!(only(prose).period(None), None);
    }
    for prose in [
        "two and a half years ago", "twenty-five years ago", "the last week of it", "his last year",
    ] {
        assert_eq!(texts(prose), Vec::<&str>::new(), "{prose}");
    }
}

#[test]
fn only_the_range_is_read() {
    let prose = "On 2025-10-17 and 2025-10-18.";
    let found = dates(prose, ProseSpan::new(14, prose.len()));
    assert_eq!(found.iter().map(|m| m.span.of(prose)).collect::<Vec<_>>(), ["2025-10-18"]);
    assert!(dates("é 2025", ProseSpan::new(1, 4)).is_empty());
    assert!(dates("2025", ProseSpan::new(0, 9)).is_empty());
}

#[test]
fn words_before_a_date_are_whole() {
    assert_eq!(texts("not seen since the 1990s last week"), ["the 1990s", "last week"]);
    assert_eq!(texts("its last week"), Vec::<&str>::new());
    assert_eq!(texts("in October\n17 of 2025"), ["October\n17 of 2025"]);
    assert_eq!(texts("in October\n\n17 of 2025"), ["October"]);
}

/// Pieces that dates are made of, in any order.
fn date_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "October", "May", "may", "Oct.", "17", "31", "30", "February", "2025", "2199", "1000",
        "Friday", "Fri.", "the", "of", "last", "next", "ago", "two", "years", "from", "to", "and",
        "between", "-", "–", "/", ",", "(", ")", "'", "s", "th", "1990s", "T", "10:30", "GMT",
        "Q3", "summer", "first", "twenty", "week", " ", " ", " ", " ", "\n", "\u{a0}", "é", "day",
        "in", "yesterday", "before", "9999", "99999999999",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_in_order(prose in prop_oneof!["\\PC*", date_like()], day in 0..20_000i32) {
        let document = date(1970, 1, 1).checked_add(jiff::Span::new().days(day)).ok();
        let mut end = 0;
        for mention in all(&prose) {
            prop_assert!(mention.span.start >= end && !mention.span.is_empty());
            let text = prose.get(mention.span.range());
            prop_assert!(text.is_some_and(|text| text.trim() == text), "{mention:?}");
            prop_assert!(mention.time.is_none_or(|time| mention.span.contains(time)));
            end = mention.span.end;
            let _ = mention.period(None);
            if let Some(period) = mention.period(document) {
                prop_assert!(period.first <= period.last);
            }
            mention.written.invalid_day();
            mention.written.weekday_conflict(document);
        }
        parse_date(&prose);
    }

    #[test]
    fn every_day_is_read_back(day in 0..84_000i32) {
        let day = date(1950, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
        let iso = day.to_string();
        prop_assert_eq!(parse_date(&iso), Some(day));
        let written = day.strftime("%A, %B %-d, %Y").to_string();
        prop_assert_eq!(parse_date(&written), Some(day));
        let written = day.strftime("%-d %b %Y").to_string();
        prop_assert_eq!(parse_date(&written), Some(day));
    }
}
