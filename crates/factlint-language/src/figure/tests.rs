//! What is read, and what is not, in sentences.

use super::*;
use proptest::prelude::*;

pub(super) fn read(text: &str) -> Vec<Figure> {
    figures(text, ProseSpan::new(0, text.len()), Units::builtin())
}

/// Each figure as "value unit", "low..high unit"; counted nouns with a "#".
fn shown(text: &str) -> Vec<String> {
    let units = Units::builtin();
    let number = |n: f64| format!("{}", (n * 1e6).round() / 1e6);
    read(text)
        .iter()
        .map(|f| {
            let value = match f.high {
                Some(high) => format!("{}..{}", number(f.low.value), number(high.value)),
                None => number(f.low.value),
            };
            match &f.measure {
                Measure::Unit(unit) => format!("{value} {}", units.get(*unit).name),
                Measure::Counted(noun) => format!("{value} #{noun}"),
                Measure::Bare => value,
            }
        })
        .collect()
}

#[track_caller]
pub(super) fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}

#[test]
fn units() {
    check(&[
        (
            "a length of approximately 2,500 kilometers (1,550 miles)",
            &["2500 kilometer", "1550 mile"],
        ),
        (
            "a 1,600-kilometer range, a 1,000-mile flight and a 30-minute call",
            &["1600 kilometer", "1000 mile", "30 minute"],
        ),
        (
            "drove at 60 mph, 97 km/h or 27 meters per second",
            &["60 mile per hour", "97 kilometer per hour", "27 meter per second"],
        ),
        (
            "20 °C, 68 degrees Fahrenheit, −5°C",
            &["20 degree celsius", "68 degree fahrenheit", "-5 degree celsius"],
        ),
        (
            "10%, 5 percentage points and 25 basis points",
            &["10 percent", "5 percentage point", "25 basis point"],
        ),
        (
            "he is 5 ft 11 in tall, or 5'11\", or 5 feet, 11 inches",
            &["5.916667 foot", "5.916667 foot", "5.916667 foot"],
        ),
        (
            "4 km^3, 4 cubic kilometers, 4 sq mi, 660 square meters",
            &["4 cubic kilometer", "4 cubic kilometer", "4 square mile", "660 square meter"],
        ),
        ("45 and 50 mg of it", &["45 milligram", "50 milligram"]),
        ("the pipe is 2 in thick; there are 2 in the box", &["2 inch", "2"]),
        (
            "half a mile, a quarter mile, 3 1/2 miles, 2½ inches",
            &["0.5 mile", "0.25 mile", "3.5 mile", "2.5 inch"],
        ),
        ("It pumped 2 million barrels per day.", &["2000000 barrel per day"]),
        ("the first 100\u{202f}km and 12 000\u{a0}km", &["100 kilometer", "12000 kilometer"]),
        ("a body mass of 5 kg/m²", &["5 kilogram per square meter"]),
        ("an engine of 300 pound-feet and 400 horsepower", &["300 pound-foot", "400 horsepower"]),
        ("runs of 5K and 10M", &["5000", "10000000"]),
        (
            "an 18-year-old, a girl aged 7, and John Smith, 45, said",
            &["18 year", "7 year", "45 year"],
        ),
    ]);
}

#[test]
fn money() {
    check(&[
        ("$26 to $31 million", &["26000000..31000000 dollar"]),
        (
            "$26-31 million, and $5–$10 billion",
            &["26000000..31000000 dollar", "5000000000..10000000000 dollar"],
        ),
        (
            "US$5m, A$3bn, HK$ 10, £1.5tn, €10B",
            &[
                "5000000 dollar", "3000000000 australian dollar", "10 hong kong dollar",
                "1500000000000 pound sterling", "10000000000 euro",
            ],
        ),
        (
            "5 million euros, 40 cents, 3 mln dlrs, 7 pct",
            &["5000000 euro", "40 cent", "3000000 dollar", "7 percent"],
        ),
        (
            "EUR 5m, Rs 500 crore, Rs. 20, USD20",
            &["5000000 euro", "5000000000 rupee", "20 rupee", "20 dollar"],
        ),
        (
            "$3 a gallon, $15.4/hour, $80 a barrel, $10 a share",
            &["3 dollar per gallon", "15.4 dollar per hour", "80 dollar per barrel", "10 dollar"],
        ),
        ("thirteen dollars and forty-five cents", &["13.45 dollar"]),
        ("a loss of -$5 million or $-99.99", &["-5000000 dollar", "-99.99 dollar"]),
        ("from $500 to $1 million", &["500..1000000 dollar"]),
        ("fell from $350 to $250", &["350 dollar", "250 dollar"]),
        ("costs 20 million pounds; weighs 20 pounds", &["20000000 pound sterling", "20 pound"]),
    ]);
}

