//! The day of a document, from the elements and attributes that a vocabulary names.

use jiff::civil::Date;
use quick_xml::events::BytesStart;

use super::Reader;
use crate::date::parse;
use crate::docx::attribute;

/// No day is written longer, in bytes.
const LONGEST_DATE: usize = 100;

/// A day that is being read.
pub(super) struct Day<'t> {
    rank: usize,
    /// How deep the cursor lies in its element.
    depth: usize,
    words: String,
    /// Its year, its month and its day of the month, where elements of their own tell them.
    pieces: [Option<String>; 3],
    piece: Option<usize>,
    name: &'t str,
}

impl<'t> Reader<'t, '_> {
    /// Whether an element tells the day of the document, by an attribute or by its words.
    pub(super) fn find_day(&mut self, name: &'t str, around: &[&str], element: &BytesStart<'t>) {
        if let Some(day) = &mut self.day {
            day.piece = ["year", "month", "day"].iter().position(|piece| *piece == name);
            day.depth += 1;
            return;
        }
        let mut words_rank = None;
        let mut found: Vec<(usize, Date, String)> = Vec::new();
        for (rank, key) in self.vocabularies.dates(name, around) {
            match key {
                Some(key) => {
                    if let Some(date) = attribute(element, key).as_deref().and_then(parse) {
                        found.push((rank, date, format!("{name}/@{key}")));
                    }
                }
                None => words_rank = words_rank.or(Some(rank)),
            }
        }
        for (rank, date, told) in found {
            self.note_day(rank, date, told);
        }
        if let Some(rank) = words_rank {
            let (words, pieces) = (String::new(), [const { None }; 3]);
            self.day = Some(Day { rank, depth: 1, words, pieces, piece: None, name });
        }
    }

    pub(super) fn note_day(&mut self, rank: usize, date: Date, told: String) {
        if self.date.as_ref().is_none_or(|(known, ..)| rank < *known) {
            self.date = Some((rank, date, told));
        }
    }

    pub(super) fn tell_day(&mut self, words: &str) {
        let Some(day) = &mut self.day else { return };
        match day.piece {
            Some(piece) if day.depth > 1 => {
                let known = day.pieces[piece].get_or_insert_default();
                if known.len() + words.len() <= LONGEST_DATE {
                    known.push_str(words);
                }
            }
            _ if day.words.len() + words.len() <= LONGEST_DATE => day.words.push_str(words),
            _ => {}
        }
    }

    pub(super) fn end_day(&mut self) {
        let Some(day) = &mut self.day else { return };
        day.depth -= 1;
        day.piece = None;
        if day.depth > 0 {
            return;
        }
        let Some(day) = self.day.take() else { return };
        let date = match &day.pieces {
            [Some(year), Some(month), Some(date)] => {
                let [year, month, date] = [year.trim(), month.trim(), date.trim()];
                parse(&format!("{year}-{month:0>2}-{date:0>2}"))
                    .or_else(|| parse(&format!("{date} {month} {year}")))
            }
            _ => parse(&day.words),
        };
        if let Some(date) = date {
            self.note_day(day.rank, date, day.name.to_owned());
        }
    }
}
