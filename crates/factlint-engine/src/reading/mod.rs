//! The reading of a document: one lazy view that all checks share.
//!
//! It answers the questions that every kind asks: what is named here, which sentence is this, whose
//! figure is this, who says it, is it asserted. Nothing is computed before somebody asks, and
//! nothing twice.

mod about;
mod assertion;
mod bearer;
mod clause;
pub mod lexicon;
mod mention;
mod outline;
mod ownership;
mod reporter;
mod series;
mod speaker;
mod table;
mod voice;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use jiff::civil::Date;
use regex::Regex;
use rustc_hash::FxHashMap;

use crate::claim::{Days, Speaker, context_of};
use crate::rule::Vocabulary;
use crate::rule::phrase::{Cue, PhraseId};
use crate::rule::subject::KindId;
use crate::unread::Reason;
use assertion::Told;
pub use assertion::Turned;
use clause::Clause;
use factlint_document::Document;
use factlint_document::{Role, Roles};
use factlint_language::capitals::{self, Capitals};
use factlint_language::date::{self, DateMention, Period};
use factlint_language::figure::{self, Figure};
use factlint_language::name;
use factlint_language::number::uses_decimal_commas;
use factlint_language::quotation::{self, Quotation};
use factlint_language::sentence;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Syntax;
use factlint_language::title::{self, TitleUse};
use factlint_language::token::Tokens;
use factlint_language::word;
use factlint_language::words::Class;
use lexicon::Hit;
pub use mention::{Mention, Referent, Referral};
pub use ownership::Measured;
pub use series::Member;
use speaker::Attribution;
pub use table::Heads;

/// Quoted speech has this many words or an attribution; fewer are scare quotes or titles.
const SPEECH_WORDS: usize = 3;

/// A sentence of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sentence {
    block: u32,
    index: u32,
    /// Its prose.
    pub span: ProseSpan,
}

impl Sentence {
    /// Some words of it, as if they were all.
    pub fn narrowed(self, span: ProseSpan) -> Self {
        Self { span, ..self }
    }
}

/// Who says a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotedBy {
    /// Somebody named, as the text has it: "Ann Lee".
    Name(String),
    /// Somebody whom the text may have named: "the farmer said".
    Role,
    /// Somebody whom the text does not name: "a spokesman said".
    Somebody,
    /// The text does not say.
    Nobody,
}

#[derive(Debug)]
struct SentenceReading<'a> {
    span: ProseSpan,
    /// Its part of the block's lexing, which all readers walk.
    tokens: OnceCell<Tokens<'a>>,
    capitals: OnceCell<Capitals>,
    /// By which words it corrects what was said before.
    corrected: OnceCell<Option<ProseSpan>>,
    syntax: OnceCell<Syntax<'a>>,
    clauses: OnceCell<Vec<Clause>>,
    figures: OnceCell<Vec<Figure>>,
    dates: OnceCell<Vec<DateMention>>,
    context: OnceCell<u64>,
    /// Who is named as the one who says what is not quoted, and what is.
    attribution: [OnceCell<Option<Attribution>>; 2],
}

#[derive(Debug)]
struct BlockReading<'a> {
    tokens: Tokens<'a>,
    quotations: Vec<Quotation>,
    sentences: Vec<SentenceReading<'a>>,
    /// Where it begins to correct what was said before.
    correction: OnceCell<Option<ProseSpan>>,
}