#[test]
fn counted_things() {
    check(&[
        ("six elderly patients died", &["6 #patient"]),
        ("to give Ukraine 18 ATACMS missiles", &["18 #missile"]),
        ("more than 100 patients", &["100 #patient"]),
        ("one person was killed", &["1 #person"]),
        ("between 4 and 5 million people", &["4000000..5000000 #person"]),
        ("five to ten countries", &["5..10 #country"]),
        ("a 12-member panel", &["12 #member"]),
        ("two dozen ships and half a dozen aircraft", &["24 #ship", "6 #aircraft"]),
        ("a couple of hundred men", &["200 #man"]),
        ("5m people, 200k users", &["5000000 #person", "200000 #user"]),
        ("half a million people", &["500000 #person"]),
    ]);
}

#[test]
fn no_figures() {
    check(&[
        ("In 2015, on October 17, 2025 and Sept. 28, and 5 May 2020", &[]),
        ("at 5:30 p.m., 5 pm, 2000 GMT and 11pm", &[]),
        ("the F-16, B-2, BGM-109, Covid-19 and 9/11", &[]),
        ("version 1.2.3, v2.0, 10.0.0.1 and +1-222-555-0100", &[]),
        ("Section 5, Chapter 3, Figure 2, No. 10, Falcon 9, page 12", &[]),
        ("they won 3-2; the vote was 52-48", &[]),
        ("the first, the 3rd and the 21st century, the 1990s", &[]),
        ("one of the men; no one; one another; the one", &[]),
        ("hundreds of thousands of people, several hundred men, dozens of ships", &[]),
        ("see https://example.com/a/5/km?x=10 for more", &[]),
        ("the 2015 elections and the 2013-14 season", &[]),
        ("1984 was a year; 410 U.S. 113-24, 347 U.S. 483 (1954), 18 U.S.C. § 1001, § 230", &[]),
        ("one in five; 14(b); [3]", &[]),
        ("we have half failed", &[]),
        ("abc123, LGA1156, 5G, 3D, 0x1F, 12345678901234567890123", &[]),
        ("One day he left.", &[]),
    ]);
}

#[test]
fn news() {
    check(&[
        ("The S&P 500 fell 1.2 percent to 4,123.45", &["1.2 percent", "4123.45"]),
        ("prices rose $1.05 to $86.12 a barrel", &["1.05 dollar", "86.12 dollar per barrel"]),
        ("the 6-foot-4, 230-pound linebacker", &["6.333333 foot", "230 pound"]),
        ("grew 14 per cent year on year to £3.4bn", &["14 percent", "3400000000 pound sterling"]),
        ("a plane on Runway 25L", &[]),
        ("the 1,500-strong crowd", &["1500"]),
        ("It costs 849 pounds.", &["849 pound sterling"]),
        ("The first half of 2023 saw 2,400 deaths", &["2400 #death"]),
        ("grew from 1.2 million in 1990 to 2.3 million in 2020", &["1200000", "2300000"]),
        ("One in 10 children", &[]),
        ("the 4x100-meter relay at COP26, with an iPhone 14", &[]),
        (
            "cut by a quarter of a percentage point to between 5.25% and 5.5%",
            &["0.25 percentage point", "5.25..5.5 percent"],
        ),
        ("on July 4 and 5, 2021, at half past five, with Python 3.8", &[]),
        (
            "a dividend of 3.5p per share and a profit of 45c; 5.8 trillion won",
            &["3.5 penny", "45 cent", "5800000000000 south korean won"],
        ),
        ("He is 6'2\". The room is 12' x 10'. It was", &["6.166667 foot", "12 foot", "10 foot"]),
        (
            "a room of 12' x 10', at 38.5C in the heat",
            &["12 foot", "10 foot", "38.5 degree celsius"],
        ),
        ("the twenty-first century; the one hundred and third day", &[]),
        ("9 to 12 of June, 18 and 19 June, May twenty nine, Monday 21, at 8.", &[]),
        ("2 full years, 5 business days, in May five people", &["2 year", "5 #day", "5 #person"]),
        ("11 Canadian cents, shr 45 cts", &["11 canadian cent", "45 cent"]),
    ]);
}

