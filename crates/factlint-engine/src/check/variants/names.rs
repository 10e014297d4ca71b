//! The forms that names take in a document, grouped by the name that they are forms of.

use std::collections::{BTreeMap, BTreeSet};

use super::initials::Acronym;
use super::setting::{
    ends_in_a_verb, has_markup_inside, head_their_own, is_all_of_a_quotation, is_cross_reference,
    is_in_a_title, is_in_italics, is_label, is_mentioned, is_named_elsewhere, is_on_a_screen,
    is_reference, leave_quoted,
};
use super::words::{Around, Word, read_words};
use crate::check::cited::{is_in_a_cited_title, is_in_a_run_in_heading};
use crate::check::{capitalised, is_foreign, wording};
use crate::reading::{Reading, Sentence};
use factlint_document::Role;
use factlint_language::capitals::Capitals;
use factlint_language::name::{folded, is_title, may_name};
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised, is_hyphen};
use factlint_language::words::Class;

/// One place where a name stands.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub sentence: Sentence,
    pub span: ProseSpan,
    pub form: String,
    /// Whether it is what a screen shows.
    pub is_shown: bool,
}

impl Use {
    pub(super) fn new(sentence: Sentence, span: ProseSpan, form: String) -> Self {
        Self { sentence, span, form, is_shown: false }
    }
}

/// Names with fewer letters differ by one letter without being one name.
const SHORTEST_FOLDED: usize = 5;

/// Surnames with fewer letters that differ by one letter are two surnames.
const SHORTEST_LIKE: usize = 7;

/// Every name that a document gives in more than one form, with all its uses in order.
pub(super) fn spelled_differently(reading: &Reading<'_>) -> Vec<Vec<Use>> {
    let mut names = Names::default();
    let mut words = Vec::new();
    for sentence in reading.sentences() {
        let running =
            matches!(reading.role(sentence), Role::Paragraph | Role::ListItem | Role::TableCell);
        if !running
            || reading.capitals(sentence) != Capitals::Sentence
            || is_foreign(sentence.span.of(reading.prose()))
            || is_reference(reading, sentence)
        {
            continue;
        }
        words.clear();
        read_words(reading.prose(), sentence, &mut words);
        for at in 0..words.len() {
            names.read(reading, &Around { words: &words, at });
        }
    }
    let mut groups = names.into_groups(reading);
    for group in &mut groups {
        group.retain(|one| {
            !has_markup_inside(reading, one)
                && !is_in_a_cited_title(reading, one.span)
                && !is_a_heading_in_a_paragraph(reading, one)
        });
        leave_contrasted(reading.prose(), group);
        // What takes an analysis is asked last, and only of forms that differ.
        if group.iter().any(|one| one.form != group[0].form) {
            leave_quoted(reading, group);
            group.retain(|one| !ends_in_a_verb(reading, one));
        }
    }
    groups.retain(|group| !group.is_empty() && !head_their_own(reading, group));
    groups
}

/// Whether a name of several words has the capitals of a heading, which it stands in or refers to.
fn is_a_heading_in_a_paragraph(reading: &Reading<'_>, one: &Use) -> bool {
    one.form.contains(' ')
        && one.form.split(' ').all(is_capitalised)
        && (is_in_a_run_in_heading(reading, one.span) || is_cross_reference(reading, one))
}

/// A surname behind a first name.
#[derive(Default)]
struct Company {
    /// Whether the form stands where a capital tells that it is a name.
    is_name: bool,
    first_names: BTreeSet<String>,
    surnames: BTreeSet<String>,
}

/// Where a name of two words stands.
#[derive(Default)]
struct PairUses {
    /// With both capitals.
    full: Vec<Use>,
    /// The same at the beginning of a sentence, where the first capital tells nothing.
    opening: Vec<Use>,
    /// "Fox news".
    without_second: Vec<Use>,
    /// "white House".
    without_first: Vec<Use>,
}

