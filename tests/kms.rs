//! Key Management Service as a whole: the table of the states of keys, openssl as the judge of its cryptography, and what must
//! be true of whatever is encrypted.

mod judge;
mod laws;
mod service;
mod states;
mod storage;
