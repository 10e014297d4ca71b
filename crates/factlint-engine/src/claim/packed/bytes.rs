//! Numbers and short texts as few bytes.

use jiff::civil::Date;

/// Bytes that grow.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Seven bits a byte, the lowest first.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub fn length(&mut self, length: usize) {
        self.number(length as u64);
    }

    /// Near zero in few bytes, on both sides of it.
    pub fn signed(&mut self, number: i64) {
        self.number(zigzag(number));
    }

    /// All eight bytes: hashes are no shorter.
    pub fn hash(&mut self, hash: u64) {
        self.bytes.extend_from_slice(&hash.to_le_bytes());
    }

    /// Whole numbers as such; others with all their bits.
    pub fn float(&mut self, float: f64) {
        /// Whole numbers beyond it may not be told apart.
        const LARGEST: u64 = 1 << 52;
        let whole = float as i64;
        if whole.unsigned_abs() < LARGEST && (whole as f64).to_bits() == float.to_bits() {
            self.number(zigzag(whole) << 1);
        } else {
            self.number(1);
            self.hash(float.to_bits());
        }
    }

    pub fn date(&mut self, date: Date) {
        let months = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
        self.signed(months * 32 + i64::from(date.day()));
    }
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

/// Bytes that are read; none where they end too early or are not what was written.
#[derive(Clone, Debug)]
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Reads from an offset on.
    pub fn at(bytes: &'b [u8], offset: usize) -> Option<Self> {
        bytes.get(offset..).map(|bytes| Self { bytes })
    }

    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    pub fn signed(&mut self) -> Option<i64> {
        self.number().map(unzigzag)
    }

    pub fn hash(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    pub fn float(&mut self) -> Option<f64> {
        let number = self.number()?;
        if number & 1 == 1 {
            return self.hash().map(f64::from_bits);
        }
        Some(unzigzag(number >> 1) as f64)
    }

    pub fn date(&mut self) -> Option<Date> {
        let days = self.signed()?;
        let (months, day) = (days.div_euclid(32), days.rem_euclid(32));
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }

    /// What is left.
    pub fn rest(&self) -> &'b [u8] {
        self.bytes
    }

    pub fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}
