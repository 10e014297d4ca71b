//! The noun that a number counts: "six elderly patients" counts patients.

use super::cursor;

/// Most adjectives between a number and its noun.
const MOST_MODIFIERS: usize = 3;

/// Nouns whose plural does not end in "s", or is the same.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("grandchildren", "grandchild"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("oxen", "ox"),
    ("aircraft", "aircraft"),
    ("spacecraft", "spacecraft"),
    ("sheep", "sheep"),
    ("deer", "deer"),
    ("fish", "fish"),
    ("cattle", "cattle"),
    ("police", "police"),
    ("personnel", "personnel"),
    ("staff", "staff"),
    ("crew", "crew"),
    ("species", "species"),
    ("series", "series"),
    ("headquarters", "headquarters"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("wolves", "wolf"),
    ("shelves", "shelf"),
    ("thieves", "thief"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("bacteria", "bacterium"),
    ("analyses", "analysis"),
    ("crises", "crisis"),
    ("theses", "thesis"),
    ("gases", "gas"),
    ("shoes", "shoe"),
    ("toes", "toe"),
    ("foes", "foe"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("calories", "calorie"),
    ("ties", "tie"),
    ("pies", "pie"),
    ("caches", "cache"),
    ("axes", "axe"),
];

/// Whether a word, of letters only, looks like the plural of a noun.
pub fn looks_plural(word: &str) -> bool {
    if irregular(word).is_some() {
        return true;
    }
    let bytes = word.as_bytes();
    // "crewmen", but not "specimen".
    let is_of_men = word.len() > 5 && word.ends_with("men");
    if is_of_men && !matches!(word, "specimen" | "regimen" | "abdomen" | "stamen" | "bitumen") {
        return true;
    }
    let lower_tail =
        |n: usize| bytes.len() > n && bytes[bytes.len() - n..].iter().all(u8::is_ascii_lowercase);
    if bytes.len() < 3 || !lower_tail(2) || !word.ends_with('s') {
        // "FBIs", "MPs", "PCs"
        return bytes.len() >= 3
            && bytes[..bytes.len() - 1].iter().all(u8::is_ascii_uppercase)
            && bytes.ends_with(b"s");
    }
    let ending = ["ss", "us", "is", "always", "perhaps", "besides"];
    // "towards" and "afterwards", but not "awards" and "stewards"
    let adverb = word.strip_suffix("wards").is_some_and(|stem| {
        matches!(
            stem,
            "to" | "after" | "back" | "for" | "up" | "down" | "in" | "out" | "on" | "home"
        )
    });
    !is_function_word(word) && !adverb && !ending.iter().any(|e| word.ends_with(e))
}

fn irregular(word: &str) -> Option<&'static str> {
    let mut buffer = [0; 16];
    let lower = cursor::lower(word, &mut buffer);
    IRREGULAR.iter().find(|(plural, _)| plural.as_bytes() == lower).map(|(_, singular)| *singular)
}

/// The singular of a plural noun: "missile" for "missiles", "party" for "parties".
pub(super) fn singular(plural: &str) -> String {
    if let Some(singular) = irregular(plural) {
        return singular.to_owned();
    }
    let cut = |n: usize| plural.get(..plural.len() - n).unwrap_or(plural).to_owned();
    let ends = |tail: &str| plural.ends_with(tail);
    if ends("ies") && plural.len() > 4 {
        return cut(3) + "y";
    }
    let virus = ends("uses")
        && !(ends("ouses") || ends("auses") || ends("fuses") || ends("cuses") || plural.len() < 5);
    if ends("sses")
        || ends("ches")
        || ends("shes")
        || ends("xes")
        || ends("zzes")
        || ends("oes")
        || virus
    {
        return cut(2);
    }
    if ends("men") {
        return cut(2) + "an";
    }
    if ends("s") && !ends("ss") { cut(1) } else { plural.to_owned() }
}

/// Words that are no part of a noun phrase after a number: prepositions, pronouns, auxiliaries,
/// conjunctions, common verbs and adverbs.
pub(super) fn is_function_word(word: &str) -> bool {
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"a" | b"an"
            | b"the"
            | b"this"
            | b"that"
            | b"these"
            | b"those"
            | b"his"
            | b"her"
            | b"its"
            | b"their"
            | b"our"
            | b"my"
            | b"your"
            | b"he"
            | b"she"
            | b"it"
            | b"they"
            | b"we"
            | b"you"
            | b"i"
            | b"who"
            | b"whom"
            | b"whose"
            | b"which"
            | b"what"
            | b"when"
            | b"where"
            | b"while"
            | b"why"
            | b"how"
            | b"if"
            | b"and"
            | b"or"
            | b"but"
            | b"nor"
            | b"so"
            | b"yet"
            | b"of"
            | b"in"
            | b"on"
            | b"at"
            | b"to"
            | b"from"
            | b"by"
            | b"with"
            | b"without"
            | b"for"
            | b"as"
            | b"into"
            | b"onto"
            | b"over"
            | b"under"
            | b"above"
            | b"below"
            | b"between"
            | b"among"
            | b"during"
            | b"since"
            | b"until"
            | b"till"
            | b"after"
            | b"before"
            | b"against"
            | b"through"
            | b"across"
            | b"per"
            | b"via"
            | b"than"
            | b"then"
            | b"about"
            | b"around"
            | b"near"
            | b"off"
            | b"out"
            | b"up"
            | b"down"
            | b"away"
            | b"apart"
            | b"ago"
            | b"is"
            | b"are"
            | b"was"
            | b"were"
            | b"be"
            | b"been"
            | b"being"
            | b"am"
            | b"has"
            | b"have"
            | b"had"
            | b"having"
            | b"do"
            | b"does"
            | b"did"
            | b"will"
            | b"would"
            | b"can"
            | b"could"
            | b"may"
            | b"might"
            | b"shall"
            | b"should"
            | b"must"
            | b"not"
            | b"no"
            | b"also"
            | b"just"
            | b"only"
            | b"even"
            | b"still"
            | b"already"
            | b"now"
            | b"here"
            | b"there"
            | b"always"
            | b"perhaps"
            | b"plus"
            | b"minus"
            | b"times"
            | b"versus"
            | b"less"
            | b"said"
            | b"says"
            | b"say"
            | b"because"
            | b"though"
            | b"although"
            | b"unless"
            | b"whether"
            | b"like"
            | b"unlike"
            | b"within"
            | b"along"
            | b"behind"
            | b"beyond"
            | b"despite"
            | b"except"
            | b"toward"
            | b"towards"
            | b"us"
            | b"them"
            | b"him"
            | b"me"
            | b"each"
            | b"every"
            | b"both"
            | b"all"
            | b"any"
            | b"some"
            | b"such"
            | b"too"
            | b"very"
            | b"again"
            | b"once"
            | b"later"
            | b"earlier"
            | b"went"
            | b"goes"
            | b"go"
            | b"came"
            | b"comes"
            | b"come"
            | b"took"
            | b"takes"
            | b"take"
            | b"made"
            | b"makes"
            | b"make"
            | b"got"
            | b"gets"
            | b"get"
            | b"gave"
            | b"gives"
            | b"give"
            | b"let"
            | b"lets"
            | b"put"
            | b"puts"
            | b"died"
            | b"including"
            | b"yes"
            | b"vs"
            | b"thus"
            | b"whereas"
            | b"equals"
            | b"means"
            | b"rose"
            | b"fell"
            | b"became"
            | b"remained"
            | b"remains"
            | b"o"
            | b"s"
            | b"t"
            | b"january"
            | b"february"
            | b"march"
            | b"april"
            | b"june"
            | b"july"
            | b"august"
            | b"september"
            | b"october"
            | b"november"
            | b"december"
            | b"monday"
            | b"tuesday"
            | b"wednesday"
            | b"thursday"
            | b"friday"
            | b"saturday"
            | b"sunday"
    )
}