impl PairUses {
    /// All uses, if some have lost a capital that others have.
    fn into_group(mut self) -> Vec<Use> {
        // "the **API Tokens** page" tells nothing of API tokens, though something of "the **API tokens** page".
        let lists = || [&self.full, &self.opening, &self.without_second, &self.without_first];
        if !lists().iter().all(|list| list.iter().all(|one| one.is_shown)) {
            for list in [
                &mut self.full, &mut self.opening, &mut self.without_second,
                &mut self.without_first,
            ] {
                list.retain(|one| !one.is_shown);
            }
        }
        // "Unsafe Rust" once and "unsafe Rust" five times is a heading and no slip.
        if self.without_first.len() > self.full.len() {
            self.without_first.clear();
        }
        if self.without_second.is_empty() && self.without_first.is_empty() {
            return Vec::new();
        }
        [self.full, self.opening, self.without_second, self.without_first].concat()
    }
}

#[derive(Default)]
struct Names {
    /// Acronyms by their letters, and the name behind those that are somebody's initials.
    acronyms: BTreeMap<String, Vec<Use>>,
    /// Names of two words, by their letters in lower case.
    pairs: BTreeMap<String, PairUses>,
    /// Capitalised words by their folded letters, with those before and behind each form.
    single: BTreeMap<String, BTreeMap<String, (Vec<Use>, Company)>>,
    /// Surnames by the first name before them.
    families: BTreeMap<String, BTreeMap<String, Vec<Use>>>,
}

impl Names {
    fn read(&mut self, reading: &Reading<'_>, around: &Around<'_, '_>) {
        self.read_acronyms(reading.prose(), around);
        self.read_pair(reading, around);
        let word = around.word();
        let begins_small = begins_small(word.text);
        let plain = word.text.chars().all(|c| c.is_alphabetic() || word::is_apostrophe(c));
        let shouted = !word.text.chars().any(char::is_lowercase);
        if !(word.capital && may_name(word.text) || begins_small)
            || !plain
            || shouted
            || is_mentioned(reading.prose(), word.sentence, word.span)
            || shows_letters(around)
        {
            return;
        }
        // "_Opéra comique_" is French. A capital inside a word is a matter of its own.
        let is_plain = !word.text.chars().skip(1).any(char::is_uppercase);
        if is_plain && !word.text.is_ascii() && is_in_italics(reading, word.span) {
            return;
        }
        // "We’re" and "We're" are spelled alike.
        let form = word.text.replace('’', "'");
        let found = Use::new(word.sentence, word.span, form);
        if word.text.chars().count() >= SHORTEST_FOLDED {
            let forms = self.single.entry(folded(word.text)).or_default();
            let (uses, company) = forms.entry(found.form.clone()).or_default();
            uses.push(found.clone());
            company.is_name |= !word.opens;
            company.first_names.extend(around.first_name().map(str::to_owned));
            company.surnames.extend(around.surname().map(str::to_owned));
        }
        // A surname ends its name, and the first name begins it.
        let alone = around.surname().is_none() && word.text.chars().count() >= SHORTEST_LIKE;
        if let Some(first) = around.first_name().filter(|_| alone) {
            let before = Around { words: around.words, at: around.at - 1 };
            if before.first_name().is_none() && !word::is(first, Class::NoFirstName) {
                let family = self.families.entry(first.to_owned()).or_default();
                family.entry(found.form.clone()).or_default().push(found);
            }
        }
    }

    /// "U.S.", "US", "J.D. Vance", "JD Vance", "J. D. Vance", "Washington, D.C.".
    fn read_acronyms(&mut self, prose: &str, around: &Around<'_, '_>) {
        for piece in around.word().text.split(is_hyphen) {
            let Some(acronym) = Acronym::read(prose, around, piece) else { continue };
            if acronym.is_part_of_a_name(prose, around.word().sentence) {
                continue;
            }
            if acronym.ends_a_name(prose, around) {
                continue;
            }
            let Some(key) = acronym.key(prose, around) else { continue };
            let (sentence, span) = (around.word().sentence, acronym.span);
            if is_mentioned(prose, sentence, span) {
                continue;
            }
            let form = span.of(prose).to_owned();
            self.acronyms.entry(key).or_default().push(Use::new(sentence, span, form));
        }
    }

