//! Unusual forms of numbers, units and nouns, each beside the nearly same words that are something else.

use super::tests::check;

#[test]
fn units_told_per_several() {
    check(&[
        ("it conducts 0.04 W/(m·K) when dry", &["0.04 watt per meter kelvin"]),
        ("it takes 2.4 J/(g·K) to warm", &["2.4 joule per gram kelvin"]),
        ("a flux of 3 mol m−2 s−1 was kept", &["3 mole per square meter second"]),
        ("it falls at 1.6 m s−2 there", &["1.6 meter per second squared"]),
        ("brine of 1180 kg m⁻³ sinks", &["1180 kilogram per cubic meter"]),
        ("a dose of 3 mg/kg was given", &["3 milligram"]),
        ("we allow 90 req/min to guests", &["90 #request"]),
    ]);
}

#[test]
fn unusual_numbers() {
    check(&[
        ("the fair drew 45, 000 people", &["45000 #person"]),
        ("lots of 45, 100 and 200 people", &["45", "100", "200 #person"]),
        ("the pass is 14 600 km away", &["14600 kilometer"]),
        ("the ford is 7,5 km off, at 12,25 %", &["7.5 kilometer", "12.25 percent"]),
        ("chapters 7,5 are lost", &[]),
        ("the lake lies at minus-12 degrees", &["-12 degree"]),
        ("a sub-9 second dash", &["9 second"]),
        ("we counted 2.25 ± 0.04 × 10^4 grains", &["22500 #grain"]),
        ("it rose to 3 million, 250 thousand crowns", &["3250000 #crown"]),
        ("the wheel turns at 1900 rpm", &["1900 revolution per minute"]),
        ("the hamlet had 1870 inhabitants", &["1870 #inhabitant"]),
        ("the 1870 elections were late", &[]),
        ("the store holds 987654321 objects", &["987654321 #object"]),
        ("the key 987654321 was lost", &[]),
        ("polls of 250ms, 4s and 1h30m", &["250 millisecond", "4 second", "1.5 hour"]),
    ]);
}

#[test]
fn head_nouns_behind_names_and_adjectives() {
    check(&[
        ("it ordered four new 757 Max jets", &["4 #jet"]),
        ("nine F-14 fighters and two B-52 bombers flew", &["9 #fighter", "2 #bomber"]),
        ("eleven state and federal agencies met", &["11 #agency"]),
        ("they scored 30 yesterday and fans cheered", &["30"]),
        ("an 18 page report by a 5 person panel", &["18 #page", "5 #person"]),
        ("it is 7.5 times the norm", &["7.5 #time"]),
    ]);
}

#[test]
fn parts_and_announced_counts() {
    check(&[
        ("six of its new trams stand still", &["6 #tram"]),
        ("it spent 90 million of the 2.5 billion pesos", &["90000000 peso", "2500000000 peso"]),
        ("the crew grew from 30 to 45 people", &["30 #person", "45 #person"]),
        ("the number of wells in the valley is 64", &["64 #well"]),
        ("maximum users per tenant: 40", &["40 #user"]),
        ("Ostby has a population of 3,400", &["3400 #person"]),
        ("the number of the house is 12", &["12"]),
    ]);
}

#[test]
fn ages() {
    check(&[
        ("a woman of 71 led the way", &["71"]),
        ("it was led by a woman of 71.", &["71 year"]),
        ("between the ages of 12 and 17", &["12 year", "17 year"]),
        ("children under 6 ride free", &["6 year"]),
        ("At 58, she stood again", &["58 year"]),
        ("he turned 81 last week", &["81 year"]),
    ]);
}

#[test]
fn names_that_hold_numbers() {
    check(&[
        ("the star HD 40307 A has planets", &[]),
        ("he moved to 9 Mill Street", &[]),
        ("call +44 161 555 0170 for tickets", &[]),
        ("open 600km.txt and read it", &[]),
        ("it breaks Section 41b of the code", &[]),
        ("it is seen on Radio Four every evening after dinner", &[]),
    ]);
}

#[test]
fn ranges_of_changes() {
    check(&[
        ("it rose by 3 to 4 points", &["3..4 #point"]),
        (
            "it rose from 19.5 to 24-26 billion dollars",
            &["19500000000 dollar", "24000000000..26000000000 dollar"],
        ),
        ("in the fiscal year 1951 to 14 million dollars", &["14000000 dollar"]),
    ]);
}
