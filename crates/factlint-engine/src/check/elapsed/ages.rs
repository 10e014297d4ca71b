//! Ages: where a text gives one to a person.

use jiff::civil::Date;

use crate::claim::Value;
use crate::reading::{Reading, Sentence};
use crate::unread::Reason;
use factlint_language::date::{DateMention, Written, WrittenDay, years};
use factlint_language::figure::{Figure, Measure};
use factlint_language::noun;
use factlint_language::number;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag};
use factlint_language::token::Tokens;
use factlint_language::unit::Units;
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// An age that is off by more years than this is no slip, but something else.
const FAR: i32 = 15;

/// Ages that a sentence, and the one behind it that goes on about the person, give to the rule's person; those of
/// another time with the reason why they are none.
pub(super) fn ages(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    born: Date,
) -> Vec<(Sentence, ProseSpan, Result<Value, Reason>)> {
    let mut found: Vec<(Sentence, ProseSpan)> = Vec::new();
    for &mention in
        mentions.iter().filter(|mention| !is_of_another(reading, sentence, **mention, mentions))
    {
        let line = Line::of(reading, sentence);
        let at = line.words.partition_point(|word| word.span.start < mention.end);
        let ages = line
            .behind(at)
            .into_iter()
            .chain(line.before(mention, is_told_now(reading, sentence, mention)));
        found.extend(ages.map(|span| (sentence, span)));
        found.extend(line.told_of(reading, sentence, mention).map(|span| (sentence, span)));
    }
    if let Some((next, span)) = in_next_sentence(reading, sentence, mentions) {
        found.push((next, span));
    }
    found.sort();
    found.dedup();
    found
        .into_iter()
        .filter_map(|(sentence, span)| {
            let years = years_in(span.of(reading.prose()))?;
            let near = is_near(reading, years, born) || is_called_age(reading, sentence, span);
            let told = if is_of_another_time(reading, sentence, span) {
                Err(Reason::NotAsserted)
            } else {
                Ok(Value::Age { years })
            };
            (years >= 10 && near).then_some((sentence, span, told))
        })
        .collect()
}

/// The years that a word counts, in digits or words: "64", "sixty-four".
fn years_in(text: &str) -> Option<u8> {
    /// The longest: "seventy-seven".
    const LONGEST: usize = 16;
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        let plain = text.len() <= 3 && first != '0' && text.bytes().all(|it| it.is_ascii_digit());
        return text.parse().ok().filter(|_| plain);
    }
    if text.len() > LONGEST || !first.is_alphabetic() {
        return None;
    }
    let whole = ProseSpan::new(0, text.len());
    let tokens = Tokens::new(text, whole, Words::embedded());
    let number::Reading::Number(number) = number::read(&tokens, 0, false) else { return None };
    let years = number.numeral.value;
    let is_all = number.end == tokens.len() && number.is_whole() && (1.0..200.0).contains(&years);
    is_all.then_some(years as u8)
}

/// Whether so many years are not far from the age on the document's date: else it is a score, a page or a day long past.
fn is_near(reading: &Reading<'_>, years: u8, born: Date) -> bool {
    reading.document().record().date.is_none_or(|day| {
        (i32::from(day.year()) - i32::from(born.year()) - i32::from(years)).abs() <= FAR
    })
}

