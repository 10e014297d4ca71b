//! The words that dates are made of.

use jiff::civil::Weekday;

use super::Unit;

/// A month's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthName {
    /// From 1 to 12.
    pub(super) month: i8,
    /// Whether it is shortened: `Oct`, `Sept`.
    pub(super) short: bool,
}

impl MonthName {
    /// Whether in lower case it is mostly another word: may, march, mar.
    pub(super) fn is_other_word(self) -> bool {
        matches!(self.month, 3 | 5)
    }

    /// Whether it is also a given name or surname: March, April, May, June, August.
    pub(super) fn is_personal(self) -> bool {
        matches!(self.month, 3..=6 | 8)
    }
}

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
];

/// The month that a word names.
pub(super) fn month(word: &str) -> Option<MonthName> {
    if word.len() < 3 {
        return None;
    }
    for (index, name) in MONTHS.iter().enumerate() {
        let full = name.eq_ignore_ascii_case(word);
        let short = name.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(word))
            || (index == 8 && word.eq_ignore_ascii_case("sept"));
        if full || short {
            return Some(MonthName { month: index as i8 + 1, short: !full });
        }
    }
    None
}

const WEEKDAYS: [(&str, Weekday, &[&str]); 7] = [
    ("monday", Weekday::Monday, &["mon"]),
    ("tuesday", Weekday::Tuesday, &["tue", "tues"]),
    ("wednesday", Weekday::Wednesday, &["wed", "weds"]),
    ("thursday", Weekday::Thursday, &["thu", "thur", "thurs"]),
    ("friday", Weekday::Friday, &["fri"]),
    ("saturday", Weekday::Saturday, &["sat"]),
    ("sunday", Weekday::Sunday, &["sun"]),
];

/// The weekday that a word names, and whether the name is shortened.
pub(super) fn weekday(word: &str) -> Option<(Weekday, bool)> {
    WEEKDAYS.iter().find_map(|(name, weekday, short)| {
        if name.eq_ignore_ascii_case(word) {
            Some((*weekday, false))
        } else {
            short.iter().any(|s| s.eq_ignore_ascii_case(word)).then_some((*weekday, true))
        }
    })
}

const ORDINALS: [&str; 20] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
];

/// The value of an ordinal in one word, from 1 to 20, or 30.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    if word.eq_ignore_ascii_case("thirtieth") {
        return Some(30);
    }
    let index = ORDINALS.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    Some(index as i8 + 1)
}

const CARDINALS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

const TENS: [&str; 4] = ["twenty", "thirty", "forty", "fifty"];

/// The value of a cardinal in one word, from 1 to 12 or a round one to 50; "a" and "an" are 1.
pub(super) fn cardinal(word: &str) -> Option<i32> {
    if word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an") {
        return Some(1);
    }
    if let Some(index) = TENS.iter().position(|name| name.eq_ignore_ascii_case(word)) {
        return Some(10 * (index as i32 + 2));
    }
    let index = CARDINALS.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    Some(index as i32 + 1)
}

/// The calendar unit that a noun names, singular or plural.
pub(super) fn unit(word: &str) -> Option<Unit> {
    const UNITS: [(&str, Unit); 5] = [
        ("day", Unit::Day),
        ("week", Unit::Week),
        ("month", Unit::Month),
        ("year", Unit::Year),
        ("decade", Unit::Decade),
    ];
    let singular = word.strip_suffix(['s', 'S']).unwrap_or(word);
    UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(singular)).map(|&(_, unit)| unit)
}

/// Words that can follow a year but are not things that a number counts.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "against", "alone", "also", "although", "amid", "an", "and", "are", "as",
    "at", "be", "because", "been", "before", "between", "both", "but", "by", "can", "compared",
    "could", "despite", "did", "does", "due", "during", "for", "from", "had", "has", "have", "he",
    "her", "his", "however", "i", "if", "in", "into", "is", "it", "its", "just", "may", "might",
    "must", "my", "nor", "not", "of", "off", "on", "only", "onto", "or", "our", "over", "shall",
    "she", "should", "since", "so", "than", "thanks", "that", "the", "their", "then", "there",
    "they", "this", "though", "through", "thus", "to", "too", "under", "until", "upon", "via",
    "versus", "vs", "was", "we", "were", "when", "whereas", "where", "which", "while", "who",
    "whose", "will", "with", "within", "without", "would", "yet", "you",
];

/// Words that make the number before them a time of day.
#[rustfmt::skip]
pub(super) const CLOCK_WORDS: &[&str] = &[
    "gmt", "utc", "hours", "hrs", "hr", "h", "zulu", "est", "edt", "cet", "cest", "bst",
    "msk",
];

