//! The rows of identity providers, and every statement that touches them.

pub(super) mod kinds;
pub(crate) mod oidc;
pub(crate) mod saml;

use crate::SecretColumns;

/// The columns that hold secrets.
pub(super) const SECRETS: &[SecretColumns] =
    &[SecretColumns::hidden("ims_oidc_signing_key", &["private_key"])];

pub(super) const SCHEMA: &[&str] = &[
    "CREATE TABLE ims_saml_provider (
        account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
        metadata TEXT NOT NULL, sign_algo TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name)
    )",
    // client_ids and fingerprints are comma-separated, as in answers.
    "CREATE TABLE ims_oidc_provider (
        account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
        issuer TEXT NOT NULL, client_ids TEXT NOT NULL, fingerprints TEXT NOT NULL,
        limit_hours BIGINT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name), UNIQUE (account, issuer)
    )",
    // The public keys of an issuer, which the cloud fetches: a JWK set.
    "CREATE TABLE ims_oidc_keys (issuer TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, keys TEXT NOT NULL)",
    // The private keys of issuers whose tokens this server makes, as PEM.
    "CREATE TABLE ims_oidc_signing_key (issuer TEXT NOT NULL PRIMARY KEY, private_key TEXT NOT NULL)",
];