/// Whether a noun, in the singular, stands for a person of some sort.
pub fn is_person(noun: &str) -> bool {
    const PERSONS: &[&str] = &[
        "actor", "adult", "adviser", "applicant", "artist", "athlete", "attendee", "baby", "boy",
        "candidate", "casualty", "child", "citizen", "civilian", "crewman", "customer", "delegate",
        "doctor", "driver", "employee", "engineer", "expert", "farmer", "fighter", "firefighter",
        "girl", "graduate", "guest", "hostage", "infant", "inmate", "journalist", "juror",
        "lawmaker", "man", "member", "migrant", "minor", "musician", "nurse", "officer",
        "official", "participant", "passenger", "patient", "pensioner", "person", "physician",
        "player", "prisoner", "protester", "pupil", "refugee", "resident", "respondent", "runner",
        "sailor", "scientist", "senator", "senior", "singer", "soldier", "spectator", "staff",
        "student", "suspect", "teacher", "teenager", "tourist", "trainee", "victim", "villager",
        "visitor", "volunteer", "voter", "witness", "woman", "worker",
    ];
    let last = noun.rsplit(['-', ' ']).next().unwrap_or(noun);
    PERSONS.binary_search(&last).is_ok()
}

/// Whether a noun names a person by kin, age or trade, so that a number in apposition is an age.
pub(super) fn is_relative(word: &str) -> bool {
    matches!(
        word,
        "aunt"
            | "boy"
            | "boyfriend"
            | "brother"
            | "brothers"
            | "colleague"
            | "cousin"
            | "daughter"
            | "father"
            | "fiance"
            | "friend"
            | "girl"
            | "girlfriend"
            | "grandfather"
            | "grandmother"
            | "husband"
            | "man"
            | "mother"
            | "neighbor"
            | "neighbour"
            | "partner"
            | "sister"
            | "sisters"
            | "son"
            | "uncle"
            | "widow"
            | "wife"
            | "woman"
    )
}