    /// "Fox News", "Fox news", "white House".
    fn read_pair(&mut self, reading: &Reading<'_>, around: &Around<'_, '_>) {
        let prose = reading.prose();
        let Some(second) = around.after() else { return };
        let first = around.word();
        if !may_be_pair(prose, first, second) {
            return;
        }
        let span = first.span.hull(second.span);
        // A title in quotation marks has capitals of its own: the "DNS Rebinding" of an article.
        if is_all_of_a_quotation(prose, span) {
            return;
        }
        // Two words may stand on two lines.
        let mut found = Use::new(first.sentence, span, wording::one_line(span.of(prose)));
        found.is_shown = is_on_a_screen(reading, span);
        let key = found.form.to_lowercase();
        match (first.capital, second.capital) {
            (true, true)
                if is_name_of_two(prose, around, second)
                    && !is_label(prose, first.sentence, span)
                    && !is_named_elsewhere(reading, span)
                    && !is_in_a_title(reading, first.sentence, span) =>
            {
                let uses = self.pairs.entry(key).or_default();
                let list = if first.opens { &mut uses.opening } else { &mut uses.full };
                list.push(found);
            }
            (true, false) if has_lost_its_second_capital(around, second) => {
                self.pairs.entry(key).or_default().without_second.push(found);
            }
            (false, true) if has_lost_its_first_capital(around, second) => {
                self.pairs.entry(key).or_default().without_first.push(found);
            }
            _ => {}
        }
    }

    fn into_groups(self, reading: &Reading<'_>) -> Vec<Vec<Use>> {
        let mut groups: Vec<Vec<Use>> = Vec::new();
        groups.extend(self.acronyms.into_values());
        groups.extend(self.pairs.into_values().map(PairUses::into_group));
        for forms in self.single.values() {
            groups.extend(one_name(reading, forms));
        }
        for family in self.families.into_values() {
            groups.extend(like_surnames(family));
        }
        for group in &mut groups {
            group.sort_by_key(|one| one.span);
        }
        groups.retain(|group| !group.is_empty());
        groups.sort_by_key(|group| group[0].span);
        groups
    }
}

/// Whether two words beside each other could be one name with or without its capitals.
fn may_be_pair(prose: &str, first: &Word<'_>, second: &Word<'_>) -> bool {
    let plain = |word: &Word<'_>| {
        word.text.chars().count() > 2 && word.text.chars().all(char::is_alphabetic)
    };
    let shouted = |word: &Word<'_>| !word.text.chars().skip(1).all(char::is_lowercase);
    (first.capital || second.capital)
        && plain(first)
        && plain(second)
        && !shouted(second)
        && (!shouted(first) || first.text.chars().all(char::is_uppercase))
        // Ends with a possessive: "Fox's News".
        && prose[first.span.end as usize..second.span.start as usize].trim().is_empty()
}

fn has_capital(word: Option<&Word<'_>>) -> bool {
    word.is_some_and(|word| word.capital)
}

/// The word behind a pair.
fn behind_pair<'w, 'a>(around: &Around<'w, 'a>) -> Option<&'w Word<'a>> {
    Around { words: around.words, at: around.at + 1 }.after()
}

