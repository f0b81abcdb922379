//! A text to be signed, in parts: what is long in it is encoded once for however many tries.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    hash::{DefaultHasher, Hash as _, Hasher},
    rc::Rc,
};

use super::spelling::{Charset, Escape};

/// From so many bytes on a part stands by itself.
const LONG: usize = 16 << 10;

/// How many bytes of long parts are kept for the next tries.
const KEPT: usize = 128 << 20;

/// A part that is long, and may stand in many texts.
#[derive(Debug)]
pub(super) struct Long {
    bytes: Vec<u8>,
    /// A hash of the bytes: what is equal is the same.
    id: u64,
}

#[derive(Debug)]
enum Part {
    Short(Vec<u8>),
    Long(Rc<Long>),
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Text {
    parts: Vec<Part>,
    /// What comes after them.
    tail: Vec<u8>,
}

impl Text {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { parts: Vec::new(), tail: bytes.to_vec() }
    }

    /// Appends bytes that are not many.
    pub(super) fn extend_from_slice(&mut self, bytes: &[u8]) {
        self.tail.extend_from_slice(bytes);
    }

    /// Appends a byte.
    pub(super) fn push(&mut self, byte: u8) {
        self.tail.push(byte);
    }

    fn push_long(&mut self, long: Rc<Long>) {
        let before = std::mem::take(&mut self.tail);
        self.parts.push(Part::Short(before));
        self.parts.push(Part::Long(long));
    }

    /// Takes out the byte at this place, if there is one.
    pub(super) fn remove(&mut self, mut at: usize) {
        for part in &mut self.parts {
            let length = part.bytes().len();
            if at < length {
                let mut bytes = part.bytes().to_vec();
                bytes.remove(at);
                *part = Part::Short(bytes);
                return;
            }
            at -= length;
        }
        if at < self.tail.len() {
            self.tail.remove(at);
        }
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.parts().map(<[u8]>::len).sum()
    }

    /// Its bytes, one part after the other.
    pub(super) fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().map(Part::bytes).chain([&*self.tail])
    }

    /// All its bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.parts().collect::<Vec<_>>().concat()
    }

    /// Whether something in it is long.
    pub(super) fn is_long(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Tells it from others, without a look at what is long.
    pub(super) fn identify(&self, hasher: &mut impl Hasher) {
        for part in &self.parts {
            match part {
                Part::Short(bytes) => bytes.hash(hasher),
                Part::Long(long) => (long.id, long.bytes.len()).hash(hasher),
            }
        }
        self.tail.hash(hasher);
    }
}

impl Part {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Short(bytes) => bytes,
            Self::Long(long) => &long.bytes,
        }
    }
}

/// What a long part is made of.
enum Source {
    Parameters(Rc<str>, Charset),
    Made(u64, usize),
}

impl Source {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Parameters(a, of_a), Self::Parameters(b, of_b)) => {
                Rc::ptr_eq(a, b) && of_a == of_b
            }
            (Self::Made(a, of_a), Self::Made(b, of_b)) => (a, of_a) == (b, of_b),
            _ => false,
        }
    }
}

/// Writes texts, and keeps their long parts for the next.
#[derive(Default)]
pub(super) struct Writer {
    kept: RefCell<VecDeque<(Source, Escape, Rc<Long>)>>,
    bytes: Cell<usize>,
    /// How many bytes of long parts were made.
    pub(super) made: Cell<usize>,
}

impl Writer {
    /// Appends a name or a value, encoded.
    pub(super) fn write(&self, out: &mut Text, escape: Escape, charset: Charset, text: &Rc<str>) {
        if text.len() < LONG {
            return escape.write(&mut out.tail, &charset.bytes(text));
        }
        let source = Source::Parameters(Rc::clone(text), charset);
        out.push_long(self.long(source, escape, || charset.bytes(text).into_owned()));
    }

    /// Appends a text, encoded once more.
    pub(super) fn write_again(&self, out: &mut Text, escape: Escape, text: &Text) {
        for part in &text.parts {
            match part {
                Part::Short(bytes) => escape.write(&mut out.tail, bytes),
                Part::Long(long) => {
                    let source = Source::Made(long.id, long.bytes.len());
                    out.push_long(self.long(source, escape, || long.bytes.clone()));
                }
            }
        }
        escape.write(&mut out.tail, &text.tail);
    }

    fn long(&self, source: Source, escape: Escape, bytes: impl FnOnce() -> Vec<u8>) -> Rc<Long> {
        let mut kept = self.kept.borrow_mut();
        let found = kept.iter().position(|(of, by, _)| *by == escape && of.is(&source));
        if let Some(entry) = found.and_then(|at| kept.remove(at)) {
            let long = Rc::clone(&entry.2);
            kept.push_back(entry);
            return long;
        }
        let mut made = Vec::new();
        escape.write(&mut made, &bytes());
        let mut hasher = DefaultHasher::new();
        made.hash(&mut hasher);
        self.made.set(self.made.get() + made.len());
        self.bytes.set(self.bytes.get() + made.len());
        let long = Rc::new(Long { bytes: made, id: hasher.finish() });
        kept.push_back((source, escape, Rc::clone(&long)));
        // Those that were not used for longest go.
        while self.bytes.get() > KEPT && kept.len() > 1 {
            let Some((_, _, gone)) = kept.pop_front() else { break };
            self.bytes.set(self.bytes.get() - gone.bytes.len());
        }
        long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_part_is_made_once_and_a_short_one_in_place() {
        let writer = Writer::default();
        let long: Rc<str> = "a b".repeat(LONG).into();
        let write = |escape: Escape, text: &Rc<str>| {
            let mut once = Text::default();
            once.extend_from_slice(b"k=");
            writer.write(&mut once, escape, Charset::Utf8, text);
            let mut twice = Text::default();
            writer.write_again(&mut twice, Escape::STRICT, &once);
            (once, twice)
        };
        let (once, twice) = write(Escape::STRICT, &long);
        assert_eq!(once.bytes(), format!("k={}", "a%20b".repeat(LONG)).into_bytes());
        assert_eq!(twice.bytes(), format!("k%3D{}", "a%2520b".repeat(LONG)).into_bytes());
        assert_eq!(twice.len(), twice.bytes().len());
        let made = writer.made.get();
        assert_eq!(made, (5 + 7) * LONG);
        let (_, again) = write(Escape::STRICT, &long);
        assert_eq!((again.bytes(), writer.made.get()), (twice.bytes(), made));
        // Another form that yields the same text is named by its own description.
        let id = |text: &Text| {
            let mut hasher = DefaultHasher::new();
            text.identify(&mut hasher);
            hasher.finish()
        };
        let (_, same) = write(Escape { tilde: "%7E", ..Escape::STRICT }, &long);
        let (_, other) = write(Escape { space: "+", ..Escape::STRICT }, &long);
        assert_eq!(id(&same), id(&twice));
        assert_ne!(id(&other), id(&twice));
        let (short, _) = write(Escape::STRICT, &"a b".into());
        assert!(!short.is_long() && once.is_long());
    }

    #[test]
    fn a_byte_is_taken_out_wherever_it_is() {
        let mut text = Text::of(b"ab");
        text.push_long(Rc::new(Long { bytes: b"cd".to_vec(), id: 0 }));
        text.remove(1);
        text.remove(1);
        assert_eq!(text.bytes(), b"ad");
        text.remove(9);
        assert_eq!(text.len(), 2);
    }
}