/// Whether what stands beside a number says that it is somebody's age now, however far it is off: "is 84 years old", "aged 84, she
/// leads".
fn is_called_age(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> bool {
    let before = ProseSpan { start: sentence.span.start, end: span.start };
    let behind = ProseSpan { start: span.end, end: sentence.span.end };
    let last = word::words_before(before.of(reading.prose())).next();
    let is_before = last.is_some_and(|(_, found)| word::is(found, Class::AgeWords));
    let mut next = reading.words_in(behind).map(|(_, found)| found);
    let is_behind = next.next().is_some_and(|found| word::is(found, Class::YearsOfAge))
        && next.next().is_some_and(|found| found.eq_ignore_ascii_case("old"));
    // "Aged 84, she leads": the verb above is that of the sentence.
    let is_now = || {
        let syntax = reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let verb = tree.upwards(syntax.head_in(span)?).last()?;
        syntax.is_told_as_present(verb).sure()
    };
    (is_before || is_behind) && is_now() == Some(true)
}

/// The age that a figure gives which a label calls one: "Age: 64".
pub(super) fn of_figure(reading: &Reading<'_>, figure: &Figure, born: Date) -> Option<Value> {
    let is_plain = figure.hedge.is_none() && figure.high.is_none() && !figure.elliptical;
    let is_one = is_plain && is_age(figure, &reading.vocabulary().units);
    let years = figure.low.value;
    (is_one && years.fract() == 0.0 && is_near(reading, years as u8, born))
        .then_some(Value::Age { years: years as u8 })
}

/// Whether a figure could be an age: a bare number, or years.
pub(super) fn is_age(figure: &Figure, units: &Units) -> bool {
    /// The oldest are hardly older.
    const OLDEST: f64 = 120.0;
    let is_of_years = match figure.measure {
        Measure::Bare => true,
        Measure::Unit(unit) => units.get(unit).name == "year",
        _ => false,
    };
    is_of_years && (10.0..OLDEST).contains(&figure.low.value)
}

/// "Bruce Lee, 32": a surname behind another first name is another person's.
fn is_of_another(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    mentions: &[ProseSpan],
) -> bool {
    let prose = reading.prose();
    // "Bruce Lee, 32, a cousin of Ann Lee": at the front any word has a capital, but the whole name stands in the sentence.
    let is_first_name = |at: usize, found: &str| {
        let syntax = reading.syntax(sentence);
        let is_name = syntax
            .word_at(sentence.span.start + at as u32)
            .is_some_and(|word| syntax.tag(word) == Tag::Name);
        let has_whole = mentions.iter().any(|one| *one != mention && one.of(prose).contains(' '));
        is_name && has_whole && !noun::is_person(found) && !word::is(found, Class::RoleModifier)
    };
    let lead = &prose[sentence.span.start as usize..mention.start as usize];
    !mention.of(prose).contains(' ')
        && word::words_before(lead).next().is_some_and(|(at, found)| {
            // At the front of a sentence any word has a capital.
            let is_name = at > 0 || {
                let syntax = reading.syntax(sentence);
                syntax
                    .called_at(syntax.words_in(mention).end.saturating_sub(1))
                    .is_some_and(|name| name.start < mention.start && syntax.tag(0) == Tag::Name)
                    || is_no_other_word(syntax, found)
            };
            lead[at + found.len()..].trim().is_empty()
                && word::is_capitalised(found)
                && (is_name || is_first_name(at, found))
                && !word::is(found, Class::Honorific)
        })
}

/// Whether the first word of a sentence can be little else than a first name, whatever it is taken for: "Corinne Lee, 51,", not
/// "Meanwhile Lee, 51,", "Goalkeeper Lee, 51,".
fn is_no_other_word(syntax: &Syntax<'_>, first: &str) -> bool {
    let is_open = !matches!(
        syntax.tag(0),
        Tag::Adverb | Tag::Preposition | Tag::Determiner | Tag::Conjunction | Tag::Number
    );
    let is_known = [Class::CommonWord, Class::RoleModifier, Class::Nowadays, Class::TitleFormer]
        .iter()
        .any(|class| word::is(first, *class));
    is_open && !is_known && !noun::is_person(&first.to_lowercase())
}

/// Whether the verb right behind a name tells what is so now: "At 64, Lee leads the union".
fn is_told_now(reading: &Reading<'_>, sentence: Sentence, mention: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let behind = syntax.words_in(mention).end..syntax.words().len();
    // "At 64, Lee already leads"
    let verb = behind.into_iter().find(|word| syntax.tag(*word) != Tag::Adverb);
    verb.is_some_and(|verb| matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird))
}

/// A word of a sentence, with the signs that follow it up to the next one.
struct Word<'p> {
    span: ProseSpan,
    text: &'p str,
    /// What stands between this word and the next, without white space.
    sign: &'p str,
}

/// The words of a sentence.
struct Line<'p> {
    words: Vec<Word<'p>>,
    prose: &'p str,
    start: u32,
}