/// "Fox News". A longer name tells nothing about the capitals of its parts: "Code of Federal Regulations".
fn is_name_of_two(prose: &str, around: &Around<'_, '_>, second: &Word<'_>) -> bool {
    let first = around.word();
    // "Windows Server 2019" is a product, "the Windows server" is none.
    let numbered = prose[second.span.end as usize..]
        .strip_prefix([' ', '\u{a0}'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let begins = around.before().is_none_or(|before| !before.capital || before.opens);
    // "the Mill Builders' Workshop"
    let owns = prose[second.span.end as usize..]
        .trim_start_matches('s')
        .strip_prefix(['\'', '’'])
        .map(|rest| rest.trim_start_matches('s'))
        .and_then(|rest| rest.strip_prefix(' '))
        .is_some_and(|rest| second.text.ends_with('s') && rest.starts_with(char::is_uppercase));
    // "the Rust Compiler team" is a longer name, and tells nothing of the Rust compiler.
    let goes_on = behind_pair(around)
        .is_some_and(|next| !next.capital && word::is(next.text, Class::EndsALongerName));
    may_name(first.text)
        && begins
        && !goes_on
        && !numbered
        && !owns
        && (!first.opens || !is_title(second.text))
        // "the civilian Jeep Gladiator": the name is that of two words behind it.
        && !has_capital(behind_pair(around))
        && !ends_a_longer_name(around)
        && !goes_on_behind_and(around)
}

/// "the Academy of American Poets", "the Growth of the English Language", "the Chair in Holocaust Studies".
fn ends_a_longer_name(around: &Around<'_, '_>) -> bool {
    // Only spaces part the words of a name.
    let tight =
        |steps: usize| around.words[around.at - steps..=around.at].iter().all(|one| one.tight);
    let word = |steps: usize| around.at.checked_sub(steps).map(|at| &around.words[at]);
    let text = |steps: usize| word(steps).map(|word| word.text);
    let steps = match (text(1), text(2)) {
        (Some(joint), _) if word::is(joint, Class::InsideALongerName) => 2,
        (Some("the"), Some("of" | "for")) => 3,
        _ => return false,
    };
    word(steps).is_some_and(|first| first.capital && tight(steps - 1))
}

/// "the Senate Rules and Administration Committee": the name goes on behind "and", and ends in what it names.
fn goes_on_behind_and(around: &Around<'_, '_>) -> bool {
    let rest = around.words.get(around.at + 2..).unwrap_or_default();
    let [and, rest @ ..] = rest else { return false };
    let run = rest.iter().take_while(|word| word.tight && word.capital).count();
    let ends = |word: &Word<'_>| word::is(&word.text.to_lowercase(), Class::EndsACompoundName);
    // "the CSA Training and Demonstration program"
    let goes_on = rest.get(run).is_some_and(|word| word.tight && ends(word));
    // "English Language and Literature"
    let is_subject = |word: &Word<'_>| word::is(&word.text.to_lowercase(), Class::SubjectOfStudy);
    and.tight
        && matches!(and.text, "and" | "&")
        && run > 0
        && (is_subject(&rest[0]) || rest[1..run].iter().any(ends) || goes_on)
}

/// "Fox news".
fn has_lost_its_second_capital(around: &Around<'_, '_>, second: &Word<'_>) -> bool {
    let first = around.word();
    // "Kigali city centre" has a city centre.
    let behind = behind_pair(around).map_or("", |next| next.text);
    !is_one_of_many(around)
        && !word::is(&format!("{} {behind}", second.text), Class::PartOfATown)
        && !first.opens
        && may_name(first.text)
        && !has_capital(around.before())
        && !has_capital(behind_pair(around))
        && !is_title(second.text)
}

/// "a Catholic church", "a mobile LAA regiment": one of those that are called so, over an adjective.
fn is_one_of_many(around: &Around<'_, '_>) -> bool {
    // "the ruins of the first Maribor castle"
    let leads = |word: &Word<'_>| {
        word::is(word.text, Class::CommonNounLead) || word::is(word.text, Class::Ordinals)
    };
    let Some(before) = around.before() else { return false };
    let over = || Around { words: around.words, at: around.at - 1 }.before();
    let is_adjective = !before.capital && !word::is(before.text, Class::GrammarWord);
    leads(before) || is_adjective && over().is_some_and(leads)
}

/// "white House".
fn has_lost_its_first_capital(around: &Around<'_, '_>, second: &Word<'_>) -> bool {
    let first = around.word();
    // "Gijs van Dam" is "Van Dam" without his first name.
    let particle = word::is(first.text, Class::NameParticle) && has_capital(around.before());
    // "the nurse Liz", "the Rashidun caliph Umar": what somebody is, before the name.
    // "his uncle Ryder"
    let is_office = around.before().is_some_and(|before| {
        before.capital && !before.opens
            || is_title(&capitalised(first.text))
            || word::is(before.text, Class::PersonPossessives)
    });
    !particle
        && !is_office
        && !has_capital(behind_pair(around))
        && !second.opens
        && may_name(second.text)
        && may_name(&capitalised(first.text))
        && !word::is(first.text, Class::UncapitalisedTitleModifier)
        // "See Installing Asciidoctor", the title of a page, and "before installing Asciidoctor"
        && !first.text.ends_with("ing")
}

/// The forms that are one name: those whose neighbours do not tell two people apart.
fn one_name(
    reading: &Reading<'_>,
    forms: &BTreeMap<String, (Vec<Use>, Company)>,
) -> Option<Vec<Use>> {
    /// More forms of one name are made to be many.
    const MOST: usize = 40;
    // Of two forms that only begin sentences, neither need be a name.
    if forms.len() < 2 || forms.len() > MOST || !forms.values().any(|(_, company)| company.is_name)
    {
        return None;
    }
    let all: Vec<&(Vec<Use>, Company)> = forms.values().collect();
    // "Github" and "GitHub" are one word, unless the plain one is a first name or a place.
    let mut letters = forms.keys().map(|form| form.to_lowercase());
    let first = letters.next();
    let by_capitals = letters.all(|form| Some(&form) == first.as_ref());
    let plain_has_company = forms.iter().any(|(form, (_, company))| {
        form.chars().skip(1).all(|c| !c.is_uppercase()) && !company.surnames.is_empty()
    });
    let apart = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
    };
    let names: Vec<&String> = forms.keys().collect();
    if names.iter().any(|one| names.iter().any(|other| is_lettered(one, other))) {
        return None;
    }
    // "INTEGERs" are those of a type called INTEGER, "Integers" are numbers.
    if names.iter().any(|form| is_shouted_with_ending(form)) {
        return None;
    }
    // "the Paris Opéra" has the French word for what the text calls an opera, "SUBstitute" shows the letters of SUB.
    let is_plain = |form: &&String| form.is_ascii() && stands_small(reading.prose(), form);
    let has_other_word =
        !by_capitals && names.iter().any(|form| !form.is_ascii()) && names.iter().any(is_plain);
    if has_other_word || names.iter().any(|form| shows_an_acronym(reading.prose(), form)) {
        return None;
    }
    // "Prior to that" is no Mr Pryor: what only begins sentences, and stands in small letters elsewhere, is a word.
    if !by_capitals
        && forms
            .iter()
            .any(|(form, (_, company))| !company.is_name && stands_small(reading.prose(), form))
    {
        return None;
    }
    for (index, (uses, one)) in all.iter().enumerate() {
        for (others, other) in &all[index + 1..] {
            if !by_capitals && stand_together(reading, uses, others) {
                return None;
            }
            let crossed = |one: &Company, other: &Company| {
                one.first_names.is_empty()
                    && !one.surnames.is_empty()
                    && !other.first_names.is_empty()
                    && other.surnames.is_empty()
            };
            // "Prince Philip" need not be the "Phillip" of "Phillip Lee".
            let given = |one: &Company, other: &Company| {
                one.first_names.is_empty()
                    && !one.surnames.is_empty()
                    && other.first_names.is_empty()
                    && other.surnames.is_empty()
            };
            // "James Smyth Wallace" and "Smith & Wesson": what stands inside a name need not be what stands alone.
            let inside = |one: &Company, other: &Company| {
                !one.first_names.is_empty()
                    && !one.surnames.is_empty()
                    && other.first_names.is_empty()
                    && other.surnames.is_empty()
            };
            if apart(&one.first_names, &other.first_names)
                || apart(&one.surnames, &other.surnames)
                || crossed(one, other)
                || crossed(other, one)
                || (!by_capitals && (given(one, other) || given(other, one)))
                || (!by_capitals && (inside(one, other) || inside(other, one)))
                || (by_capitals && plain_has_company)
            {
                return None;
            }
        }
    }
    Some(all.iter().flat_map(|(uses, _)| uses.iter().cloned()).collect())
}

