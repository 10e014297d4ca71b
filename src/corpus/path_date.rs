//! The day that the path of a document tells, as a desk files its documents: "2025/0701/a.md".

use jiff::civil::Date;

/// How paths tell a day: `%Y/%m%d`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathDate {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// Four digits.
    Year,
    /// Two digits.
    Month,
    /// The name of a month, or its first three letters.
    MonthName,
    /// Two digits.
    Day,
    /// Any name within a folder.
    Any,
    Literal(char),
}

/// So many names may be any: each of them is tried in every length.
const MOST_ANY: usize = 2;

/// The first letters of the months.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl PathDate {
    /// Reads a pattern. An error is what is wrong with it.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut signs = pattern.chars();
        while let Some(sign) = signs.next() {
            pieces.push(match sign {
                '%' => match signs.next() {
                    Some('Y') => Piece::Year,
                    Some('m') => Piece::Month,
                    Some('b' | 'B') => Piece::MonthName,
                    Some('d') => Piece::Day,
                    Some('%') => Piece::Literal('%'),
                    Some(other) => return Err(format!("`%{other}` means nothing")),
                    None => return Err("ends with a single %".to_owned()),
                },
                '*' if pieces.iter().filter(|piece| **piece == Piece::Any).count() == MOST_ANY => {
                    return Err(format!("has more than {MOST_ANY} `*`"));
                }
                '*' => Piece::Any,
                other => Piece::Literal(other),
            });
        }
        let count = |wanted: &[Piece]| pieces.iter().filter(|piece| wanted.contains(piece)).count();
        for (wanted, name) in [
            (&[Piece::Year][..], "%Y"),
            (&[Piece::Month, Piece::MonthName][..], "%m or %b"),
            (&[Piece::Day][..], "%d"),
        ] {
            match count(wanted) {
                1 => {}
                0 => return Err(format!("has no {name}")),
                _ => return Err(format!("has {name} more than once")),
            }
        }
        Ok(Self { pieces })
    }

    /// The first day that a path tells.
    pub fn in_path(&self, path: &str) -> Option<Date> {
        let path: Vec<char> = path.chars().collect();
        let begins_number = |at: usize| at == 0 || !path[at - 1].is_ascii_digit();
        (0..path.len())
            .filter(|at| begins_number(*at))
            .find_map(|at| found(&self.pieces, &path[at..], (0, 0, 0)))
    }
}

/// The day, if the pieces stand at the start of a path; what of year, month and day is known already is given.
fn found(pieces: &[Piece], path: &[char], known: (i16, i8, i8)) -> Option<Date> {
    let (year, month, day) = known;
    let Some((first, rest)) = pieces.split_first() else {
        let ends = !path.first().is_some_and(char::is_ascii_digit);
        return ends.then(|| Date::new(year, month, day).ok()).flatten();
    };
    let number = |digits: usize| -> Option<i16> {
        let text: String = path.get(..digits)?.iter().collect();
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    };
    match first {
        Piece::Year => found(rest, &path[4.min(path.len())..], (number(4)?, month, day)),
        Piece::Month => found(rest, &path[2.min(path.len())..], (year, number(2)? as i8, day)),
        Piece::Day => found(rest, &path[2.min(path.len())..], (year, month, number(2)? as i8)),
        Piece::MonthName => {
            let letters = path.iter().take_while(|sign| sign.is_alphabetic()).count();
            let name: String = path[..letters].iter().collect::<String>().to_lowercase();
            let at = MONTHS.iter().position(|month| name.starts_with(month))?;
            found(rest, &path[letters..], (year, at as i8 + 1, day))
        }
        Piece::Any => {
            let most = path.iter().take_while(|sign| **sign != '/').count();
            (0..=most).find_map(|length| found(rest, &path[length..], known))
        }
        Piece::Literal(sign) => {
            (path.first() == Some(sign)).then(|| found(rest, &path[1..], known)).flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(pattern: &str, path: &str) -> Option<Date> {
        PathDate::new(pattern).ok()?.in_path(path)
    }

    #[test]
    fn days_of_paths() {
        for (pattern, path) in [
            ("%Y/%m%d", "2025/0701/d.md"),
            ("%Y/%m%d", "wire/2025/0701/d.md"),
            ("%Y/%m/%d", "a/2025/07/01/d.md"),
            ("%Y-%m-%d", "a/2025-07-01/d.md"),
            ("%Y%m%d", "a/20250701x/d.md"),
            ("%d.%m.%Y", "a/01.07.2025.txt"),
            ("%Y/%B/%d", "2025/July/01/a.md"),
            ("%Y/%b%d", "2025/jul01.md"),
            ("%Y/*/%m-%d", "2025/sports desk/07-01.md"),
            ("issue-%Y%m%d", "2024/x/issue-20250701.md"),
        ] {
            assert_eq!(told(pattern, path), Some(date(2025, 7, 1)), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("%Y/%m%d", "2025/07011/d.md"),
            ("%Y/%m%d", "12025/0701/d.md"),
            ("%Y/%m%d", "2025/1301/d.md"),
            ("%Y/%m/%d", "2025/07/d.md"),
            ("%Y/%m%d", ""),
            ("%Y/*/%m-%d", "2025/a/b/07-01.md"),
            ("%Y/%b%d", "2025/\u{e9}01.md"),
        ] {
            assert_eq!(told(pattern, path), None, "{pattern} {path}");
        }
    }

    #[test]
    fn patterns_that_tell_no_day() {
        for (pattern, wrong) in [
            ("%Y/%m", "has no %d"),
            ("%m-%d", "has no %Y"),
            ("%Y%Y%m%d", "%Y more than once"),
            ("%Y/%q%m%d", "`%q` means nothing"),
            ("%Y%m%d%", "single %"),
            ("", "has no %Y"),
            ("*%Y*%m*%d", "more than 2 `*`"),
        ] {
            let told = PathDate::new(pattern).err().unwrap_or_default();
            assert!(told.contains(wrong), "{pattern}: {told}");
        }
    }
}