/// Time zones as they are written behind a time of day. Matched as written, in capitals.
#[rustfmt::skip]
pub(super) const ZONES: &[&str] = &[
    "GMT", "UTC", "Z", "ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST",
    "PDT", "AKST", "AKDT", "HST", "BST", "WET", "WEST", "CET", "CEST", "EET", "EEST", "MSK", "IST",
    "PKT", "SGT", "HKT", "JST", "KST", "AEST", "AEDT", "ACST", "AWST", "NZST", "NZDT", "SAST",
];

/// Singular nouns and symbols that a number before them measures or counts.
#[rustfmt::skip]
pub(super) const COUNTED: &[&str] = &[
    "acre", "bed", "billion", "bit", "bps", "btu", "byte", "calorie", "capacity", "cc", "cm", "cup",
    "degree", "dollar", "dozen", "euro", "foot", "ft", "gallon", "gb", "ghz", "gram", "gsm",
    "hectare", "horsepower", "hp", "hundred", "hz", "inch", "k", "kb", "kg", "khz", "kilo",
    "kilogram", "kilometer", "kilometre", "km", "knot", "kph", "kw", "kwh", "lb", "liter", "litre",
    "lumen", "m", "mah", "man", "mb", "meter", "metre", "mg", "mhz", "mile", "million", "ml", "mm",
    "mph", "mw", "nm", "odd", "ounce", "page", "people", "percent", "person", "pixel", "plus",
    "point", "pound", "psi", "rpm", "rupee", "seat", "seater", "square", "strong", "tb", "thousand",
    "ton", "tonne", "trillion", "usd", "v", "volt", "w", "watt", "word", "yard", "yen", "yuan",
    "year",
];

/// Plural nouns for events, which take a year before them as readily as a count.
#[rustfmt::skip]
pub(super) const EVENTS: &[&str] = &[
    "elections", "games", "olympics", "paralympics", "midterms", "primaries", "finals", "riots",
    "floods", "wildfires", "bushfires", "protests", "talks", "negotiations", "attacks", "sanctions",
    "results", "earnings", "series", "business", "congress", "process", "crisis", "census",
    "status", "address", "progress", "basis", "analysis",
];

/// Days that have a name of their own, by the word before the weekday.
#[rustfmt::skip]
pub(super) const NAMED_DAYS: &[&str] = &[
    "black", "good", "ash", "bloody", "super", "cyber", "palm", "easter", "fat", "maundy", "holy",
    "shrove", "whit", "casual", "giving", "sheffield", "ruby", "man", "freaky", "spy",
];

/// Words that make a weekday any one of its kind.
#[rustfmt::skip]
pub(super) const ANY: &[&str] = &[
    "every", "each", "a", "any", "one", "some", "most", "per", "alternate", "another", "other",
    "many",
];

/// Words before "last year" and the like that tie it to something else: "his last year".
#[rustfmt::skip]
pub(super) const OWNERS: &[&str] = &[
    "the", "his", "her", "its", "their", "our", "my", "your", "s", "a", "very",
];

/// Words that loosen a distance beyond telling.
#[rustfmt::skip]
pub(super) const HEDGES: &[&str] = &[
    "than", "over", "under", "least", "most", "nearly", "almost", "about", "around", "roughly",
    "some", "approximately", "to", "within", "past",
];

/// What tells that the clause around a date looks ahead.
#[rustfmt::skip]
pub(super) const AHEAD: &[&str] = &[
    "will", "ll", "shall", "would", "scheduled", "expected", "due", "planned", "plans", "slated",
    "set", "upcoming", "until", "by", "before", "ahead", "deadline", "to", "could", "may", "might",
    "should", "if", "for", "next", "tomorrow", "going", "is", "are", "begins", "starts", "opens",
    "ends",
];

/// Irregular past tenses that news hangs weekdays on.
#[rustfmt::skip]
pub(super) const PAST: &[&str] = &[
    "said", "told", "was", "were", "had", "did", "met", "won", "lost", "began", "came", "went",
    "took", "gave", "made", "held", "saw", "fell", "rose", "sent", "spoke", "wrote", "hit", "left",
    "struck", "shot", "broke", "drew", "flew", "led", "found", "sold", "bought", "got", "became",
    "ran", "stood", "swore", "threw", "withdrew",
];

/// Words in -ed that are no past tense, or say nothing of the clause's.
#[rustfmt::skip]
pub(super) const NOT_PAST: &[&str] = &[
    "need", "indeed", "hundred", "united", "red", "bed", "speed", "feed", "seed", "proceed",
    "exceed", "succeed", "proposed", "limited", "wed",
];

