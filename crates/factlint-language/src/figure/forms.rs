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
        ("a woman of 71 led the way", &["71 year"]),
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

#[test]
fn names_and_scores_that_are_no_figures() {
    check(&[
        ("he spoke on BBC Two last night", &[]),
        ("the Nasdaq 100 fell 2 percent", &["2 percent"]),
        ("the Nasdaq 100, the index of large firms, fell 2 percent", &["2 percent"]),
        ("shares of the Nasdaq 100.", &[]),
        ("the Nasdaq 100.5 was read", &["100.5"]),
        ("the Nasdaq closed at 2,004", &["2004"]),
        ("told the show 60 Minutes that it waited 60 Minutes", &["60 minute"]),
        ("won 7-6 (6/8) and held 6/8 of it", &["0.75"]),
        ("lies in Rockville, MD, 20850 with 20850 homes", &["20850 #home"]),
        ("lost by 19-13 the Six Nations game in Dublin after trailing", &[]),
    ]);
}

#[test]
fn counts_beside_names_signs_and_spaces() {
    check(&[
        ("the 25 nation EU met", &["25 #nation"]),
        ("it saw 4,500+ students", &["4500 #student"]),
        ("more than 30 leading senior and junior players came", &["30 #player"]),
        ("there are 1 240 people", &["1240 #person"]),
        ("on page 1 240 people are named", &["240 #person"]),
        ("a lag of ~5s was seen", &["5 second"]),
        ("a field with b=9.36 fm", &["9.36 femtometer"]),
    ]);
}

#[test]
fn moneys_that_look_like_other_things() {
    check(&[
        ("AUD$5 and USD$5", &["5 australian dollar", "5 dollar"]),
        (
            "R1,500 and R2 million on the R1500",
            &["1500 south african rand", "2000000 south african rand"],
        ),
        ("NIS 1.5 billion or KSh 500", &["1500000000 israeli shekel", "500 kenyan shilling"]),
    ]);
}

#[test]
fn what_a_figure_is_told_for_one_of() {
    for (text, each) in [
        ("63 cents per share rose", "share"),
        ("63 cents a share", "share"),
        ("63 cents/share", "share"),
        ("$12 per user per month", "user per month"),
        ("$12/user/month", "user per month"),
        ("£45 a head", "head"),
        ("$15 each at the door", "each"),
        ("$40 apiece", "each"),
        ("$3.20 per dozen", "dozen"),
        ("$0.023 per GB per month", "gigabyte per month"),
        ("12 days of leave per 12-month period", "12-month period"),
        ("4.2 deaths per 1,000 live births", "1000 birth"),
        ("5.6 litres per 100 km", "100 kilometer"),
        ("60 requests per minute per user", "user"),
        ("40 patients per nurse", "nurse"),
        ("12 kg per person per year", "person per year"),
    ] {
        let found = super::tests::read(text);
        let [figure] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(figure.each.as_ref().map(|each| &*each.name), Some(each), "{text}");
    }
    for text in [
        "$15 each way", "12 dogs/cats", "$5 a week later", "$5 as per agreement",
        "12 deaths per Skua", "5 missiles per reports",
    ] {
        assert_eq!(super::tests::read(text)[0].each, None, "{text}");
    }
}

#[test]
fn money_in_the_forms_of_the_wire() {
    check(&[
        ("each home gets S$300-S$450 in coupons", &["300..450 singapore dollar"]),
        ("a litre of oil is Rs.140 there", &["140 rupee"]),
        ("the guild raised 7.5m€ and 120m SEK", &["7500000 euro", "120000000 swedish krona"]),
        ("a mast 120m high", &["120 meter"]),
        ("it lost PS3.4bn on Y=1,250 shares", &["3400000000 pound sterling", "1250 yen"]),
        ("a loaf rose 4p to 92p in May", &["4 penny", "92 penny"]),
        ("films of 720p and 1080p", &[]),
        ("the shares slid 41 p to 902 p", &["41 penny", "902 penny"]),
        ("between $US90 million and $US110 million", &["90000000..110000000 dollar"]),
        ("the stock added 12 sen to RM3.40", &["12 sen", "3.4 malaysian ringgit"]),
        ("a bowl is 20 ringgit and 43 sen", &["20.43 malaysian ringgit"]),
    ]);
}