#[test]
fn counted_rates() {
    let found = read("up to 500 requests per minute, 20 posts a day, and up to 7 users");
    let minute = Units::builtin().by_name("minute");
    assert_eq!(found[0].per, minute);
    assert_eq!(found[1].per, Units::builtin().by_name("day"));
    assert_eq!((found[2].per, found[2].hedge), (None, Some(Hedge::AtMost)));
    assert_eq!(read("20-30 jets and up to 500 tanks").len(), 2);
    assert_eq!(read("20-30 jets and up to 500 tanks")[0].hedge, None);
}

#[test]
fn ranges() {
    check(&[
        ("from 40 to 50 percent", &["40..50 percent"]),
        ("rose from 40 to 50 percent", &["40 percent", "50 percent"]),
        ("from 40 to 30 percent", &["40 percent", "30 percent"]),
        (
            "5–10 km, 8- to 16-meter, 3.5–4.0 TeV",
            &["5..10 kilometer", "8..16 meter", "3.5..4 teraelectronvolt"],
        ),
        ("-18 °C to -34 °C", &["-34..-18 degree celsius"]),
        ("between 44 mg and 50 mg", &["44..50 milligram"]),
        ("two or three days", &["2..3 day"]),
    ]);
}

fn interval(text: &str) -> (f64, f64, bool, bool) {
    let found = read(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    let i = found[0].interval;
    (i.low, i.high, i.low_closed, i.high_closed)
}

#[test]
fn intervals_are_those_of_the_table() {
    let inf = f64::INFINITY;
    for (text, low, high, low_closed, high_closed) in [
        ("1,600 km", 1550.0, 1650.0, true, false),
        ("a total of 1,000", 950.0, 1050.0, true, false),
        ("7 miles", 6.5, 7.5, true, false),
        ("1,609 km", 1608.5, 1609.5, true, false),
        ("2.50 m", 2.495, 2.505, true, false),
        ("six patients", 6.0, 6.0, true, true),
        ("18 missiles", 18.0, 18.0, true, true),
        ("about 100 km", 90.0, 110.0, true, true),
        ("nearly 100 km", 90.0, 100.0, true, false),
        ("just under 100 km", 95.0, 100.0, true, false),
        ("just over 100 km", 100.0, 105.0, false, true),
        ("more than 100 km", 100.0, inf, false, false),
        ("at least 100 km", 100.0, inf, true, false),
        ("fewer than 100 men", -inf, 100.0, false, false),
        ("up to 100 km", -inf, 100.0, false, true),
        ("as many as 100 men", -inf, 100.0, false, true),
        ("between 10 and 20 km", 9.5, 20.5, true, false),
        ("1.2 million tons", 1_150_000.0, 1_250_000.0, true, false),
        ("half a dozen men", 6.0, 6.0, true, true),
        ("nearly -100 °C", -110.0, -100.0, true, false),
        ("9.83 ± 0.01 km", 9.82, 9.84, true, false),
    ] {
        let (l, h, lc, hc) = interval(text);
        assert!((l - low).abs() < 1e-9 || l == low, "{text}: {l}");
        assert!((h - high).abs() < 1e-9 || h == high, "{text}: {h}");
        assert_eq!((lc, hc), (low_closed, high_closed), "{text}");
    }
}

#[test]
fn spans() {
    let text = "It has about 2,500 kilometers or so.";
    let within = ProseSpan::new(3, text.len());
    let found = figures(text, within, Units::builtin());
    assert_eq!(found[0].span.of(text), "2,500 kilometers");
    assert_eq!(found[0].hedged.of(text), "about 2,500 kilometers");
    assert_eq!(found[0].number.of(text), "2,500");
    let text = "from $26 to $31 million a year";
    let found = read(text);
    assert_eq!(found[0].span.of(text), "$26 to $31 million a year");
    assert!(read("é").is_empty());
    assert!(figures("é", ProseSpan::new(1, 2), Units::builtin()).is_empty());
}

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("5".to_owned()),
        Just("1,600".to_owned()),
        Just("2.5".to_owned()),
        Just("½".to_owned()),
        Just("one".to_owned()),
        Just("hundred".to_owned()),
        Just("million".to_owned()),
        Just("half".to_owned()),
        Just("a".to_owned()),
        Just("and".to_owned()),
        Just("to".to_owned()),
        Just("between".to_owned()),
        Just("from".to_owned()),
        Just("-".to_owned()),
        Just("–".to_owned()),
        Just("$".to_owned()),
        Just("€".to_owned()),
        Just("US".to_owned()),
        Just("km".to_owned()),
        Just("km/h".to_owned()),
        Just("feet".to_owned()),
        Just("in".to_owned()),
        Just("°C".to_owned()),
        Just("%".to_owned()),
        Just("'".to_owned()),
        Just("\"".to_owned()),
        Just("/".to_owned()),
        Just("per".to_owned()),
        Just("third".to_owned()),
        Just("of".to_owned()),
        Just("point".to_owned()),
        Just("±".to_owned()),
        Just("×10".to_owned()),
        Just("men".to_owned()),
        Just("or".to_owned()),
        Just("more".to_owned()),
        Just(".".to_owned()),
        Just(",".to_owned()),
        Just("(".to_owned()),
        Just("m".to_owned()),
        Just("K".to_owned()),
        Just("\n".to_owned()),
        Just("\u{202f}".to_owned()),
        Just("é".to_owned()),
        Just("couple".to_owned()),
        "[0-9]{1,4}",
        "\\PC{1,3}",
    ]
}