/// The noun counted by a number that ends at `end`: where it ends, and its singular. `one` looks
/// for a singular noun, more for a plural.
pub(super) fn counted(text: &str, end: usize, one: bool) -> Option<(usize, String)> {
    let mut at = cursor::gap(text, end)?;
    for _ in 0..=MOST_MODIFIERS {
        let (word, after) = phrase_word(text, at)?;
        // "Net 3.4 mln Revs 45 mln": the next row of a table of results
        if matches!(
            word,
            "Revs" | "Sales" | "Assets" | "Deposits" | "Loans" | "Avg" | "Net" | "Shr"
        ) {
            return None;
        }
        if word == "times" && !one {
            // "nine times", but not "5 times 3".
            let product = cursor::gap(text, after)
                .and_then(|next| cursor::after(text, next))
                .is_some_and(|c| c.is_ascii_digit());
            return (!product).then(|| (after, "time".to_owned()));
        }
        // "two quarters of the year"
        let number = word != "quarters" && super::number::word_of(word).is_some();
        if is_function_word(word) || number {
            return None;
        }
        if one {
            if ends_phrase(text, after) {
                let noun = word.len() > 2 && !is_no_noun(word) && !looks_plural(word);
                return noun.then(|| (after, word.to_owned()));
            }
        } else if looks_plural(word) {
            return Some(last_plural(text, word, after));
        }
        at = cursor::gap(text, after)?;
    }
    None
}

/// Of several plurals in a row, the last is the head: "five sales executives".
fn last_plural(text: &str, word: &str, after: usize) -> (usize, String) {
    // "20 people sends": a verb follows.
    if irregular(word).is_none()
        && let Some(at) = cursor::gap(text, after)
        && let Some((next, end)) = phrase_word(text, at)
        && looks_plural(next)
        && next.starts_with(|c: char| c.is_lowercase())
    {
        return (end, singular(next));
    }
    (after, singular(word))
}