impl<'p> Line<'p> {
    fn of(reading: &Reading<'p>, sentence: Sentence) -> Self {
        let prose = reading.prose();
        let found: Vec<(std::ops::Range<usize>, &'p str)> =
            reading.words_in(sentence.span).collect();
        let words = found
            .iter()
            .enumerate()
            .map(|(index, (range, text))| {
                let end = found
                    .get(index + 1)
                    .map_or(sentence.span.end as usize, |(next, _)| next.start)
                    .max(range.end);
                let span = ProseSpan::new(range.start, range.end);
                Word { span, text, sign: prose[range.end..end].trim() }
            })
            .collect();
        Self { words, prose, start: sentence.span.start }
    }

    fn text(&self, i: usize) -> &'p str {
        self.words.get(i).map_or("", |word| word.text)
    }

    /// The signs in front of a word.
    fn sign_before(&self, i: usize) -> &'p str {
        match i.checked_sub(1) {
            Some(before) => self.words.get(before).map_or("", |word| word.sign),
            None => "",
        }
    }

    fn sign(&self, i: usize) -> &'p str {
        self.words.get(i).map_or("", |word| word.sign)
    }

    fn is(&self, i: usize, class: Class) -> bool {
        self.words.get(i).is_some_and(|word| word::is(word.text, class))
    }

    /// The age that the words behind a name tell: ", 64,", " (64)", ", aged 64,", "is 64", "is a 64-year-old nurse",
    /// ", who has just turned 64,". `i` is the first word behind the name.
    fn behind(&self, i: usize) -> Option<ProseSpan> {
        let sign = self.sign_before(i);
        if let Some(name) = i.checked_sub(1).and_then(|last| self.words.get(last))
            && (name.text.ends_with("'s") || name.text.ends_with("’s"))
        {
            // "Lee's 63", "Lee's age is 63".
            return self.told_age(i);
        }
        let apposed = matches!(sign, "," | "(" | "–" | "—" | "[");
        if !apposed && !sign.is_empty() {
            return None;
        }
        let mut at = i;
        let mut verb = false;
        // "who is now", "is still only", "has just turned".
        let mut steps = 0;
        while steps < 5
            && self.is(at, Class::BeforeAge)
            && (at == i || self.sign_before(at).is_empty())
        {
            verb |= self.is(at, Class::TellsAge);
            at += 1;
            steps += 1;
        }
        if !(apposed || verb) || (at > i && !self.sign_before(at).is_empty()) {
            return None;
        }
        self.number(at, apposed, verb).or_else(|| self.attributive(at, apposed))
    }

    /// A bare age at a word: "64,", "64 years old", "64 and".
    fn number(&self, i: usize, apposed: bool, verb: bool) -> Option<ProseSpan> {
        let word = self.words.get(i)?;
        years_in(word.text)?;
        if self.is(i + 1, Class::YearsOfAge) && word.sign.is_empty() {
            let closed = self.is(i + 2, Class::OfAge) && self.sign(i + 1).is_empty();
            return closed.then_some(word.span);
        }
        let sign = self.sign(i);
        let closed = sign.starts_with([',', '.', ';', ')', ']', '—', '–', '!', '"', '”'])
            || i + 1 == self.words.len();
        let goes_on = verb && sign.is_empty() && self.is(i + 1, Class::AfterAge);
        let ends = if apposed || verb { closed || goes_on } else { false };
        ends.then_some(word.span)
    }

    /// The age that is all of an answer: "64", "A: 64 years".
    fn answer(&self) -> Option<ProseSpan> {
        let is_marked = self.is(0, Class::AnswerMark) && self.sign(0) == ":";
        let at = usize::from(is_marked);
        let number = self.words.get(at)?;
        let ends = at + 1 == self.words.len()
            || self.is(at + 1, Class::YearsOfAge)
                && (at + 2..self.words.len()).all(|k| self.is(k, Class::OfAge));
        (ends && years_in(number.text).is_some()).then_some(number.span)
    }

    /// "a 64-year-old nurse": the number in it.
    fn attributive(&self, i: usize, apposed: bool) -> Option<ProseSpan> {
        let article = self.is(i, Class::AgeArticle);
        let at = if article { i + 1 } else { return None };
        let span = self.year_old(at)?;
        if !apposed {
            return Some(span);
        }
        // "Lee, a 64-year-old man and a boy" is a list; "Lee, a 64-year-old nurse," tells who Lee is.
        let closes = (at..self.words.len().min(at + 7)).any(|k| {
            // "A 64-year-old nurse who knows every lane"
            !self.sign(k).is_empty() || k + 1 == self.words.len() || self.is(k + 1, Class::WhoHolds)
        });
        let joined = (at..self.words.len().min(at + 7))
            .take_while(|&k| k == at || self.sign_before(k).is_empty())
            .take_while(|&k| !self.is(k, Class::WhoHolds))
            .any(|k| self.text(k) == "and");
        (closes && !joined).then_some(span)
    }

    /// The digits of "64-year-old" at a word.
    fn year_old(&self, i: usize) -> Option<ProseSpan> {
        let word = self.words.get(i)?;
        let plain: String =
            word.text.chars().map(|c| if word::is_hyphen(c) { '-' } else { c }).collect();
        // "64-year-old", "sixty-four-year-old"
        let ends = plain.match_indices('-').map(|(at, _)| at);
        let number =
            ends.filter(|at| word::is(&plain[at + 1..], Class::YearOld)).find_map(|at| {
                years_in(&plain[..at])?;
                Some(plain[..at].chars().map(char::len_utf8).sum::<usize>())
            })?;
        // Hyphens of other lengths stand for one here.
        let length: usize =
            word.text.chars().take(plain[..number].chars().count()).map(char::len_utf8).sum();
        Some(ProseSpan { start: word.span.start, end: word.span.start + length as u32 })
    }

    /// "age is 63", "age, 63," behind a possessive.
    fn told_age(&self, i: usize) -> Option<ProseSpan> {
        if !self.is(i, Class::AgeNoun) {
            return self.number(i, false, true).filter(|_| self.sign_before(i).is_empty());
        }
        let apposed = self.sign(i) == ",";
        let mut at = i + 1;
        while at < i + 4 && self.is(at, Class::BeforeAge) {
            at += 1;
        }
        (apposed || at > i + 1).then(|| self.number(at, true, true)).flatten()
    }

    /// The age in front of a name: "the 64-year-old nurse Ann Lee", "At 64, Lee is".
    fn before(&self, mention: ProseSpan, told_now: bool) -> Option<ProseSpan> {
        /// So many words say what a person is.
        const ROLE: usize = 4;
        let first = self.words.partition_point(|word| word.span.start < mention.start);
        let from = first.saturating_sub(ROLE + 1);
        let attributive = (from..first).rev().find_map(|i| Some((i, self.year_old(i)?)));
        if let Some((i, span)) = attributive {
            // Only what a person is called may stand between: "a 20-year-old video Lee sings in".
            // What is before the last word may say of what: "the 64-year-old museum director Ann Lee".
            let role = (i..first).all(|k| self.sign(k).is_empty())
                && (i + 1 == first
                    || self.is_of_a_person(first - 1)
                    || noun::may_be_a_person(self.text(first - 1)))
                && (i + 1..first).all(|k| self.is_of_a_person(k) || self.may_be_of_what(k));
            return role.then_some(span);
        }
        // "At 64, Lee is the oldest": told with a verb in the present, or it may be long ago.
        let number = first.checked_sub(1)?;
        let opens = self.sign(number) == ","
            && (1..=4).contains(&number)
            && (0..number).all(|k| self.is(k, Class::OpensWithAge) && self.sign(k).is_empty());
        let end = self.words.partition_point(|word| word.span.start < mention.end);
        let now =
            (told_now || self.is(end, Class::PresentOfAge)) && self.sign_before(end).is_empty();
        (opens && now).then(|| self.number(number, true, true)).flatten()
    }

    /// The age that a verb tells of a name wherever it stands: "Lee runs a bakery and is 64 years old", "although she is 64, Lee sees".
    fn told_of(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        mention: ProseSpan,
    ) -> Option<ProseSpan> {
        let syntax = reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let name = syntax.head_in(mention)?;
        (2..self.words.len()).find_map(|i| {
            let verb = i - 1;
            if !word::is(self.text(verb), Class::PresentBe) || !self.sign_before(i).is_empty() {
                return None;
            }
            let at = syntax.word_at(self.words[verb].span.start)?;
            let is_ours = || {
                let is_verb = syntax.tag(at).is_verb();
                is_verb && syntax.subject_of(at).sure().flatten() == Some(name)
            };
            // "Although she is 64, Lee sees", "Lee swims every day, though she is 64": the name has the pronoun to itself.
            let stands_for_us = || {
                let opener =
                    verb.checked_sub(2).filter(|opener| !self.is(*opener, Class::Condition));
                let is_main = tree.relation(name).is_subject()
                    && tree.head(name).is_some_and(|above| tree.head(above).is_none());
                let is_next =
                    || self.words.get(i + 1).is_some_and(|next| next.span.start == mention.start);
                let is_front = || opener == Some(0) && self.sign(i) == "," && is_next();
                let is_behind = || {
                    opener.is_some_and(|at| self.sign_before(at) == ",")
                        && reading.speaks_of_alone(sentence, mention)
                };
                let is_clause = tree.relation(at) == Relation::AdverbClause;
                self.is(verb - 1, Class::PersonalPronoun)
                    && is_main
                    && is_clause
                    && (is_front() || is_behind())
            };
            (is_ours() || stands_for_us()).then(|| self.number(i, false, true)).flatten()
        })
    }

    /// Whether a word may be a noun or an adjective before the one that says what somebody is.
    fn may_be_of_what(&self, i: usize) -> bool {
        let word = self.text(i);
        word.starts_with(char::is_lowercase)
            && !word.contains(word::is_apostrophe)
            && !word::is(word, Class::ClosedWords)
    }

    fn is_of_a_person(&self, i: usize) -> bool {
        let word = self.text(i);
        let is_role = !word::is(word, Class::ClosedWords)
            && ["er", "or", "ist", "man", "ian"].iter().any(|end| word.ends_with(end));
        (word::is_capitalised(word)
            || noun::is_person(word)
            || word::is(word, Class::RoleModifier)
            || word::is(word, Class::Honorific)
            || is_role)
            && !word.ends_with("'s")
            && !word.ends_with("’s")
    }
}