#[test]
fn units_behind_negative_powers() {
    check(&[
        ("a dose of 7 mg kg−1 was given", &["7 milligram"]),
        ("rings of 2.1 mm yr−1 were seen", &["2.1 millimeter per year"]),
        ("a load of 9 kW m−2 was met", &["9 kilowatt"]),
        ("it takes 6 mg kg−1 d−1 of salt", &["6 milligram"]),
        ("it takes 6 mg kg−1 q−1 of salt", &["6"]),
    ]);
}

#[test]
fn times_and_powers_in_parts() {
    check(&[
        ("it ran for 4m05s", &["4.083333 minute"]),
        ("the shift of 7h30min is long", &["7.5 hour"]),
        ("the lap took 1m 12s", &["1.2 minute"]),
        ("they slept 3h 12m", &["3.2 hour"]),
        ("a beach 3 050 feet long", &["3050 foot"]),
        ("we got (4.5 ± 0.2) × 10^3 grains", &["4500 #grain"]),
        ("it has 18446744073709551615 slots", &["18446744073709552000 #slot"]),
        ("alarms came at 3/s and at 7 per 1,000 calls", &["3", "7"]),
    ]);
}

#[test]
fn names_with_numbers_before_nouns() {
    check(&[
        ("they sold three old 757 freighters", &["3 #freighter"]),
        ("it keeps five 767 tankers", &["5 #tanker"]),
        ("she has four Model 3 sedans", &["4 #sedan"]),
        ("one proposal asks the board", &["1 #proposal"]),
        ("a crew of 1800 sailors came", &["1800 #sailor"]),
        ("the reform of 1800 pleased few", &[]),
        ("the Group of 20 met", &[]),
        ("he lives at 31 Rue Cler in Paris", &[]),
        ("two of Mara's uncles came", &["2 #uncle"]),
        ("the index gained 35 points to 5,010", &["35 #point", "5010 #point"]),
    ]);
}

#[test]
fn ranges_behind_changes_and_times_over_which() {
    check(&[
        ("it grew from 60 to 75-80 in a year", &["60", "75..80"]),
        ("it grew from 3 to 5-6 wolves", &["3 #wolf", "5..6 #wolf"]),
        ("it goes 0 to 90km/h at once", &["0..90 kilometer per hour"]),
        ("the team lost 4-2", &[]),
        ("Zed 50 -1.3% and Abc -0.6%", &["-1.3 percent", "-0.6 percent"]),
        ("the cat, now 19, sleeps", &["19 year"]),
        ("a girl, six, was found", &["6 year"]),
    ]);
}

#[test]
fn what_papers_write() {
    check(&[
        ("a cell with a=4.1816(4) Å was found", &["4.1816 angstrom"]),
        ("the height (midpoint=190 m) is known", &["190 meter"]),
        ("axis 1=34% of the variance", &["34 percent"]),
        ("start it with --wait=30s or max_size=10MB", &[]),
        ("a pressure of 10−5 mbar", &["0.00001 millibar"]),
        ("a gain of 43%/61% in yield", &["43 percent", "61 percent"]),
        ("salts such as Mg(ClO4)2 melt", &[]),
        ("genes (OMIM: 606639) and (PMID: 12345)", &[]),
        ("it is up to 650 K higher there", &["650 kelvin"]),
        ("heated at 40 K min−1 to melt", &["40 kelvin"]),
        ("a 5 K run and 20 K runners", &["5", "20 #runner"]),
        ("P3HT is poly(3-hexylthiophene-2,5-diyl)", &[]),
        ("turbine 4 feeds turbines 6 and 9", &[]),
        ("Presenting 140 click trials takes long", &["140 #trial"]),
        ("a protein of 45 kDa", &["45 kilodalton"]),
    ]);
}

