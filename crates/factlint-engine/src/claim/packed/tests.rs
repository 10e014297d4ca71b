#![allow(clippy::expect_used)]

use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::claim::{
    DayValue, FigureValue, Identity, MeasuredValue, Proportion, Relation, Reported, Rounded,
    Stance, Statistic, Tails, TitleValue, Value,
};
use factlint_language::interval::Interval;
use factlint_language::span::{Position, Span};

/// Rules by their numbers.
struct Rules(Vec<Arc<str>>);

const READ_BY: ReadBy = ReadBy { rule: 7, vocabulary: u64::MAX };

impl RuleTable for Rules {
    fn number_of(&self, rule: &str) -> Option<u32> {
        self.0.iter().position(|id| **id == *rule).map(|index| index as u32)
    }

    fn rule(&self, number: u32) -> Option<(&Arc<str>, ReadBy)> {
        self.0.get(number as usize).map(|id| (id, READ_BY))
    }
}

fn rules() -> Rules {
    Rules(vec!["length".into(), "mayor".into()])
}

/// What the parts stand in, with letters of every length in bytes.
const TEXT: &str =
    "Der Köder 🦀 kostet 1,420 m; the Halden Bridge has a length of 1,420 metres, they say.";

fn text() -> impl Strategy<Value = SmolStr> {
    prop_oneof![
        select(vec![
            "",
            "m",
            "metres",
            "**the  bridge** of\n  [Halden](https://halden.example) is\nlong",
            "the  bridge of Halden is long",
            "a longer text that takes more room than lies in place",
            TEXT
        ])
        .prop_map(SmolStr::from),
        ".{0,12}".prop_map(SmolStr::from),
    ]
}

fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        select(vec![0.0, -0.0, 1.0, -1.0, 0.1, 1e300, f64::MIN_POSITIVE, f64::MAX]),
        select(vec![f64::INFINITY, f64::NEG_INFINITY, 4503599627370495.0, 4503599627370497.0]),
        (-1_000_000i32..1_000_000).prop_map(f64::from),
        any::<f64>().prop_filter("is a number", |float| !float.is_nan()),
    ]
}

fn interval() -> impl Strategy<Value = Interval> {
    (float(), option::of(float()), any::<bool>(), any::<bool>()).prop_map(
        |(low, high, low_closed, high_closed)| Interval {
            low,
            high: high.unwrap_or(low),
            low_closed,
            high_closed,
        },
    )
}

fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        select(vec![Date::MIN, Date::MAX, date(2025, 10, 17), date(-1, 12, 31), date(0, 1, 1)]),
        (1i16..3000, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day)),
    ]
}

fn days() -> impl Strategy<Value = Days> {
    (day(), day()).prop_map(|(first, last)| Days { first, last })
}

fn figure() -> impl Strategy<Value = Box<FigureValue>> {
    let words = (option::of(text()), option::of(text()), text(), option::of(text()));
    let intervals = (interval(), option::of(interval()), option::of(interval()));
    let floats = (float(), option::of(float()), float(), float(), float());
    (words, intervals, floats, any::<[bool; 3]>(), any::<u8>()).prop_map(
        |(words, intervals, floats, is, decimals)| {
            let (unit, plural, dimension, hedge) = words;
            let (interval, as_written, loose) = intervals;
            let (low, high, factor, offset, step) = floats;
            let [is_difference, may_be_difference, attributive] = is;
            Box::new(FigureValue {
                low,
                high,
                unit,
                plural,
                dimension,
                hedge,
                interval,
                as_written: as_written.unwrap_or(interval),
                loose: loose.unwrap_or(interval),
                factor,
                offset,
                decimals,
                step,
                is_difference,
                may_be_difference,
                attributive,
            })
        },
    )
}

fn title() -> impl Strategy<Value = Value> {
    let string = || text().prop_map(String::from);
    let identity = prop_oneof![
        string().prop_map(Identity::Known),
        string().prop_map(Identity::Resembles),
        Just(Identity::Unknown),
    ];
    (string(), string(), identity, option::of(string()), any::<[bool; 4]>()).prop_map(
        |(title, person, identity, pronoun, [is_former, in_full, looks_back, is_of_then])| {
            let stance = if is_former { Stance::Former } else { Stance::Current };
            Value::Title(Box::new(TitleValue {
                title,
                stance,
                person,
                in_full,
                identity,
                looks_back,
                is_of_then,
                pronoun,
            }))
        },
    )
}

