//! Spoils what is right: bytes are changed, left out, repeated, mixed with other samples, and with words that mean
//! something to somebody.

/// Up to four changes of one of the samples.
pub(crate) fn spoiled(dice: &mut Dice, samples: &[Vec<u8>], words: &[&[u8]]) -> Vec<u8> {
    let mut request = dice.one_of(samples).clone();
    for _ in 0..dice.below(5) {
        let end = request.len();
        let at = dice.below(end);
        let some = (at + 1 + dice.below(32)).min(end);
        match dice.below(7) {
            0 => request[at] ^= 1 << dice.below(8),
            1 => request[at] = u8::try_from(dice.below(256)).unwrap_or_default(),
            2 => drop(request.drain(at..some)),
            3 => drop(request.splice(at..at, request[at..some].to_vec())),
            4 => drop(request.splice(at..at, dice.one_of(words).iter().copied())),
            5 => drop(request.splice(at..some, dice.one_of(words).iter().copied())),
            // The start of one, and the end of another.
            _ => {
                let other = dice.one_of(samples);
                let from = dice.below(other.len());
                request.truncate(at);
                request.extend_from_slice(&other[from..]);
            }
        }
        if request.is_empty() {
            break;
        }
    }
    request
}

/// Marsaglia's xorshift.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