fn holds_together(text: &str) -> Result<(), TestCaseError> {
    let mut floor = 0;
    for figure in read(text) {
        prop_assert!(figure.span.start >= floor, "overlap in {text:?}");
        floor = figure.span.end;
        for span in [figure.span, figure.hedged, figure.number] {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
        prop_assert!(figure.hedged.contains(figure.span), "{text:?}");
        prop_assert!(figure.span.contains(figure.number), "{text:?}");
        prop_assert!(!figure.number.is_empty());
        prop_assert!(
            figure.low.value.is_finite() && figure.interval.low <= figure.interval.high,
            "{text:?} {figure:?}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_text_is_read(text in "\\PC*") {
        holds_together(&text)?;
    }

    #[test]
    fn any_mixture_is_read(parts in proptest::collection::vec((fragment(), prop_oneof![Just(""), Just(" ")]), 1..12)) {
        let text: String = parts.iter().map(|(a, b)| format!("{a}{b}")).collect();
        holds_together(&text)?;
    }
}

#[test]
fn multiples() {
    check(&[
        ("Sales more than doubled and costs halved", &["2 fold", "0.5 fold"]),
        (
            "a threefold rise, a 10-fold one and a parser that is 2x faster",
            &["3 fold", "10 fold", "2 fold"],
        ),
        ("It costs twice as much. He fell twice, and twice a week.", &["2 fold"]),
        ("four times its price, 20 times a day, not 5 times 3", &["4 #time", "20 #time", "5", "3"]),
        ("Classes have doubled up; the doubling time is short.", &[]),
    ]);
}

#[test]
fn measures_that_stand_at_another_figure() {
    check(&[
        ("12 of the country's 47 prefectures", &["12 #prefecture", "47 #prefecture"]),
        ("Two of its seven staff left.", &["2 #staff", "7 #staff"]),
        ("to 50 km, up from 40 a year earlier", &["50 kilometer", "40 kilometer"]),
        ("a net of 3.4 mln dlrs vs 2.1 mln", &["3400000 dollar", "2100000 dollar"]),
        ("raised its rate to 8-1/4 pct from eight", &["8.25 percent", "8 percent"]),
        // What it rose by is another thing than what it rose from.
        ("rose 5 percent from 40", &["5 percent", "40"]),
        ("boys aged 13 and 15 were found", &["13 year", "15 year"]),
    ]);
}

#[test]
fn wire_copy() {
    check(&[
        ("raised it by five mln tonnes", &["5000000 tonne"]),
        ("closed at 144.50/60 yen", &["144.5..144.6 yen"]),
        ("metal ended at 459.50/460 stg a tonne", &["459.5..460 pound sterling per tonne"]),
        ("wheat at $6.97-1/4 per bushel", &["6.9725 dollar per bushel"]),
        ("jumped 20 cents to $3.15 a dozen", &["20 cent", "3.15 dollar"]),
        ("exports dropped by a quarter.", &["0.25"]),
    ]);
}

#[test]
fn parts_of_names_and_places_are_no_figures() {
    check(&[
        ("Foreign ministers of the Group of Seven gathered after the Six Nations", &[]),
        ("He lives at 14 Priory Gardens, not at 221B Baker Street.", &[]),
        ("The town lies at 47°22′N 8°33′E, by the sea.", &[]),
        ("Call 101 or 0345 604 4511, reference 44240137192.", &[]),
        ("as shown before [7, 9] and in Fig. 4b", &[]),
        ("answers HTTP 404 or 503, then tries --jobs 4", &[]),
        ("under Article 207.3, on Ubuntu 22.04", &[]),
        ("filed Form 10-K and lost 3-6", &[]),
        (
            "a hazard ratio of 2.1, 95% CI 1.2-3.4, SD 0.6",
            &["2.1", "95 percent", "1.2..3.4", "0.6"],
        ),
    ]);
}

#[test]
fn halves_and_decimals() {
    check(&[
        ("for an hour and a half, or a year and a quarter", &["1.5 hour", "1.25 year"]),
        ("lengths of 33 and a third yards", &["33.333333 yard"]),
        ("won by seven and a half lengths", &["7.5 #length"]),
        ("gained 134.21 points in a 6.4-magnitude shock", &["134.21 #point", "6.4 #magnitude"]),
        ("the first two quarters of the year", &["2 #quarter"]),
        (
            "reached 128F in water of 4C, up +2.1%",
            &["128 degree fahrenheit", "4 degree celsius", "2.1 percent"],
        ),
        ("she died on Monday at 88; he was 24.", &["88 year", "24 year"]),
    ]);
}

#[test]
fn whom_things_are_given_is_no_name_of_a_model() {
    check(&[
        ("gave the Ukrainian Army 18 missiles", &["18 #missile"]),
        ("sold Taiwan 60 missiles", &["60 #missile"]),
        ("The Falcon 9 missiles", &[]),
    ]);
}

#[test]
fn a_lone_dash_before_a_number_is_a_bullet_or_a_minus() {
    check(&[
        ("- 10 k", &[]),
        ("15 - 2", &["15"]),
        ("--jobs 4", &[]),
        ("a - 5 missiles", &["5 #missile"]),
    ]);
}

#[test]
fn hyphens_join_a_range() {
    check(&[("a 10-to-20-mile walk", &["10..20 mile"])]);
}

#[test]
fn times_right_behind_their_number() {
    check(&[
        ("a timeout of 30s, or of 1m30s", &["30 second", "1.5 minute"]),
        ("waits 2h30m10s after 90s", &["2.502778 hour", "90 second"]),
        ("the 30s timeout of the 1990s", &["30 second"]),
        ("in the 30s the timeout was a dream", &[]),
        ("flies 747s and 320s", &[]),
        ("a pole 35m long", &["35 meter"]),
        ("35m of its devices", &["35000000 #device"]),
    ]);
}

#[test]
fn thousands_before_a_plain_space() {
    check(&[
        ("is 1 240 m long, 12 345.5 km away", &["1240 meter", "12345.5 kilometer"]),
        ("weighs 1 240 kg", &["1240 kilogram"]),
        ("won 3 400 m races", &["3 #race", "400 meter"]),
        ("on May 1 240 tonnes came", &["240 tonne"]),
        ("134217728 bytes in order 134217728", &["134217728 byte"]),
    ]);
}

#[test]
fn money_with_its_country_behind_the_sign() {
    check(&[
        ("$US113 trillion and $A82m", &["113000000000000 dollar", "82000000 australian dollar"]),
        ("RM79, or 500 kr", &["79 malaysian ringgit", "500 krone"]),
        ("1 Gbps for 30 GBP", &["1 gigabit per second", "30 pound sterling"]),
    ]);
}

#[test]
fn compound_units_are_never_cut() {
    check(&[
        ("5 m s−1 and 3 mol·L⁻¹", &["5 meter per second", "3 mole per liter"]),
        ("12 µg/m3 of soot", &["12 microgram per cubic meter"]),
        ("4 Gi and 512Mi of memory", &["4 gibibyte", "512 mebibyte"]),
        ("5 ft. 11 in. tall, over the age of 21", &["5.916667 foot", "21 year"]),
    ]);
    let minute = Units::builtin().by_name("minute");
    let found = read("60/min, 250 per minute");
    assert_eq!(found.iter().map(|figure| figure.per).collect::<Vec<_>>(), [minute, minute]);
    let found = read("5 mg per kg");
    assert_eq!(found[0].per, Units::builtin().by_name("kilogram"));
}
