//! What the program that served a database last has left of its nonces.

use actions::ports::store::WriteAheadNonce;

/// The nonces that the program that served it last has left in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// No program did.
    Nothing,
    /// These, in Base64, as they were written down when it stopped.
    Nonces(String),
    /// It was killed.
    Killed(Killed),
}

/// What is known of the nonces of a program that was killed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Killed {
    /// Those that it had from the program before, in Base64.
    pub nonces: Option<String>,
    /// Those of its writes that it wrote down at once.
    pub ahead: Vec<WriteAheadNonce>,
    /// When it wrote last, in milliseconds since 1970, as the file system has it.
    pub written: i64,
}
