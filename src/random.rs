//! Randomness. Only this file makes it.
//!
//! With a seed and a frozen clock all answers follow from the calls, to the byte. So that nothing depends on which
//! thread was first, what is random comes in streams that do not disturb each other. Each call, each piece of due
//! work and each link takes the beginning of a stream of its own from that of the world when it first draws
//! ([`Start`], [`Draws`]); what is run again draws the same again. Request ids and the nonces of sealed texts
//! ([`Unique`]) have another, so a call that is refused leaves the ids of resources as they are, and requests that
//! are refused before it is looked for what they call have a third. The key of the seals, and the names and first
//! keys of further worlds, follow from the number alone.
//!
//! A reset begins all streams anew. A server that starts with a data file that is there begins other streams than
//! those before it did ([`seed_of_start`]), so that it does not make ids that are there.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use actions::Random;
use rand::{Rng, SeedableRng, rngs::StdRng};

/// What a key is made from: the same seed yields the same key.
pub type Seed = [u8; 32];

struct Seeded(StdRng);

impl Random for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

/// The random bytes of a seed.
#[must_use]
pub fn seeded(seed: Seed) -> impl Random {
    Seeded(StdRng::from_seed(seed))
}

/// A generator that several threads share.
pub struct Shared(Mutex<Generator>);

struct Generator {
    random: StdRng,
    start: Beginning,
}

/// What a generator begins with, and begins anew with.
#[derive(Clone, Copy)]
enum Beginning {
    Unpredictable,
    Number(u64),
    Seed(Seed),
}

impl Generator {
    fn new(start: Beginning) -> Self {
        let random = match start {
            Beginning::Unpredictable => StdRng::from_rng(&mut rand::rng()),
            Beginning::Number(number) => StdRng::seed_from_u64(number),
            Beginning::Seed(seed) => StdRng::from_seed(seed),
        };
        Self { random, start }
    }
}

impl Shared {
    /// The same `seed` yields the same bytes; `None` is unpredictable.
    #[must_use]
    pub fn new(seed: Option<u64>) -> Self {
        Self(Mutex::new(Generator::new(seed.map_or(Beginning::Unpredictable, Beginning::Number))))
    }

    /// Begins anew, where it was made from a seed: with that, or from where it was [kept](Self::keep).
    pub fn restart(&self) {
        let mut generator = self.generator();
        *generator = Generator::new(generator.start);
    }

    /// Makes this the place from which it begins anew, where it was made from a seed.
    pub fn keep(&self) {
        let mut generator = self.generator();
        if !matches!(generator.start, Beginning::Unpredictable) {
            let mut seed = Seed::default();
            generator.random.fill_bytes(&mut seed);
            *generator = Generator::new(Beginning::Seed(seed));
        }
    }

    fn generator(&self) -> MutexGuard<'_, Generator> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Random for &Shared {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.generator().random.fill_bytes(bytes);
    }
}

/// Where the random bytes of one piece of work begin. The piece may be run more than once, and draws the same in each
/// run; the first that draws takes the beginning from the random bytes of the world.
#[derive(Clone, Default)]
pub struct Start(Arc<OnceLock<Seed>>);

impl Start {
    fn seed(&self, world: &Shared) -> Seed {
        *self.0.get_or_init(|| {
            let mut seed = Seed::default();
            (&mut &*world).fill(&mut seed);
            seed
        })
    }

    /// What the key of this number is made from that the piece of work needs.
    #[must_use]
    pub fn key(&self, world: &Shared, number: usize) -> Seed {
        let mut seed = self.seed(world);
        // Another stream than that of the piece itself.
        let last = seed.len() - 1;
        seed[last] ^= u8::try_from(number).unwrap_or(u8::MAX).wrapping_add(1);
        let mut key = Seed::default();
        seeded(seed).fill(&mut key);
        key
    }
}

/// The random bytes of one run of a piece of work.
pub struct Draws<'a> {
    world: &'a Shared,
    start: Start,
    begun: Option<Seeded>,
}

impl<'a> Draws<'a> {
    /// Those that begin at `start`. Nothing is taken from `world` until something is drawn.
    #[must_use]
    pub fn new(world: &'a Shared, start: Start) -> Self {
        Self { world, start, begun: None }
    }
}

impl Random for Draws<'_> {
    fn fill(&mut self, bytes: &mut [u8]) {
        let begin = || Seeded(StdRng::from_seed(self.start.seed(self.world)));
        self.begun.get_or_insert_with(begin).fill(bytes);
    }
}

/// What makes ids that no state depends on, such as request ids: unpredictable, or the same for the same seed.
pub struct Unique(Option<Shared>);

impl Unique {
    /// The same `seed` yields the same bytes; `None` is unpredictable, and nothing is shared between threads.
    #[must_use]
    pub fn new(seed: Option<u64>) -> Self {
        // Another stream than that of the state, so that a call which is refused leaves the ids of resources as they are.
        Self(seed.map(|seed| Shared::new(Some(!seed))))
    }

    /// Another one of the same seed, for requests that are no calls: one of those leaves the ids of calls as they are.
    #[must_use]
    pub fn apart(seed: Option<u64>) -> Self {
        Self::new(seed.map(u64::swap_bytes))
    }

    /// Begins anew, where it was made from a seed.
    pub fn restart(&self) {
        self.0.iter().for_each(Shared::restart);
    }

    /// Makes this the place from which it begins anew, where it was made from a seed.
    pub fn keep(&self) {
        self.0.iter().for_each(Shared::keep);
    }

    /// Bytes that were not drawn before.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Some(shared) => (&mut &*shared).fill(&mut bytes),
            None => rand::rng().fill_bytes(&mut bytes),
        }
        bytes
    }

    /// An upper-case UUID in the form of version 5, as request ids are since 2021.
    #[must_use]
    pub fn request_id(&self) -> String {
        uuid_of(self.bytes())
    }
}

/// A request id that belongs to no world.
#[must_use]
pub fn request_id() -> String {
    uuid_of(rand::random())
}

fn uuid_of(mut bytes: [u8; 16]) -> String {
    bytes[6] = (bytes[6] & 0x0f) | 0x50;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut id = base16ct::upper::encode_string(&bytes);
    for at in [8, 13, 18, 23] {
        id.insert(at, '-');
    }
    id
}

/// Sixteen random bytes, for what only has to differ.
#[must_use]
pub fn random_bytes() -> [u8; 16] {
    rand::random()
}

/// Random bytes for a secret that is kept: unpredictable, or the same for the same seed.
#[must_use]
pub fn secret(seed: Option<u64>) -> [u8; 32] {
    let mut secret = [0; 32];
    match seed {
        Some(seed) => StdRng::seed_from_u64(seed.rotate_left(32)).fill_bytes(&mut secret),
        None => rand::rng().fill_bytes(&mut secret),
    }
    secret
}

/// The seed of a start of a server, of which there were so many before with the same state: the first has the `seed`
/// itself, and each later one another, so that it does not make ids that are there.
#[must_use]
pub fn seed_of_start(seed: u64, before: u64) -> u64 {
    if before == 0 { seed } else { mixed(seed, before) }
}

/// A number from 0 up to 1, without it: the one of this number in the sequence of a seed. Every run draws the same.
#[must_use]
pub fn fraction(seed: u64, number: u64) -> f64 {
    f64::from(u32::try_from(mixed(seed, number) >> 32).unwrap_or_default()) / 4_294_967_296.0
}

/// The number of this number in the sequence of a seed (`SplitMix64`).
const fn mixed(seed: u64, number: u64) -> u64 {
    let mut z = seed.wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
