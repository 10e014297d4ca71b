//! English as factlint reads it: recognisers that turn text into values. They know no rules, no documents and no
//! files, and are of use to anybody who reads English prose.
//!
//! A figure is a number with its unit ([`mod@unit`]), its hedge ([`hedge`]) or the noun that is counted, read as the
//! [`interval::Interval`] of values that an honest writer could have put that way:
//!
//! ```
//! use factlint_language::figure::figures;
//! use factlint_language::span::ProseSpan;
//! use factlint_language::unit::Units;
//!
//! let prose = "The bridge is nearly 1,300 metres long and cost $1.2 billion.";
//! let units = Units::builtin();
//! let found = figures(prose, ProseSpan::new(0, prose.len()), units);
//! assert_eq!(found.len(), 2);
//! assert_eq!(found[0].hedged.of(prose), "nearly 1,300 metres");
//! // "Nearly": up to a tenth below, never above.
//! assert_eq!((found[0].interval.low, found[0].interval.high), (1_170.0, 1_300.0));
//! assert_eq!(found[1].low.value, 1_200_000_000.0);
//! ```
//!
//! [`date::dates`] does the same for dates, [`number`] for numbers alone, [`title::around`] for what stands around the
//! words of an office, [`quotation`] for what is quoted. [`sentence`] cuts a text into sentences; [`noun`] inflects.
//! All of them take text and places in it ([`span::ProseSpan`], in bytes) and return values with places.
//! [`token::Tokens`] is the lexing that readers walk, [`words::Words`] the table of the words that they know.

pub mod acronym;
pub mod address;
pub mod capitals;
pub mod date;
pub mod figure;
pub mod hedge;
pub mod inflect;
pub mod interval;
mod measure;
pub mod name;
pub mod noun;
pub mod number;
pub mod quotation;
pub mod sentence;
pub mod span;
pub mod syntax;
pub mod title;
pub mod token;
pub mod unit;
pub mod utterance;
pub mod word;
pub mod words;