#[test]
fn elided_nouns() {
    check(&[
        ("sold 120 flats by auction and 45 by lot", &["120 #flat", "45 #flat"]),
        ("lost 9 games in May and 4 in June", &["9 #game", "4 #game"]),
        ("8 trams were sold, and 3 were kept", &["8 #tram", "3 #tram"]),
        ("it takes 5 hours by road and 3 by rail", &["5 hour", "3 hour"]),
        ("5 km of road and 3 of rail", &["5 kilometer", "3"]),
        ("70 people were hurt for a month or so, and 12 who ran", &["70 #person", "12 #person"]),
        ("killed 12 people and hurt 30 others", &["12 #person", "30 #person"]),
        ("12 goats died and 30 more fell ill", &["12 #goat", "30 #goat"]),
        ("prices rose by 2 percent and wages by 5", &["2 percent", "5 percent"]),
        ("the best bid is 90.5 cents, while the lowest is 74.5", &["90.5 cent", "74.5 cent"]),
        ("shrank from 210 pounds to 190 in May", &["210 pound", "190 pound"]),
        ("closed at 1,410.5, up 12.5 points", &["1410.5 #point", "12.5 #point"]),
        ("it lasts a week or two", &["2 week"]),
        ("we need another judge or two", &["2 #judge"]),
        ("in 10-, 20- and 30-mile walks", &["10 mile", "20 mile", "30 mile"]),
        ("two-, three- or four-door cars", &["2 #door", "3..4 #door"]),
        ("two 90-minute sessions", &["2 #session", "90 minute"]),
        ("six million 330 ml cans", &["6000000 #can", "330 milliliter"]),
        ("900 Alpha S and Beta X Prime vans", &["900 #van"]),
        ("[Two] months ago", &["2 month"]),
        ("One Greek woman told Mr Adams about it", &[]),
    ]);
}

#[test]
fn ages_of_many() {
    check(&[
        ("the average age of the players is 24", &["24 year"]),
        ("life expectancy there was about 61", &["61 year"]),
        ("a median age of 37", &["37 year"]),
        ("she left when she was six", &["6 year"]),
        ("when she was six points ahead", &["6 #point"]),
        ("the average wage is 24", &["24"]),
    ]);
}

#[test]
fn ranks_scores_and_codes() {
    check(&[
        ("fell into the bottom three", &[]),
        ("the top three teams and the top 40 of all", &["3 #team", "40"]),
        ("won 3 – 1, lost 1 – 2 and drew 0 – 0", &[]),
        ("at 9 E 71st St and in the 90049 ZIP code", &[]),
        ("8 B people, 8 B of memory", &["8000000000 #person", "8 byte"]),
        ("minus 38 Fahrenheit,minus 39 Celsius", &["-38 degree fahrenheit", "-39 degree celsius"]),
    ]);
}

#[test]
fn counts_that_look_like_years_behind_adjectives() {
    check(&[
        ("the hall has 1850 new seats", &["1850 #seat"]),
        ("it employs 1920 full-time nurses", &["1920 #nurse"]),
        ("the town had 1905 registered voters", &["1905 #voter"]),
        ("the camp holds 1999 separate tents", &["1999 #tent"]),
        ("a survey of 1709 schoolchildren", &["1709 #schoolchild"]),
        ("a sample of 1950 homes", &["1950 #home"]),
        ("it will get 1850 comfortable seats", &["1850 #seat"]),
        ("the plant created 1850 new jobs", &["1850 #job"]),
        ("they built 1990 style homes", &[]),
        ("since 1850 new rules have applied", &[]),
        ("the 1850 new settlers came", &[]),
        ("in 1850 new settlers came", &[]),
        ("of the 1905 registered voters", &[]),
        ("it includes 1990 census figures", &[]),
    ]);
}