fn reported() -> impl Strategy<Value = Value> {
    let statistic = select(vec![
        Statistic::T,
        Statistic::F,
        Statistic::ChiSquare,
        Statistic::R,
        Statistic::Z,
        Statistic::P,
        Statistic::NotSignificant,
        Statistic::Mean,
        Statistic::Size,
        Statistic::Items,
        Statistic::Estimate,
        Statistic::Middle,
        Statistic::End,
        Statistic::Count,
        Statistic::Percentage,
        Statistic::TwoGroups,
        Statistic::OneGroup,
        Statistic::OneWay,
    ]);
    let relation = select(vec![Relation::Equal, Relation::Below, Relation::Above]);
    let rounded = || (float(), float()).prop_map(|(value, step)| Rounded { value, step });
    (statistic, relation, rounded(), vec(rounded(), 0..3), any::<[bool; 4]>()).prop_map(
        |(statistic, relation, value, degrees, is)| {
            let [one, perhaps_one, perhaps_raised, rounded_degrees] = is;
            let tails = Tails { one, perhaps_one, perhaps_raised, rounded_degrees };
            Value::Reported(Box::new(Reported { statistic, relation, value, degrees, tails }))
        },
    )
}

/// A value of any kind. A kind that is added is missed by the match of the writer.
fn value() -> impl Strategy<Value = Value> {
    let proportion =
        select(vec![Proportion::Rise, Proportion::Fall, Proportion::Share, Proportion::Multiple]);
    prop_oneof![
        figure().prop_map(Value::Figure),
        (figure(), proportion).prop_map(|(figure, of)| Value::Percentage { figure, of }),
        any::<u32>().prop_map(|items| Value::List { items }),
        days().prop_map(Value::Period),
        Just(Value::Undated),
        any::<u8>().prop_map(|years| Value::Age { years }),
        (vec(text().prop_map(String::from), 0..3), option::of(text())).prop_map(
            |(captures, replacement)| Value::Term { captures: captures.into(), replacement }
        ),
        any::<bool>().prop_map(|met| Value::Required { met }),
        text().prop_map(|text| Value::Text { text }),
        (text(), text(), interval()).prop_map(|(text, dimension, amount)| {
            Value::Measured(Box::new(MeasuredValue { text, dimension, amount }))
        }),
        title(),
        (option::of(any::<i16>()), any::<i8>(), any::<i8>(), any::<bool>()).prop_map(
            |(year, month, day, is_yearless)| Value::Day(DayValue {
                year,
                month,
                day,
                is_yearless
            })
        ),
        reported(),
        any::<i8>().prop_map(|after_monday| Value::Weekday { after_monday }),
        (any::<usize>(), option::of(text()))
            .prop_map(|(form, replacement)| Value::Form { form, replacement }),
    ]
}

/// A part of the text, or words that do not stand where they say they do.
fn part() -> impl Strategy<Value = Part> {
    let position =
        || (any::<u32>(), any::<u32>()).prop_map(|(line, column)| Position { line, column });
    let place = (0..TEXT.len(), 0..TEXT.len(), any::<bool>());
    let gappy = (0..TEXT.len(), 0..TEXT.len()).prop_map(|(one, other)| {
        let before = TEXT.get(..one.min(other)).unwrap_or_default();
        let behind = TEXT.get(one.max(other)..).unwrap_or_default();
        SmolStr::from(format!("{before}{behind}"))
    });
    let seen = option::of(prop_oneof![Just(SmolStr::from(TEXT)), gappy, text()]);
    // A text that is compared may be the words or what is seen of them.
    let same = 0..4u8;
    (place, position(), option::of(position()), text(), seen, any::<bool>(), value(), same)
        .prop_map(
            |((one, other, is_there), start, end, words, seen, replaceable, mut value, same)| {
                let (from, to) = (one.min(other), one.max(other));
                let words = match TEXT.get(from..to).filter(|_| is_there) {
                    Some(there) => there.into(),
                    None => words,
                };
                if let Value::Text { text } = &mut value {
                    match (same, &seen) {
                        (0, _) => text.clone_from(&words),
                        (1, Some(seen)) => text.clone_from(seen),
                        _ => {}
                    }
                }
                let end = end.unwrap_or(Position { line: start.line, column: start.column / 2 });
                Part { span: Span::new(from, to), start, end, words, seen, replaceable, value }
            },
        )
}

fn keys() -> impl Strategy<Value = Keys> {
    let number = || any::<u64>().prop_map(|number| format!("{number:016x}"));
    let marked = |mark: &'static str| {
        vec(number(), 0..4).prop_map(move |keys| {
            keys.into_iter().map(|key| format!("{mark}{key}|a.txt").into()).collect()
        })
    };
    prop_oneof![
        vec(number(), 0..4).prop_map(|keys| keys.into_iter().map(SmolStr::from).collect()),
        marked("story "),
        marked("0123"),
        vec(text(), 0..4).prop_map(|keys| keys.into_iter().collect()),
        (number(), text()).prop_map(|(one, other)| [one.into(), other].into_iter().collect()),
    ]
}