/// "At the age of 64" in front of a pronoun.
const LONGEST_FRONT: usize = 6;

/// The age in the sentence behind one that names the person and nobody else: "She is 64.", "The 64-year-old said".
fn in_next_sentence(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
) -> Option<(Sentence, ProseSpan)> {
    let first = mentions.first()?;
    let others = reading.names(sentence).into_iter().any(|name| {
        let is_day = reading.dates(sentence).iter().any(|date| date.span.overlaps(name));
        !is_day
            && !reading.names_no_person(sentence, name)
            && !mentions.iter().any(|mention| mention.overlaps(name))
            && name.of(reading.prose()).contains(' ')
    });
    if others || is_of_another(reading, sentence, *first, mentions) {
        return None;
    }
    let prose = reading.prose();
    let gap = prose[sentence.span.end as usize..].find(|c: char| !c.is_whitespace())?;
    let next = reading.sentence_at(sentence.span.end + gap as u32)?;
    // "How old is Lee?" over "She is 64."
    let asks = sentence.span.of(prose).trim_end().ends_with('?');
    let apart = reading.block_of(next) - reading.block_of(sentence);
    if apart > u32::from(asks) {
        return None;
    }
    let line = Line::of(reading, next);
    let opener = line.words.first()?;
    if opener.span.start != line.start || line.prose.is_empty() {
        return None;
    }
    // "The medal went to Ann Lee. The 64-year-old had": the noun says that a person is meant, a pronoun needs one whom it can
    // mean.
    if asks
        && asks_for_age(reading, sentence)
        && let Some(span) = line.answer()
    {
        return Some((next, span));
    }
    let is_theme = is_said_to_be(reading, sentence, *first)
        || reading.speaks_of_alone(sentence, *first)
        || reading.speaks_of_no_other(sentence, mentions);
    let stem = word::without_possessive(opener.text);
    if word::is(stem, Class::PersonalPronoun) && is_theme {
        let contracted = stem.len() < opener.text.len();
        let i = if contracted { 1 } else { 2 };
        if !contracted && !line.is(1, Class::TellsAge) {
            return None;
        }
        let mut at = i;
        while at < i + 3 && line.is(at, Class::BeforeAge) {
            at += 1;
        }
        let span = line.number(at, false, true).or_else(|| line.attributive(at, false))?;
        return Some((next, span));
    }
    if word::is(opener.text, Class::PersonalPossessive) && line.is(1, Class::AgeNoun) && is_theme {
        return Some((next, line.told_age(1)?));
    }
    // "At 64, she is"
    let pronoun = line
        .words
        .iter()
        .take(LONGEST_FRONT)
        .position(|word| word::is(word.text, Class::PersonalPronoun));
    if let Some(at) = pronoun.filter(|_| is_theme)
        && let Some(span) =
            line.before(line.words[at].span, is_told_now(reading, next, line.words[at].span))
    {
        return Some((next, span));
    }
    let span = line.year_old(1).filter(|_| line.text(0) == "The")?;
    let syntax = reading.syntax(next);
    // "The 64-year-old also teaches"
    let word_of = |at: usize| line.words.get(at).and_then(|word| syntax.word_at(word.span.start));
    let verb = (2..line.words.len()).filter_map(word_of).find(|at| syntax.tag(*at) != Tag::Adverb);
    // "The 64-year-old lives in Ull": without another verb, what looks like a noun is it.
    let is_verb = |at: usize| {
        syntax.tag(at).is_verb()
            || !(0..syntax.words().len()).any(|other| syntax.tag(other).is_verb())
    };
    let who = line.is_of_a_person(2) || verb.is_some_and(is_verb);
    who.then_some((next, span))
}

