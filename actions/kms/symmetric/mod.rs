//! Symmetric cryptography, and the keys for data that it protects.

pub(super) mod blobs;
pub(super) mod ciphers;
pub(super) mod contexts;
pub(super) mod data_keys;
pub(super) mod wrappings;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod decrypt;
pub(super) mod encrypt;
pub(super) mod export_data_key;
pub(super) mod generate_and_export_data_key;
pub(super) mod generate_data_key;
pub(super) mod generate_data_key_without_plaintext;
pub(super) mod re_encrypt;