/// The lazy view of one document.
#[derive(Debug)]
pub struct Reading<'a> {
    document: &'a Document,
    vocabulary: &'a Vocabulary,
    hits: Vec<Hit>,
    /// Indices into `hits`, by phrase and position.
    by_phrase: OnceCell<Vec<u32>>,
    mentions: OnceCell<Vec<Mention>>,
    /// Indices into `mentions`, by phrase.
    mentions_by_phrase: OnceCell<FxHashMap<PhraseId, Vec<u32>>>,
    referrals: RefCell<HashMap<KindId, Rc<Vec<Referral>>>>,
    /// Which sentences may speak of which subject.
    about: RefCell<HashMap<KindId, Rc<about::Sentences>>>,
    /// To whom figures belong, as far as somebody has asked.
    owners: RefCell<HashMap<(Measured, KindId), Result<PhraseId, Reason>>>,
    /// By which word a value is unsaid, by its place.
    unsaid: RefCell<FxHashMap<ProseSpan, Option<ProseSpan>>>,
    titles: RefCell<HashMap<ProseSpan, Rc<TitleUse>>>,
    /// Who was last asked for to say some words of a sentence.
    last_reporter: RefCell<Option<(reporter::Asked, Option<reporter::Reporter>)>>,
    /// Of the blocks of `part`.
    blocks: Vec<OnceCell<BlockReading<'a>>>,
    /// Which blocks of the document are read: all, or those of one part of it.
    part: Range<usize>,
    /// Whether the document writes 3.5 as 3,5, once somebody reads a block.
    decimal_commas: OnceCell<bool>,
    tables: OnceCell<Vec<table::Table>>,
    /// What each block stands under.
    outline: OnceCell<outline::Outline>,
    /// The roles of the blocks that are read; the others are as if they were not there.
    roles: Roles,
    /// Who says each quotation.
    voices: OnceCell<BTreeMap<ProseSpan, QuotedBy>>,
    /// The words right before a verb of saying, once a headline asks who says things.
    sayers: OnceCell<BTreeSet<&'a str>>,
}

impl<'a> Reading<'a> {
    /// A reading of what `document` tells its readers, in which the lexicon found `hits`.
    pub fn new(document: &'a Document, vocabulary: &'a Vocabulary, hits: Vec<Hit>) -> Self {
        Self::of_roles(document, vocabulary, hits, Roles::READERS_SEE)
    }

    /// A reading of the blocks of `document` that play some roles.
    pub fn of_roles(
        document: &'a Document,
        vocabulary: &'a Vocabulary,
        mut hits: Vec<Hit>,
        roles: Roles,
    ) -> Self {
        // White space inside a phrase may be a line break, but no phrase runs from one block to the next.
        let blocks = document.blocks();
        hits.retain(|hit| {
            let index = blocks.partition_point(|block| block.span.start <= hit.start);
            index > 0
                && hit.end <= blocks[index - 1].span.end
                && roles.contains(blocks[index - 1].role)
        });
        Self {
            blocks: blocks.iter().map(|_| OnceCell::new()).collect(),
            part: 0..blocks.len(),
            ..Self::without_blocks(document, vocabulary, hits, roles)
        }
    }

    fn without_blocks(
        document: &'a Document,
        vocabulary: &'a Vocabulary,
        hits: Vec<Hit>,
        roles: Roles,
    ) -> Self {
        Self {
            roles,
            voices: OnceCell::new(),
            sayers: OnceCell::new(),
            tables: OnceCell::new(),
            outline: OnceCell::new(),
            document,
            vocabulary,
            hits,
            by_phrase: OnceCell::new(),
            mentions: OnceCell::new(),
            mentions_by_phrase: OnceCell::new(),
            referrals: RefCell::default(),
            about: RefCell::default(),
            owners: RefCell::default(),
            unsaid: RefCell::default(),
            titles: RefCell::default(),
            last_reporter: RefCell::default(),
            blocks: Vec::new(),
            part: 0..0,
            decimal_commas: OnceCell::new(),
        }
    }

    /// A reading of some blocks of `document`, as if it had no others, for what hangs on their own words alone: no rule
    /// and no analysis may ask it.
    pub fn of_part(
        document: &'a Document,
        vocabulary: &'a Vocabulary,
        part: Range<usize>,
        decimal_commas: bool,
    ) -> Self {
        Self {
            blocks: part.clone().map(|_| OnceCell::new()).collect(),
            part,
            decimal_commas: OnceCell::from(decimal_commas),
            ..Self::without_blocks(document, vocabulary, Vec::new(), Roles::READERS_SEE)
        }
    }