/// Whether a question asks how old somebody is.
fn asks_for_age(reading: &Reading<'_>, question: Sentence) -> bool {
    let words: Vec<&str> = reading.words_in(question.span).map(|(_, found)| found).collect();
    words.windows(2).any(|pair| {
        word::is(pair[0], Class::HeadQuestion) && word::is(pair[1], Class::OfAge)
            || word::is(pair[1], Class::AgeNoun)
    })
}

/// Whether a sentence says who somebody is: "member of the month is Ann Lee".
fn is_said_to_be(reading: &Reading<'_>, sentence: Sentence, name: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let at = syntax.head_in(name)?;
        let verb = tree.head(at).filter(|verb| tree.relation(*verb) == Relation::Root)?;
        let is_one = tree.relation(at).is_subject() || tree.relation(at) == Relation::Attribute;
        Some(is_one && syntax.lemma(verb) == "be")
    };
    told().unwrap_or(false)
}

/// Whether a sentence tells of a day other than the document's, so that its ages are of that day.
fn is_of_another_time(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> bool {
    let prose = reading.prose();
    let text = sentence.span.of(prose);
    let rest = &prose[span.end as usize..sentence.span.end as usize];
    let then = rest.trim_start_matches([',', ' ']).starts_with("at the time")
        || word::words(text).any(|(at, found)| {
            let next = || word::words(&text[at + found.len()..]).next();
            word::is(found, Class::OfAnotherTime)
                // "Decades earlier", not "has taught for two decades"
                || word::is(found, Class::TimeApart)
                    && next().is_some_and(|(_, next)| word::is(next, Class::AfterATimePast))
        })
        || is_another_turn(reading, sentence, span);
    let block = reading.document().blocks().get(reading.block_of(sentence) as usize);
    // A paragraph about another year: "It was 1985."
    let document = reading.document().record().date.map(Date::year);
    let elsewhere = block.is_some_and(|block| {
        /// So far back in a long paragraph a year still governs, in bytes.
        const REACH: u32 = 2_000;
        let from = block.span.start.max(sentence.span.start.saturating_sub(REACH));
        let bytes = &prose.as_bytes()[from as usize..sentence.span.start as usize];
        years(&String::from_utf8_lossy(bytes)).any(|year| document.is_some_and(|own| year < own))
    });
    then || elsewhere
}

/// Whether an age is one to which somebody is said to have come: "turned 60".
pub(super) fn is_turned(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> bool {
    let lead = &reading.prose()[sentence.span.start as usize..span.start as usize];
    word::words_before(lead).next().is_some_and(|(_, found)| word::is(found, Class::TurnedAge))
}

/// "turned 60 in 2019", "turned 60 that year": whether somebody is told to have come to an age on another day than
/// the days before the document's.
fn is_another_turn(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> bool {
    let turned = is_turned(reading, sentence, span);
    let recent = |date: &DateMention| {
        matches!(
            date.written,
            Written::Weekday { .. }
                | Written::Relative { .. }
                | Written::Away { .. }
                // "Turned 60 in August": the last one.
                | Written::Month { year: None, .. }
                | Written::Day(WrittenDay { year: None, .. })
        )
    };
    let dates = reading.dates(sentence);
    turned && (dates.is_empty() || !dates.iter().all(recent))
}