/// The word at `at`, which may be a compound with hyphens ("high-speed"), and its end.
fn phrase_word(text: &str, at: usize) -> Option<(&str, usize)> {
    if let Some(end) = initials(text, at) {
        return text.get(at..end).map(|word| (word, end));
    }
    let mut start = at;
    let mut word = cursor::word(text, start);
    // Three parts are enough for a compound.
    for _ in 0..3 {
        let end = start + word.len();
        if word.is_empty()
            || !text[end..].starts_with('-')
            || cursor::word(text, end + 1).is_empty()
        {
            break;
        }
        start = end + 1;
        word = cursor::word(text, start);
    }
    let end = start + word.len();
    let goes_on = cursor::after(text, end).is_some_and(|c| c.is_numeric() || c == '_' || c == '-');
    (!word.is_empty() && !goes_on).then_some((word, end))
}

/// The end of initials such as "U.S." at `at`.
fn initials(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = at;
    // Four initials are enough for a country.
    while end < at + 8
        && bytes.get(end).is_some_and(u8::is_ascii_uppercase)
        && bytes.get(end + 1) == Some(&b'.')
    {
        end += 2;
    }
    (end > at + 2).then_some(end)
}

/// Whether a noun phrase ends after a word that ends at `end`.
fn ends_phrase(text: &str, end: usize) -> bool {
    match cursor::gap(text, end) {
        Some(at) => {
            let next = cursor::word(text, at);
            next.is_empty() || is_function_word(next)
        }
        None => !cursor::after(text, end)
            .is_some_and(|c| matches!(c, '\'' | '’' | '-') || c.is_alphanumeric()),
    }
}

/// Words that follow "one" without being what it counts.
fn is_no_noun(word: &str) -> bool {
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"another"
            | b"more"
            | b"other"
            | b"last"
            | b"first"
            | b"else"
            | b"way"
            | b"time"
            | b"thing"
            | b"hand"
            | b"side"
            | b"day"
            | b"reason"
            | b"big"
            | b"such"
            | b"too"
            | b"point"
            | b"tomorrow"
            | b"higher"
            | b"lower"
            | b"simple"
            | b"single"
            | b"final"
            | b"common"
            | b"great"
            | b"good"
            | b"key"
            | b"only"
            | b"better"
    ) || ["ed", "ly", "ing", "est"].iter().any(|e| word.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noun(text: &str) -> Option<String> {
        counted(text, 0, false).map(|(_, noun)| noun)
    }

    #[test]
    fn head_nouns() {
        assert_eq!(noun(" patients died"), Some("patient".into()));
        assert_eq!(noun(" elderly patients"), Some("patient".into()));
        assert_eq!(noun(" ATACMS missiles"), Some("missile".into()));
        assert_eq!(noun(" sales executives"), Some("executive".into()));
        assert_eq!(noun(" people"), Some("person".into()));
        assert_eq!(noun(" U.S. soldiers"), Some("soldier".into()));
        assert_eq!(noun(" of the patients"), None);
        assert_eq!(noun(" in the cases"), None);
        assert_eq!(noun(". Cases"), None);
    }

    #[test]
    fn one() {
        assert_eq!(counted(" person was", 0, true).map(|n| n.1), Some("person".into()));
        assert_eq!(counted(" of them", 0, true), None);
        assert_eq!(counted(" another", 0, true), None);
    }

    #[test]
    fn singulars() {
        for (plural, expected) in [
            ("missiles", "missile"),
            ("parties", "party"),
            ("buses", "bus"),
            ("houses", "house"),
            ("losses", "loss"),
            ("watches", "watch"),
            ("women", "woman"),
            ("policemen", "policeman"),
            ("heroes", "hero"),
            ("cases", "case"),
            ("aircraft", "aircraft"),
            ("viruses", "virus"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
