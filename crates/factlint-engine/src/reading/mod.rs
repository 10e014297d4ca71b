//! The reading of a document: one lazy view that all checks share.
//!
//! It answers the questions that every kind asks: what is named here, which sentence is this, whose
//! figure is this, who says it, is it asserted. Nothing is computed before somebody asks, and
//! nothing twice.

mod about;
mod assertion;
mod bearer;
mod beside;
mod clause;
mod cues;
mod head;
mod heading;
pub mod lexicon;
mod mention;
mod outline;
mod ownership;
mod person;
mod reporter;
mod series;
mod speaker;
mod speech;
mod table;
mod voice;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::claim::{Days, context_of};
use crate::rule::Vocabulary;
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use crate::unread::Reason;
use assertion::Told;
pub use assertion::Turned;
use clause::Clause;
use factlint_document::Document;
use factlint_document::{Role, Roles};
use factlint_language::capitals::{self, Capitals};
use factlint_language::date::{self, DateMention, Period};
use factlint_language::figure::{self, Figure, Measure};
use factlint_language::inflect;
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
pub use speech::QuotedBy;
pub use table::Heads;

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

    /// Whether the block of another one is the next.
    pub fn block_is_before(self, other: Self) -> bool {
        self.block + 1 == other.block
    }
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
    /// The words that may be degrees of adjectives, in order.
    degrees: OnceCell<Vec<ProseSpan>>,
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
            degrees: OnceCell::new(),
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

    /// The words of a range that may be degrees of adjectives, by how they end: "louder", "longest". Found once for all rules.
    pub fn degrees_in(&self, within: ProseSpan) -> &[ProseSpan] {
        let all = self.degrees.get_or_init(|| {
            let whole = ProseSpan::new(0, self.prose().len());
            let words = self.words_in(whole).filter(|(_, found)| inflect::may_be_degree(found));
            words.map(|(range, _)| ProseSpan::new(range.start, range.end)).collect()
        });
        let first = all.partition_point(|word| word.start < within.start);
        let last = all.partition_point(|word| word.start < within.end);
        &all[first..last.max(first)]
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

    /// The sentence right before another one, with a space between.
    pub fn sentence_before(&self, sentence: Sentence) -> Option<Sentence> {
        self.sentence_at(sentence.span.start.checked_sub(2)?)
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
        self.sentence(sentence).dates.get_or_init(|| {
            let dates = date::dates_of(self.tokens(sentence));
            dates.into_iter().map(|date| self.behind_name(sentence, date)).collect()
        })
    }

    /// A date without the number of a name that stands before it: "support for Flint 3 until 30 June".
    fn behind_name(&self, sentence: Sentence, date: DateMention) -> DateMention {
        let mentions = self.mentions();
        let next = mentions.partition_point(|mention| mention.span.end <= date.span.start);
        let name = mentions
            .get(next)
            .map(|mention| mention.span)
            .filter(|name| name.start < date.span.start && name.end < date.span.end);
        let Some(name) = name else { return date };
        let rest = ProseSpan { start: name.end, end: date.span.end.min(sentence.span.end) };
        date::dates(self.prose(), rest).into_iter().next().unwrap_or(date)
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

    /// The word by which a sentence calls wrong whoever says what some words tell.
    pub fn called_wrong(&self, sentence: Sentence, span: ProseSpan) -> Option<ProseSpan> {
        self.told(sentence, span, &|| self.syntax(sentence)).called_wrong()
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
            measures: &[],
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
        let mut unsaid = self.unsaid_by(sentence, span)?;
        let analysis = || self.syntax(sentence);
        let mut told = self.told(sentence, span, &analysis);
        // "A power demand of 18 MW", where a demand is no wish.
        if nouns.iter().any(|noun| noun.contains(unsaid)) {
            told.measures = nouns;
            unsaid = told.unsaid_by().or_else(|| told.elsewhere_by())?;
        }
        let is_asked = told.are_what_is_asked(unsaid);
        match !is_asked && told.are_given_with(nouns) {
            true => told.elsewhere_though_given(),
            false => Some(unsaid),
        }
    }

    /// Whether somebody is reported in a sentence, and the next one gives another figure of a measure that it gives.
    fn is_said_with_other_figure(&self, sentence: Sentence, next: Sentence) -> bool {
        let syntax = self.syntax(sentence);
        let is_said = (0..syntax.words().len()).any(|at| {
            syntax.tag(at).is_verb() && word::is(&syntax.lemma(at), Class::ReportingVerbs)
        });
        let gives =
            |measure: &Measure| self.figures(next).iter().any(|other| other.measure == *measure);
        is_said && self.figures(sentence).iter().any(|one| gives(&one.measure))
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
            // What the next sentence says of this one.
            let taken_back = || {
                let next = next?;
                let next_analysis = || self.syntax(next);
                let told = self.told(next, next.span, &next_analysis);
                told.taken_back().or_else(|| {
                    told.set_right().filter(|_| self.is_said_with_other_figure(sentence, next))
                })
            };
            let corrected =
                || self.told(sentence, sentence.span, &analysis).corrected_by().or_else(taken_back);
            *self.sentence(sentence).corrected.get_or_init(corrected)
        })
    }

    /// The word by which what a sentence says of some of its words speaks of what somebody has set, not of a default: an example,
    /// a further instance, a change. None where it says that it speaks of the default.
    pub fn set_otherwise_by(&self, sentence: Sentence, span: ProseSpan) -> Option<ProseSpan> {
        self.told(sentence, span, &|| self.syntax(sentence)).set_otherwise_by()
    }

    /// How a negation turns the bound round that opens the words at `span`: "cannot run more than 110 pods".
    pub fn turned(&self, sentence: Sentence, span: ProseSpan) -> Option<Turned> {
        self.told(sentence, span, &|| self.syntax(sentence)).turned()
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