    /// The document that is read.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The prose that all spans refer to.
    pub fn prose(&self) -> &'a str {
        self.document.prose()
    }

    /// The names, cues and units of the rules.
    pub fn vocabulary(&self) -> &'a Vocabulary {
        self.vocabulary
    }

    /// Indices into the hits, by phrase and position.
    fn hits_by_phrase(&self) -> &[u32] {
        self.by_phrase.get_or_init(|| {
            let mut order: Vec<u32> = (0..self.hits.len() as u32).collect();
            order.sort_by_key(|&index| (self.hits[index as usize].phrase, index));
            order
        })
    }

    /// The places where one phrase stands.
    pub fn hits_of(&self, phrase: PhraseId) -> impl Iterator<Item = Hit> + '_ {
        let order = self.hits_by_phrase();
        let first = order.partition_point(|&index| self.hits[index as usize].phrase < phrase);
        order[first..]
            .iter()
            .map(|&index| self.hits[index as usize])
            .take_while(move |hit| hit.phrase == phrase)
    }

    /// In how many places one phrase stands.
    pub fn hit_count(&self, phrase: PhraseId) -> usize {
        let order = self.hits_by_phrase();
        let at = |phrase| order.partition_point(|&index| self.hits[index as usize].phrase < phrase);
        at(PhraseId(phrase.0 + 1)) - at(phrase)
    }

    /// Whether one of the cues stands in the range.
    pub fn any_in(&self, cues: &[Cue], within: ProseSpan) -> bool {
        !cues.is_empty()
            && (self.hits_in(within).any(|hit| self.is_cue(hit) && is_among(hit.phrase, cues))
                || patterns(cues).any(|regex| regex.is_match(within.of(self.prose()))))
    }

    /// Whether a phrase of a rule is a cue where it stands: not behind the hyphen of a longer word ("long-range"), but
    /// behind that of a number ("a 12-platform station", "the 900-metre-long pier").
    pub fn is_cue(&self, hit: &Hit) -> bool {
        !hit.tied_before || self.is_tied_to_number(hit.start)
    }

    /// Whether a word is a part of a word with hyphens that begins with a number.
    pub fn is_tied_to_number(&self, start: u32) -> bool {
        let before = &self.prose()[..start as usize];
        if !before.ends_with(word::is_hyphen) {
            return false;
        }
        let is_inside = |c: char| word::is_word(c) || word::is_hyphen(c) || matches!(c, '.' | ',');
        let compound = before.trim_end_matches(is_inside).len();
        let first = before[compound..].split(word::is_hyphen).next().unwrap_or_default();
        first.starts_with(|c: char| c.is_ascii_digit())
            || [Class::DigitWords, Class::TeenWords, Class::TenWords]
                .iter()
                .any(|class| word::is(first, *class))
    }

    /// A longer word with a hyphen that ends in one of the cues, which is no cue: "long-range".
    pub fn longer_than_cue(&self, cues: &[Cue], within: ProseSpan) -> Option<ProseSpan> {
        let hit =
            self.hits_in(within).find(|hit| !self.is_cue(hit) && is_among(hit.phrase, cues))?;
        let start = self.prose()[within.start as usize..hit.start as usize]
            .rfind(char::is_whitespace)
            .map_or(within.start, |gap| within.start + gap as u32 + 1);
        Some(ProseSpan { start, end: hit.end })
    }

    /// Where the cues stand in the range.
    pub fn cues_in(&self, cues: &[Cue], within: ProseSpan) -> Vec<ProseSpan> {
        let mut found: Vec<ProseSpan> = self
            .hits_in(within)
            .filter(|hit| self.is_cue(hit) && is_among(hit.phrase, cues))
            .map(|hit| ProseSpan { start: hit.start, end: hit.end })
            .collect();
        for regex in patterns(cues) {
            found.extend(regex.find_iter(within.of(self.prose())).map(|hit| {
                ProseSpan::new(
                    within.start as usize + hit.start(),
                    within.start as usize + hit.end(),
                )
            }));
        }
        found
    }

    /// Whether one of the phrases of a sentence overlaps the range.
    pub fn any_over(&self, cues: &[Cue], sentence: Sentence, span: ProseSpan) -> bool {
        !cues.is_empty() && self.cues_in(cues, sentence.span).iter().any(|cue| cue.overlaps(span))
    }

    /// Hits that lie wholly in a range.
    pub fn hits_in(&self, within: ProseSpan) -> impl Iterator<Item = &Hit> {
        let first = self.hits.partition_point(|hit| hit.start < within.start);
        self.hits[first..]
            .iter()
            .take_while(move |hit| hit.start < within.end)
            .filter(move |hit| hit.end <= within.end)
    }

    /// Index of the block that holds an offset.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let blocks = self.document.blocks();
        let index = blocks.partition_point(|block| block.span.start <= offset).checked_sub(1)?;
        let block = blocks[index];
        let is_read = self.part.contains(&index) && self.roles.contains(block.role);
        (offset < block.span.end && is_read).then_some(index)
    }

    /// The blocks that are read, by their indices in the document.
    fn blocks_read(&self) -> impl Iterator<Item = usize> + '_ {
        let blocks = self.document.blocks();
        self.part.clone().filter(|&index| self.roles.contains(blocks[index].role))
    }

    fn decimal_commas(&self) -> bool {
        *self.decimal_commas.get_or_init(|| uses_decimal_commas(self.prose()))
    }

    fn block(&self, index: usize) -> &BlockReading<'a> {
        self.blocks[index - self.part.start].get_or_init(|| {
            let span = self.document.blocks()[index].span;
            let tokens = Tokens::new(self.prose(), span, &self.vocabulary.words)
                .with_decimal_commas(self.decimal_commas());
            let quotations = quotation::in_tokens(&tokens, span.end);
            let sentences = sentence::in_tokens(&tokens, span, &quotations)
                .into_iter()
                .map(|span| SentenceReading {
                    span,
                    tokens: OnceCell::new(),
                    capitals: OnceCell::new(),
                    corrected: OnceCell::new(),
                    syntax: OnceCell::new(),
                    clauses: OnceCell::new(),
                    figures: OnceCell::new(),
                    dates: OnceCell::new(),
                    context: OnceCell::new(),
                    attribution: [OnceCell::new(), OnceCell::new()],
                })
                .collect();
            BlockReading { tokens, quotations, sentences, correction: OnceCell::new() }
        })
    }

    /// The sentence that holds an offset; none in markup, code and white space.
    pub fn sentence_at(&self, offset: u32) -> Option<Sentence> {
        let block = self.block_at(offset)?;
        let sentences = &self.block(block).sentences;
        let index =
            sentences.partition_point(|sentence| sentence.span.start <= offset).checked_sub(1)?;
        let span = sentences[index].span;
        (offset < span.end).then_some(Sentence { block: block as u32, index: index as u32, span })
    }

    /// Every sentence of the document.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence> + '_ {
        self.blocks_read().flat_map(move |block| {
            self.block(block).sentences.iter().enumerate().map(move |(index, sentence)| Sentence {
                block: block as u32,
                index: index as u32,
                span: sentence.span,
            })
        })
    }

    fn sentence(&self, sentence: Sentence) -> &SentenceReading<'a> {
        &self.block(sentence.block as usize).sentences[sentence.index as usize]
    }

    /// The part that a sentence's block plays.
    pub fn role(&self, sentence: Sentence) -> Role {
        self.document.blocks()[sentence.block as usize].role
    }

    /// Index of the sentence's block in the document.
    pub fn block_of(&self, sentence: Sentence) -> u32 {
        sentence.block
    }

    /// The sentences of the block that lies at a range.
    pub fn sentences_in(&self, block: ProseSpan) -> impl Iterator<Item = Sentence> + '_ {
        let index = self.block_at(block.start).filter(|_| block.start < block.end);
        index.into_iter().flat_map(move |index| {
            let sentences = self.block(index).sentences.iter().enumerate();
            sentences.map(move |(at, one)| Sentence {
                block: index as u32,
                index: at as u32,
                span: one.span,
            })
        })
    }

    /// The tokens of a sentence.
    pub fn tokens(&self, sentence: Sentence) -> &Tokens<'a> {
        let block = self.block(self.block_of(sentence) as usize);
        let part = || block.tokens.part(sentence.span);
        block.sentences[sentence.index as usize].tokens.get_or_init(part)
    }

    /// The first phrase of a class in a sentence.
    pub fn phrase_in(&self, sentence: Sentence, class: Class) -> Option<ProseSpan> {
        assertion::phrase_in(self.tokens(sentence), sentence.span, class)
    }

    /// How a sentence, or a line that is none, uses capitals.
    pub fn capitals(&self, sentence: Sentence) -> Capitals {
        *self.sentence(sentence).capitals.get_or_init(|| capitals::in_tokens(self.tokens(sentence)))
    }

    /// The analysis of a sentence.
    pub fn syntax(&self, sentence: Sentence) -> &Syntax<'a> {
        self.sentence(sentence).syntax.get_or_init(|| {
            let names = self.names_in(sentence);
            Syntax::with_names(self.tokens(sentence), self.figures(sentence), &names)
        })
    }

    /// Where a sentence names subjects: with a capital, or with several words.
    fn names_in(&self, sentence: Sentence) -> Vec<ProseSpan> {
        let mentions = self.mentions();
        let subjects = &self.vocabulary.subjects;
        let first = mentions.partition_point(|one| one.span.start < sentence.span.start);
        mentions[first..]
            .iter()
            .take_while(|one| one.span.end <= sentence.span.end)
            .filter(|one| !subjects.of_phrase(one.phrase).is_empty())
            .map(|one| one.span)
            .filter(|span| {
                let name = span.of(self.prose());
                name.contains(|c: char| c.is_uppercase() || c == ' ')
            })
            .collect()
    }

    /// The figures of a sentence.
    pub fn figures(&self, sentence: Sentence) -> &[Figure] {
        self.sentence(sentence)
            .figures
            .get_or_init(|| figure::figures_of(self.tokens(sentence), &self.vocabulary.units))
    }

    /// The dates of a sentence.
    pub fn dates(&self, sentence: Sentence) -> &[DateMention] {
        self.sentence(sentence).dates.get_or_init(|| date::dates_of(self.tokens(sentence)))
    }

    fn clauses(&self, sentence: Sentence) -> &[Clause] {
        self.sentence(sentence).clauses.get_or_init(|| {
            let mentions = self.mentions();
            let first = mentions.partition_point(|mention| mention.span.end <= sentence.span.start);
            let names: Vec<ProseSpan> = mentions[first..]
                .iter()
                .map(|mention| mention.span)
                .take_while(|span| span.start < sentence.span.end)
                .collect();
            clause::clauses(self.prose(), sentence.span, &names)
        })
    }

    /// The clause of a sentence that holds an offset; the sentence where none does.
    pub fn clause_at(&self, sentence: Sentence, offset: u32) -> ProseSpan {
        clause::innermost(self.clauses(sentence), offset)
            .map_or(sentence.span, |clause| clause.span)
    }

    /// The clause that holds an offset, or that a bracket around it interrupts.
    pub fn outer_clause_at(&self, sentence: Sentence, offset: u32) -> ProseSpan {
        let clauses = self.clauses(sentence);
        clause::innermost(clauses, offset)
            .map_or(sentence.span, |clause| clause::outer(clauses, clause).span)
    }

    /// The names in a sentence, in order.
    pub fn names(&self, sentence: Sentence) -> Vec<ProseSpan> {
        name::in_tokens(&self.block(self.block_of(sentence) as usize).tokens, sentence.span)
    }

    /// What stands around the words of an office.
    pub fn title_at(&self, sentence: Sentence, office: ProseSpan) -> Rc<TitleUse> {
        let read = || {
            let title = self.beside(sentence, office, &[]);
            // A sentence that never ends is cut anywhere, even inside a title.
            let is_whole = sentence.span.contains(office);
            Rc::new(if is_whole { self.with_bearer(sentence, office, title) } else { title })
        };
        Rc::clone(self.titles.borrow_mut().entry(office).or_insert_with(read))
    }

    /// The same where some names are known to be those of countries or organisations whose office it may be.
    pub fn title_of(
        &self,
        sentence: Sentence,
        office: ProseSpan,
        houses: &[ProseSpan],
    ) -> Rc<TitleUse> {
        if houses.is_empty() || !sentence.span.contains(office) {
            return self.title_at(sentence, office);
        }
        let title = self.beside(sentence, office, houses);
        Rc::new(self.with_bearer(sentence, office, title))
    }

    /// The same by the words right around it, without the analysis of the sentence.
    pub fn title_beside(&self, sentence: Sentence, office: ProseSpan) -> Rc<TitleUse> {
        Rc::new(self.beside(sentence, office, &[]))
    }

    fn beside(&self, sentence: Sentence, office: ProseSpan, houses: &[ProseSpan]) -> TitleUse {
        if sentence.span.contains(office) {
            title::in_tokens(self.tokens(sentence), office, houses)
        } else {
            title::around(self.prose(), sentence.span, office)
        }
    }

    /// Whether the words at `span` are stated as true.
    pub fn is_asserted(&self, sentence: Sentence, span: ProseSpan) -> bool {
        self.unsaid_in(sentence, span).is_none()
    }

    /// The word by which a sentence does not assert some of its words: see [`Self::is_asserted`].
    pub fn unsaid_in(&self, sentence: Sentence, span: ProseSpan) -> Option<ProseSpan> {
        self.told(sentence, span, &|| self.syntax(sentence)).unsaid_by()
    }

    fn told<'t>(
        &'t self,
        sentence: Sentence,
        span: ProseSpan,
        analysis: &'t dyn Fn() -> &'t Syntax<'t>,
    ) -> Told<'t> {
        let clauses = self.clauses(sentence);
        let tokens = self.tokens(sentence);
        Told {
            prose: self.prose(),
            tokens,
            sentence: sentence.span,
            clauses,
            names: self.mentions(),
            span,
            analysis,
        }
    }

    /// The word by which the words at `span` are not stated as true of now: a negation or condition, but also what
    /// makes them an example, an instruction or history.
    pub fn unsaid_by(&self, sentence: Sentence, span: ProseSpan) -> Option<ProseSpan> {
        if let Some(known) = self.unsaid.borrow().get(&span) {
            return *known;
        }
        let analysis = || self.syntax(sentence);
        let told = self.told(sentence, span, &analysis);
        let unsaid = match told.are_presupposed() {
            true => None,
            false => told.unsaid_by().or_else(|| told.elsewhere_by()),
        };
        self.unsaid.borrow_mut().insert(span, unsaid);
        unsaid
    }

    /// The same of words of which some nouns tell what they are: a definite one brings them with it, "you should quote the
    /// postcode YX14 7BT".
    pub fn unsaid_with(
        &self,
        sentence: Sentence,
        span: ProseSpan,
        nouns: &[ProseSpan],
    ) -> Option<ProseSpan> {
        let unsaid = self.unsaid_by(sentence, span)?;
        let analysis = || self.syntax(sentence);
        let told = self.told(sentence, span, &analysis);
        match told.are_given_with(nouns) {
            true => told.elsewhere_though_given(),
            false => Some(unsaid),
        }
    }

    /// The words by which a sentence corrects what somebody said, or stands in a note that does.
    pub fn corrected_by(&self, sentence: Sentence) -> Option<ProseSpan> {
        let block = self.block(sentence.block as usize);
        let note = *block.correction.get_or_init(|| {
            let span = self.document.blocks()[sentence.block as usize].span;
            correction(&block.tokens, span)
        });
        note.filter(|note| note.start < sentence.span.end).or_else(|| {
            let analysis = || self.syntax(sentence);
            let next = block.sentences.get(sentence.index as usize + 1).map(|next| Sentence {
                index: sentence.index + 1,
                span: next.span,
                ..sentence
            });
            let taken_back = || {
                let next = next?;
                self.told(next, next.span, &analysis).taken_back()
            };
            let corrected =
                || self.told(sentence, sentence.span, &analysis).corrected_by().or_else(taken_back);
            *self.sentence(sentence).corrected.get_or_init(corrected)
        })
    }

    /// The word by which a sentence speaks of what somebody has set, not of a default: an example, a further instance,
    /// a change. None where it says that it speaks of the default.
    pub fn set_otherwise_by(&self, sentence: Sentence) -> Option<ProseSpan> {
        self.told(sentence, sentence.span, &|| self.syntax(sentence)).set_otherwise_by()
    }

    /// How a negation turns the bound round that opens the words at `span`: "cannot run more than 110 pods".
    pub fn turned(&self, sentence: Sentence, span: ProseSpan) -> Option<Turned> {
        self.told(sentence, span, &|| self.syntax(sentence)).turned()
    }

    fn quotation_at(&self, sentence: Sentence, span: ProseSpan) -> Option<&Quotation> {
        let quotations = self.quotations(sentence);
        let after = quotations.partition_point(|quotation| quotation.span.start <= span.start);
        after
            .checked_sub(1)
            .map(|at| &quotations[at])
            .filter(|quotation| quotation.span.contains(span))
    }

    /// Whether the words are quoted speech: three words or more in quotation marks, fewer with an
    /// attribution, or a block quotation.
    pub fn is_speech(&self, sentence: Sentence, span: ProseSpan) -> bool {
        if self.role(sentence) == Role::Quotation {
            return true;
        }
        self.quotation_at(sentence, span).is_some_and(|quotation| {
            word::words(quotation.inner.of(self.prose())).nth(SPEECH_WORDS - 1).is_some()
                || self.attribution(sentence, true).is_some()
        })
    }

    /// Everything that stands between the quotation marks around some words.
    pub fn quoted_words(&self, sentence: Sentence, span: ProseSpan) -> Option<&str> {
        Some(self.quotation_at(sentence, span)?.inner.of(self.prose()))
    }

    /// Who is named in a sentence as the one who says what it quotes, or the rest of it.
    fn attribution(&self, sentence: Sentence, quoted: bool) -> &Option<Attribution> {
        self.sentence(sentence).attribution[usize::from(quoted)].get_or_init(|| {
            let tokens = self.tokens(sentence);
            let may_tell = |token| {
                tokens.is(token, Class::SayingVerb)
                    || tokens.is(token, Class::ReportingPrepositions)
            };
            if !(0..tokens.len()).any(may_tell) {
                return None;
            }
            let quotations = if quoted { self.quotations(sentence) } else { &[] };
            speaker::attribution(self.prose(), sentence.span, quotations)
        })
    }

    /// Every quotation that is speech, with the sentence in which it begins.
    pub fn speech(&self) -> Vec<(Sentence, ProseSpan)> {
        let mut found = Vec::new();
        for block in self.blocks_read() {
            for quotation in &self.block(block).quotations {
                if let Some(sentence) = self.sentence_at(quotation.inner.start)
                    && self.is_speech(sentence, quotation.inner)
                {
                    found.push((sentence, quotation.span));
                }
            }
        }
        found
    }

    /// Every pair of quotation marks, by position, outermost ones only.
    pub fn quotations_in_text(&self) -> impl Iterator<Item = Quotation> + '_ {
        self.blocks_read().flat_map(|block| self.block(block).quotations.iter().copied())
    }

    fn quotations(&self, sentence: Sentence) -> &[Quotation] {
        &self.block(sentence.block as usize).quotations
    }

    /// Who says the words: the paper, unless they are quoted or attributed in their sentence.
    pub fn speaker(&self, sentence: Sentence, span: ProseSpan) -> Speaker {
        let quotation = self
            .quotation_at(sentence, span)
            .map(|quotation| quotation.span)
            .filter(|_| self.is_speech(sentence, span));
        if quotation.is_some() && self.role(sentence) != Role::Quotation {
            return match self.quoted_by(sentence, span) {
                QuotedBy::Name(name) => speaker::named(&name),
                QuotedBy::Role | QuotedBy::Somebody | QuotedBy::Nobody => Speaker::Unnamed,
            };
        }
        if quotation.is_none() && self.role(sentence) != Role::Quotation {
            return self.reporter(sentence, span).map_or(Speaker::Paper, |found| found.speaker);
        }
        match self.attribution(sentence, quotation.is_some()) {
            Some(attribution) => attribution.speaker(),
            None if quotation.is_some() || self.role(sentence) == Role::Quotation => {
                Speaker::Unnamed
            }
            None => Speaker::Paper,
        }
    }

    /// Who says a quotation, or a block that is set as one, as the text has it: whoever is named beside it, or in
    /// what it goes on from, or "he" where one person is in focus.
    pub fn quoted_by(&self, sentence: Sentence, span: ProseSpan) -> QuotedBy {
        if self.role(sentence) == Role::Quotation {
            return self.announced_by(sentence);
        }
        let quotation = self.quotation_at(sentence, span);
        let voice = quotation.and_then(|quotation| self.voices().get(&quotation.span));
        voice.cloned().unwrap_or(QuotedBy::Nobody)
    }

    /// Who says a block of quotation: who is named in it, or before it by "Lee said:".
    fn announced_by(&self, sentence: Sentence) -> QuotedBy {
        match self.attribution(sentence, true) {
            Some(Attribution::Name(name)) => return QuotedBy::Name(name.clone()),
            Some(Attribution::Unnamed) => return QuotedBy::Somebody,
            Some(Attribution::Pronoun) => return QuotedBy::Nobody,
            None => {}
        }
        let before = (0..sentence.block)
            .rev()
            .find(|block| self.reads(*block))
            .and_then(|block| self.last_sentence_of_block(block));
        let Some(before) = before else { return QuotedBy::Nobody };
        let announces = before.span.of(self.prose()).ends_with(':');
        match self.attribution(before, true) {
            Some(Attribution::Name(name)) if announces => QuotedBy::Name(name.clone()),
            _ => QuotedBy::Nobody,
        }
    }

    fn reads(&self, block: u32) -> bool {
        self.roles.contains(self.document.blocks()[block as usize].role)
    }

    fn last_sentence_of_block(&self, block: u32) -> Option<Sentence> {
        let sentences = &self.block(block as usize).sentences;
        let last = sentences.last()?;
        Some(Sentence { block, index: sentences.len() as u32 - 1, span: last.span })
    }

    /// The days on which claims of a sentence are judged: its own dates and years, and the document's
    /// date unless they leave no doubt; empty where neither is known.
    pub fn days(&self, sentence: Sentence) -> Vec<Days> {
        let document = self.document.record().date;
        let days = |period: Period| Days { first: period.first, last: period.last };
        let mut found: Vec<Days> = Vec::new();
        let mut settled = false;
        for date in self.dates(sentence) {
            // "in 2015" needs no help; "in January" may be the one before or the one after.
            settled |= date.period(None).is_some();
            found.extend(date.period(document).map(days));
        }
        if !settled {
            found.extend(document.map(Days::day));
        }
        found.sort();
        found.dedup();
        found
    }

    /// The year that the words at `span` are about: the one nearest to them in their sentence, else
    /// the document's.
    pub fn year_near(&self, sentence: Sentence, span: ProseSpan) -> Option<i16> {
        let document = self.document.record().date;
        self.dates(sentence)
            .iter()
            .filter_map(|date| Some((date.span, date.period(document)?)))
            .filter(|(_, period)| period.first.year() == period.last.year())
            .min_by_key(|(at, _)| {
                if at.end <= span.start {
                    span.start - at.end
                } else {
                    at.start.saturating_sub(span.end)
                }
            })
            .map(|(_, period)| period.first.year())
            .or_else(|| document.map(Date::year))
    }

    /// The words of a range of prose, with their places in the prose.
    pub fn words_in(&self, within: ProseSpan) -> impl Iterator<Item = (Range<usize>, &'a str)> {
        let start = within.start as usize;
        word::words(within.of(self.prose()))
            .map(move |(offset, found)| (start + offset..start + offset + found.len(), found))
    }

    /// Hash of a sentence's words, for a claim's identity.
    pub fn context(&self, sentence: Sentence) -> u64 {
        *self.sentence(sentence).context.get_or_init(|| context_of(sentence.span.of(self.prose())))
    }
}

/// Where a block begins to correct what was said before: "Correction:", "an earlier version of this article".
fn correction(tokens: &Tokens<'_>, block: ProseSpan) -> Option<ProseSpan> {
    let opener = assertion::phrase_in(tokens, block, Class::CorrectionOpener)
        .filter(|at| at.start == block.start && is_label(&tokens.prose()[at.end as usize..]));
    opener.or_else(|| assertion::phrase_in(tokens, block, Class::CorrectionNote))
}

/// Whether what stands right behind a word makes a label of it.
fn is_label(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    let mark = line.trim_start().chars().next();
    mark.is_none_or(|mark| matches!(mark, ':' | '.' | '—' | '–' | '-' | '('))
}

fn is_among(phrase: PhraseId, cues: &[Cue]) -> bool {
    cues.iter().any(|cue| matches!(cue, Cue::Phrase(known) if *known == phrase))
}

fn patterns(cues: &[Cue]) -> impl Iterator<Item = &Regex> {
    cues.iter().filter_map(|cue| match cue {
        Cue::Pattern(pattern) => pattern.regex(),
        Cue::Phrase(_) => None,
    })
}
