//! Recognisers of language: they turn text into values and know nothing of rules.
//!
//! [`figure::figures`] finds numbers, and around each its unit ([`mod@unit`]), its hedge ([`hedge`]) and
//! the noun that is counted, and reads the whole as the [`interval::Interval`] of values that an
//! honest writer could have put that way. [`date::dates`] does the same for dates; [`title::around`]
//! reads what stands around the words of an office. [`token::Tokens`] is the lexing that readers
//! walk, [`words::Words`] the table of the words that they know.

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
pub mod title;
pub mod token;
pub mod unit;
pub mod utterance;
pub mod word;
pub mod words;