#[rustfmt::skip]
pub(super) const PREPOSITIONS: &[&str] = &[
    "in", "since", "during", "circa", "late", "early", "mid", "year", "throughout", "born",
];

#[rustfmt::skip]
pub(super) const WEAK_PREPOSITIONS: &[&str] = &[
    "by", "before", "after", "until", "till", "from", "for",
];

#[rustfmt::skip]
pub(super) const DETERMINERS: &[&str] = &[
    "the", "his", "her", "its", "their", "our", "my", "a",
];

/// Nouns that "of" joins to a year: "the end of 2024".
#[rustfmt::skip]
pub(super) const PARTS_OF_YEARS: &[&str] = &[
    "end", "beginning", "start", "middle", "half", "quarter", "part", "months", "weeks", "days",
    "month", "spring", "summer", "autumn", "fall", "winter", "as", "rest", "remainder", "class",
    "election", "elections", "crisis", "outbreak", "war", "crash", "revolution", "quarters", "law",
    "laws", "act", "acts", "bill", "bills", "treaty", "agreement", "accord", "accords", "panic",
    "recession", "depression", "famine", "flood", "floods", "fire", "earthquake", "hurricane",
    "pandemic", "coup", "uprising", "riots", "massacre", "events", "census", "constitution",
    "referendum", "campaign", "season", "edition", "generation", "budget", "patriots", "reforms",
];

/// What yearless dates have become names of: "the October 7 attacks".
#[rustfmt::skip]
pub(super) const ANNIVERSARIES: &[&str] = &[
    "attack", "attacks", "assault", "massacre", "riot", "riots", "insurrection", "bombing",
    "bombings", "coup", "uprising", "hijackings", "crackdown", "revolution", "movement", "terror",
    "terrorist", "hijackers", "victims", "anniversary", "commission", "committee",
];

/// The words that can start a date, by their first letter.
#[rustfmt::skip]
const fn triggers(letter: u8) -> &'static [&'static str] {
    match letter {
        b'a' => &["apr", "aug", "april", "august", "a", "an", "autumn"],
        b'b' => &["between"],
        b'c' => &["coming"],
        b'd' => &["dec", "december"],
        b'e' => &["eighth", "eleventh", "eighteenth", "eight", "eleven"],
        b'f' => &[
            "feb", "february", "fri", "friday", "first", "fourth", "fifth", "fourteenth",
            "fifteenth", "from", "four", "five", "forty", "fifty", "fall", "fy",
        ],
        b'j' => &["jan", "jun", "jul", "january", "june", "july"],
        b'l' => &["last"],
        b'm' => &["mar", "may", "march", "mon", "monday"],
        b'n' => &["nov", "november", "ninth", "nineteenth", "next", "nine"],
        b'o' => &["oct", "october", "one"],
        b'p' => &["past", "previous"],
        b'q' => &["q"],
        b's' => &[
            "sep", "sept", "september", "sat", "sun", "saturday", "sunday", "second", "sixth",
            "seventh", "sixteenth", "seventeenth", "six", "seven", "spring", "summer",
        ],
        b't' => &[
            "tue", "tues", "thu", "thur", "thurs", "tuesday", "thursday", "third", "tenth",
            "twelfth", "thirteenth", "twentieth", "twenty", "thirtieth", "thirty", "today",
            "tomorrow", "the", "this", "two", "three", "ten", "twelve",
        ],
        b'u' => &["upcoming"],
        b'w' => &["wed", "weds", "wednesday", "winter"],
        b'y' => &["yesterday"],
        _ => &[],
    }
}

/// For each letter, the lengths of the words in `triggers`, one bit each.
static TRIGGER_LENGTHS: [u16; 26] = {
    let mut lengths = [0u16; 26];
    let mut letter = 0;
    while letter < 26 {
        let words = triggers(b'a' + letter as u8);
        let mut index = 0;
        while index < words.len() {
            lengths[letter] |= 1 << words[index].len();
            index += 1;
        }
        letter += 1;
    }
    lengths
};

/// Whether an ASCII word, in any capitals, can start a date.
pub(super) fn is_trigger(word: &[u8]) -> bool {
    let Some(letter) = word.first().map(u8::to_ascii_lowercase) else {
        return false;
    };
    let lengths = TRIGGER_LENGTHS.get(usize::from(letter.wrapping_sub(b'a')));
    word.len() < 16
        && lengths.is_some_and(|lengths| lengths & (1 << word.len()) != 0)
        && triggers(letter).iter().any(|trigger| trigger.as_bytes().eq_ignore_ascii_case(word))
}
