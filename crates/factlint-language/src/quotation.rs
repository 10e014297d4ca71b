//! Quotation marks in a block of prose.

use super::span::ProseSpan;
use super::token::{Kind, Tokens};
use super::word;
use super::words::Words;

/// Words in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Marks included.
    pub span: ProseSpan,
    /// Without the marks.
    pub inner: ProseSpan,
}

/// Single quotation marks look like apostrophes: a pair further apart than this is none.
const LONGEST_SINGLE: usize = 400;

/// The quotations of `prose[within]`, outermost only, by position. A double quotation mark that is
/// never closed quotes up to the end of the block, as in speech that goes on in the next paragraph.
pub fn quotations(prose: &str, within: ProseSpan) -> Vec<Quotation> {
    in_tokens(&Tokens::new(prose, within, Words::embedded()), within.end)
}

/// The quotations in the tokens of a block that ends at `end` in the prose; see [`quotations`].
pub fn in_tokens(tokens: &Tokens<'_>, end: u32) -> Vec<Quotation> {
    let mut marks = Marks::default();
    for (i, token) in tokens.all().iter().enumerate() {
        let Kind::Sign(sign) = token.kind else { continue };
        if !matches!(sign, '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’') {
            continue;
        }
        marks.read(Mark {
            sign,
            start: token.start as usize,
            end: token.end as usize,
            before: tokens.before(i),
            after: tokens.after(i + 1),
        });
    }
    let mut found = marks.found;
    if let Some(open) = marks.open.filter(|open| !open.is_attribute) {
        found.push(open.quotation(end as usize, end as usize));
    }
    found.sort_by_key(|quotation| quotation.span.start);
    found.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
    found
}

/// A sign that may be a quotation mark.
struct Mark {
    sign: char,
    start: usize,
    end: usize,
    /// The characters that it is attached to.
    before: Option<char>,
    after: Option<char>,
}

/// A quotation that is not closed yet.
#[derive(Clone, Copy)]
struct Open {
    /// What closes it.
    close: char,
    start: usize,
    inner: usize,
    /// Whether it is the value of an attribute in markup that was left in a text: alt="...".
    is_attribute: bool,
}

impl Open {
    fn of(close: char, mark: &Mark) -> Self {
        let is_attribute = mark.before == Some('=');
        Self { close, start: mark.start, inner: mark.end, is_attribute }
    }

    fn quotation(self, inner_end: usize, end: usize) -> Quotation {
        Quotation {
            span: ProseSpan::new(self.start, end),
            inner: ProseSpan::new(self.inner, inner_end.max(self.inner)),
        }
    }
}

/// The marks read so far.
#[derive(Default)]
struct Marks {
    found: Vec<Quotation>,
    open: Option<Open>,
    /// A single mark that is an apostrophe unless another one closes it.
    single: Option<Open>,
}

impl Marks {
    fn read(&mut self, mark: Mark) {
        // A mark before ">" ends a tag that was left in a text.
        let opens_here =
            !mark.before.is_some_and(word::is_word) && mark.after.is_some_and(|after| after != '>');
        match (self.open, mark.sign) {
            (None, '“' | '«' | '„') => self.open = Some(Open::of(closing(mark.sign), &mark)),
            (None, '"') if opens_here => self.open = Some(Open::of('"', &mark)),
            (Some(open), sign) if sign == open.close || (open.close == '“' && sign == '”') => {
                if !open.is_attribute {
                    self.found.push(open.quotation(mark.start, mark.end));
                }
                self.open = None;
                self.single = None;
            }
            (None, '‘') => self.single = Some(Open::of('’', &mark)),
            (None, '\'')
                if self.single.is_none()
                    && opens_here
                    && mark.after.is_some_and(char::is_alphabetic) =>
            {
                self.single = Some(Open::of('\'', &mark));
            }
            (None, '’' | '\'') => self.close_single(&mark),
            _ => {}
        }
    }

    /// A single mark at the end of a word closes one that opened not long before.
    fn close_single(&mut self, mark: &Mark) {
        if let Some(single) = self.single
            && single.close == mark.sign
            && !mark.after.is_some_and(word::is_word)
            && mark.start > single.inner
        {
            if mark.start - single.start <= LONGEST_SINGLE && !single.is_attribute {
                self.found.push(single.quotation(mark.start, mark.end));
            }
            self.single = None;
        }
    }
}

fn closing(opening: char) -> char {
    match opening {
        '«' => '»',
        '„' => '“',
        _ => '”',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quoted(prose: &str) -> Vec<&str> {
        quotations(prose, ProseSpan::new(0, prose.len()))
            .iter()
            .map(|quotation| quotation.inner.of(prose))
            .collect()
    }

    #[test]
    fn marks_of_all_styles() {
        assert_eq!(
            quoted("He said “we go” and \"we stay\"; «deplete» or „so“."),
            ["we go", "we stay", "deplete", "so"]
        );
        assert_eq!(
            quoted("Russia signals 'extreme concern' on Trump's allies' day"),
            ["extreme concern"]
        );
        assert_eq!(quoted("the motto ‘wait and see,’ they say"), ["wait and see,"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        assert!(quoted("It's the '90s; the dog's bone, 6'2\" tall.").is_empty());
        assert_eq!(quoted("“We go on"), ["We go on"]);
    }

    #[test]
    fn attributes_of_markup_are_no_quotations() {
        assert_eq!(
            quoted("<img alt=\"We go\" title='We stay'> said \"we go\" and [quote by=\"Ann Lee\"]"),
            ["we go"]
        );
        assert_eq!(quoted("<a href=\"{{< ref \"b.md\" >}}\">our plan</a> is \"to go\""), ["to go"]);
    }

    proptest! {
        #[test]
        fn quotations_of_any_text(prose in "(\\PC|[“”\"' a]){0,40}") {
            for quotation in quotations(&prose, ProseSpan::new(0, prose.len())) {
                prop_assert!(prose.get(quotation.inner.range()).is_some());
            }
        }

        #[test]
        fn quotations_lie_in_order_inside_the_text(prose in "[a \"'“”‘’«».]{0,60}") {
            let mut last = 0;
            for quotation in quotations(&prose, ProseSpan::new(0, prose.len())) {
                prop_assert!(quotation.span.start >= last && quotation.span.contains(quotation.inner));
                last = quotation.span.end;
            }
        }
    }
}