/// "Guyana, Suriname and French Guiana", "Thomas Forest (Forrest)", "Ulvaeus (credited as Ulvæus)": who gives both forms without a verb
/// between them, or with one that tells how a name is given, means both.
fn stand_together(reading: &Reading<'_>, one: &[Use], other: &[Use]) -> bool {
    let has_verb = |one: &Use, other: &Use| {
        let syntax = reading.syntax(one.sentence);
        let (first, second) = (one.span.min(other.span), one.span.max(other.span));
        let between = ProseSpan { start: first.end, end: second.start.max(first.end) };
        let is_given = |word: usize| word::is(syntax.text(word), Class::GivesAForm);
        syntax.words_in(between).any(|word| syntax.tag(word).is_verb())
            && !syntax.words_in(between).any(is_given)
    };
    one.iter().any(|one| {
        other.iter().any(|other| one.sentence == other.sentence && !has_verb(one, other))
    })
}

/// "INTEGERs", "INSERTed"
fn is_shouted_with_ending(form: &str) -> bool {
    let stem = form.trim_end_matches(char::is_lowercase);
    stem.len() > 1
        && stem.chars().all(char::is_uppercase)
        && word::is(&form[stem.len()..], Class::EndsAShoutedWord)
}

/// Whether a capital at the end makes another name of one: "AsciidoctorJ" is another program than "Asciidoctor".
fn is_lettered(one: &str, other: &str) -> bool {
    other
        .strip_prefix(one)
        .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Surnames behind one first name that differ by a letter, where transliteration does not explain it.
fn like_surnames(family: BTreeMap<String, Vec<Use>>) -> Vec<Vec<Use>> {
    /// More surnames than this behind one first name are a list of people.
    const MOST: usize = 40;
    if family.len() < 2 || family.len() > MOST {
        return Vec::new();
    }
    let names: Vec<(&String, &Vec<Use>)> = family.iter().collect();
    let mut groups = Vec::new();
    for (index, (one, uses)) in names.iter().enumerate() {
        for (other, others) in &names[index + 1..] {
            if differ_by_a_letter(one, other) && folded(one) != folded(other) {
                groups.push([uses.as_slice(), others.as_slice()].concat());
            }
        }
    }
    groups
}

/// Whether one word becomes the other by one letter more, less or other, endings of plurals and of
/// adjectives left out.
fn differ_by_a_letter(one: &str, other: &str) -> bool {
    if is_lettered(one, other) || is_lettered(other, one) {
        return false;
    }
    let one: Vec<char> = one.to_lowercase().chars().collect();
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 || short.first() != long.first() {
        return false;
    }
    let head = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    if long.len() == short.len() {
        // "Curriculum Advisory", "Curriculum Advisors"; "Polish Positivism", "Polish Positivist"
        let ends = |letter| short.get(head) == Some(&letter) || long.get(head) == Some(&letter);
        let doctrine = head > 1 && short[head - 1] == 's' && ends('m') && ends('t');
        if head + 1 == short.len() && (ends('s') || doctrine) {
            return false;
        }
        return head < short.len() && short[head + 1..] == long[head + 1..];
    }
    let ending = head == short.len() && matches!(long[head], 's' | 'n' | 'e' | 'a');
    !ending && short[head..] == long[head + 1..]
}

/// Takes out two forms that their sentence holds against each other: "HTTPServer is better than HttpServer", "GitHub, not Github".
fn leave_contrasted(prose: &str, group: &mut Vec<Use>) {
    /// "is better than", ", not".
    const MOST_WORDS: usize = 3;
    let contrasted: BTreeSet<ProseSpan> = group
        .windows(2)
        .filter(|pair| {
            let [one, other] = pair else { return false };
            let between = prose.get(one.span.end as usize..other.span.start as usize);
            one.sentence == other.sentence
                && one.form != other.form
                && between.is_some_and(|words| {
                    word::words(words).count() <= MOST_WORDS
                        && word::words(words)
                            .any(|(_, found)| word::is(found, Class::ContrastsForms))
                })
        })
        .flat_map(|pair| [pair[0].span, pair[1].span])
        .collect();
    group.retain(|one| !contrasted.contains(&one.span));
}

/// "iPhone", "eBay"
fn begins_small(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_lowercase)
        && characters.next().is_some_and(char::is_uppercase)
        && characters.next().is_some()
        && characters.all(|character| character.is_lowercase())
}