fn claim(document: Arc<Record>) -> impl Strategy<Value = Claim> {
    let speaker =
        prop_oneof![Just(Speaker::Paper), text().prop_map(Speaker::Named), Just(Speaker::Unnamed),];
    let rule = select(vec!["length", "mayor", "gone"]);
    let role = select(Role::ALL.to_vec());
    let own = document.date.map(Days::day).into_iter().collect::<Vec<_>>();
    let days = prop_oneof![Just(own), vec(days(), 0..3)];
    let read_by = prop_oneof![
        Just(READ_BY),
        (any::<u64>(), any::<u64>()).prop_map(|(rule, vocabulary)| ReadBy { rule, vocabulary }),
    ];
    let told = (rule, text(), days, speaker, any::<bool>(), option::of(text()));
    (told, role, keys(), any::<u64>(), any::<u32>(), read_by, vec(part(), 0..4)).prop_map(
        move |(told, (role, _), keys, context, nth, read_by, parts)| {
            let (rule, subject, days, speaker, is_quoted, reported_by) = told;
            Claim {
                rule: rule.into(),
                document: Arc::clone(&document),
                subject,
                days,
                speaker,
                is_quoted,
                reported_by,
                role,
                keys,
                context,
                nth,
                read_by,
                parts,
            }
        },
    )
}

fn record(date: Option<Date>) -> Arc<Record> {
    let said = factlint_document::Said::default();
    Arc::new(Record { path: "a.txt".into(), date, trust: 1.0, hash: 1, utf8: true, said })
}

fn claims() -> impl Strategy<Value = (Arc<Record>, Vec<Claim>)> {
    option::of(day()).prop_flat_map(|date| {
        let record = record(date);
        (Just(Arc::clone(&record)), vec(claim(record), 0..6))
    })
}

proptest! {
    #[test]
    fn claims_are_unpacked_as_they_were((document, claims) in claims()) {
        let rules = rules();
        let packed = PackedClaims::new(&document, &claims, &rules);
        prop_assert_eq!(packed.len(), claims.len());
        let unpacked: Vec<Claim> = packed.iter(&document, &rules).collect();
        prop_assert_eq!(&unpacked, &claims);
        // Zero has two signs, which are equal.
        prop_assert_eq!(format!("{unpacked:?}"), format!("{claims:?}"));
        for (index, claim) in claims.iter().enumerate() {
            let heading = packed.heading(index).expect("a heading");
            let rule = rules.number_of(&claim.rule);
            prop_assert_eq!(packed.rule(index), rule);
            prop_assert_eq!(heading, Heading { rule, keys: claim.keys.clone() });
        }
        prop_assert_eq!(packed.get(claims.len(), &document, &rules), None);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..200), at in 0..200u32) {
        let packed = PackedClaims { bytes: bytes.into(), offsets: [at].into() };
        let _ = packed.get(0, &record(None), &rules());
        let _ = packed.heading(0);
    }
}

#[test]
fn words_of_a_passage_are_kept_once() {
    let document = record(Some(date(2025, 10, 17)));
    let at = |column| Position { line: 1, column };
    let part = |from: usize, to: usize| Part {
        span: Span::new(from, to),
        start: at(from as u32 + 1),
        end: at(to as u32 + 1),
        words: TEXT.get(from..to).unwrap_or_default().into(),
        seen: None,
        replaceable: true,
        value: Value::Text { text: TEXT.get(from..to).unwrap_or_default().into() },
    };
    let claim = |nth: u32, part: Part| Claim {
        rule: "length".into(),
        document: Arc::clone(&document),
        subject: SmolStr::default(),
        days: vec![Days::day(date(2025, 10, 17))],
        speaker: Speaker::Paper,
        is_quoted: false,
        reported_by: None,
        role: Role::Paragraph,
        keys: SmolStr::new_static("length").into(),
        context: 1,
        nth,
        read_by: READ_BY,
        parts: vec![part],
    };
    let size = |claims: &[Claim]| {
        let packed = PackedClaims::new(&document, claims, &rules());
        assert_eq!(packed.iter(&document, &rules()).collect::<Vec<_>>(), claims);
        packed.heap_size()
    };
    let whole = size(&[claim(0, part(0, TEXT.len()))]);
    assert!(whole < TEXT.len() + 40, "{whole} for {} bytes of text", TEXT.len());
    let again = size(&[claim(0, part(0, TEXT.len())), claim(1, part(0, TEXT.len()))]);
    assert!(again < whole + 25, "{again} after {whole}");
    let within = size(&[claim(0, part(0, TEXT.len())), claim(1, part(30, 61))]);
    assert!(within < whole + 40, "{within} after {whole}");
}