#[test]
fn units_are_never_cut() {
    check(&[
        ("a dose of 8 mg/kg/day helps", &["8 milligram"]),
        ("a yield of 3 kg m−2 d−1 is rare", &["3 kilogram"]),
        ("it holds 2.1 kJ kg−1 K−1 when wet", &["2.1 kilojoule"]),
        ("oil of 1.4 mPa·s runs", &["1.4 millipascal second"]),
        ("brine of 5 S/m and 40 µS/cm", &["5 siemens per meter", "40 microsiemens per centimeter"]),
        ("it burns 5.8 L/100 km", &["5.8 liter"]),
        ("cubes of 1 cm/half inch and 3 mg/d", &["1", "3 milligram per day"]),
        ("weights of $1/d$ and $5N$ hashes", &["1 dollar", "5 dollar"]),
        ("it takes 2 J/g/K to warm", &["2 joule per gram kelvin"]),
        ("a 30 m/100 ft scale", &["30 meter"]),
        (
            "it costs $18/sq ft or $18 per sq ft",
            &["18 dollar per square foot", "18 dollar per square foot"],
        ),
        ("it uses 6 kW h of 40 lb ft", &["6 kilowatt-hour", "40 pound-foot"]),
        ("it runs at 25 fps, 900 r/min", &["25 frame per second", "900 revolution per minute"]),
        ("it rated 12 actors/singers", &["12 #actor"]),
    ]);
}

#[test]
fn bounds_of_ranges_that_are_ranges() {
    check(&[
        ("it cost 24.2 to 33-35 billion dollars", &["24200000000..35000000000 dollar"]),
        ("it cost from $24.2 to $33-35 billion", &["24200000000..35000000000 dollar"]),
        (
            "sales rose from 24.2 to 33-35 billion dollars",
            &["24200000000 dollar", "33000000000..35000000000 dollar"],
        ),
        (
            "sales rose from $24.2 to $33-35 billion",
            &["24200000000 dollar", "33000000000..35000000000 dollar"],
        ),
        (
            "rents rose from 5 to between 7 and 8 million euros",
            &["5000000 euro", "7000000..8000000 euro"],
        ),
        ("it fell from 12 to 8 million barrels", &["12000000 barrel", "8000000 barrel"]),
        ("it rose from 900 to 2 million barrels", &["900 barrel", "2000000 barrel"]),
        ("it fell from 60-65 to 40-45 percent", &["60..65 percent", "40..45 percent"]),
        ("they won from 3-1 to 5-2 games", &[]),
        ("it is 10°–15°C there", &["10..15 degree celsius"]),
        ("turn it 10° to 15 km off", &["10 degree", "15 kilometer"]),
        ("of 191 boats, 43 – 22% – came", &["191 #boat", "43", "22 percent"]),
    ]);
}

#[test]
fn parts_of_magnitudes_dozens_and_names() {
    check(&[
        ("some quarter of a million people came", &["250000 #person"]),
        ("in the third quarter of a million-dollar year", &["1000000 dollar"]),
        ("a three-quarter million jobs", &["750000 #job"]),
        ("a dozen and a half eggs", &["18 #egg"]),
        ("about 15 police officers met two police dogs", &["15 #officer", "2 #dog"]),
        ("fifteen police came", &["15 #police"]),
        ("it has 30 full-time and 12 part-time staff", &["30 #staff", "12 #staff"]),
        ("it has 30 left- or 12 right-handed pitchers", &["30 #pitcher", "12 #pitcher"]),
        ("it sold 30 well-kept and 12 boats", &["30", "12 #boat"]),
        ("it lost 30 mid-May and 12 old boats", &["30", "12 #boat"]),
        ("Boeing 737 Max flights resumed", &[]),
        (
            "it cost N$40, SFr 500 and DKr340m",
            &["40 namibian dollar", "500 swiss franc", "340000000 danish krone"],
        ),
        ("please DM 40 people", &[]),
        ("it cost DM 1,500", &["1500 deutsche mark"]),
        ("it took not quite 15 minutes", &["15 minute"]),
    ]);
}