/// Whether the capitals inside a word show the letters of an acronym beside it: "FIDO (Fast IDentity Online)".
fn shows_letters(around: &Around<'_, '_>) -> bool {
    let (words, at) = (around.words, around.at);
    if words[at].text.chars().filter(|c| c.is_uppercase()).count() < 2 {
        return false;
    }
    let plain = |word: &&Word<'_>| word.capital && word.text.chars().any(char::is_lowercase);
    let first = at - words[..at].iter().rev().take_while(plain).count();
    let behind = at + words[at..].iter().take_while(plain).count();
    let capitals = |words: &[Word<'_>]| -> String {
        words.iter().flat_map(|word| word.text.chars().filter(|c| c.is_uppercase())).collect()
    };
    let shown = capitals(&words[first..behind]);
    // "the Bourne Again SHell, or bash"
    let is_acronym =
        |word: &Word<'_>| word.text.len() > 2 && word.text.eq_ignore_ascii_case(&shown);
    let offers = |word: &&Word<'_>| word::is(word.text, Class::OffersForms);
    words[..first].last().is_some_and(is_acronym)
        || words[behind..].iter().find(|word| !offers(word)).is_some_and(is_acronym)
}

/// Whether the capitals at the start of a form are an acronym of the text, whose letters it shows: "SUBstitute" and "SUB".
fn shows_an_acronym(prose: &str, form: &str) -> bool {
    let letters = form.len() - form.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let rest = &form[letters..];
    letters > 2
        && !rest.is_empty()
        && rest.chars().all(char::is_lowercase)
        && memchr::memmem::find_iter(prose.as_bytes(), &form[..letters]).any(|at| {
            !prose[..at].ends_with(char::is_alphanumeric)
                && !prose[at + letters..].starts_with(char::is_alphanumeric)
        })
}

/// Whether a word stands in a text in small letters.
fn stands_small(prose: &str, form: &str) -> bool {
    let small = form.to_lowercase();
    memchr::memmem::find_iter(prose.as_bytes(), &small).any(|at| {
        !prose[..at].ends_with(char::is_alphanumeric)
            && !prose[at + small.len()..].starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_not_an_ending() {
        assert!(differ_by_a_letter("Svyrydenko", "Svyrydenkov"));
        assert!(differ_by_a_letter("Robertsen", "Robertson"));
        assert!(!differ_by_a_letter("America", "American"));
        assert!(!differ_by_a_letter("Senator", "Senators"));
        assert!(!differ_by_a_letter("Petrov", "Petrova"));
    }
}
