//! What a product answers differently whose calls do not pass the common gateway.

use crate::{ApiError, Fault};

/// The gateway of a product that has one of its own.
#[derive(Clone, Copy, Debug)]
pub struct OwnGateway {
    /// The HTTP methods that calls by name may have.
    pub methods: &'static [&'static str],
    /// Whether RPC calls of version 1 need no nonce.
    pub nonce_optional: bool,
    /// Whether the region of the host name outweighs the one that the call names.
    pub regional_hosts: bool,
    /// The codes of the common gateway, each with what stands in its place.
    pub faults: &'static [(&'static str, Fault)],
}

impl OwnGateway {
    /// An error of the common gateway, as this one answers it.
    #[must_use]
    pub fn reworded(&self, mut error: ApiError) -> ApiError {
        let found = self.faults.iter().find(|(code, _)| *code == error.code);
        let Some((_, fault)) = found else { return error };
        error.status = fault.status;
        error.code = fault.code.into();
        error.message = fault.message.into();
        error
    }

    /// The code of the common gateway that stands behind a code of this one.
    #[must_use]
    pub fn common_code<'c>(&self, code: &'c str) -> &'c str {
        let found = self.faults.iter().find(|(_, fault)| fault.code == code);
        found.map_or(code, |(common, _)| common)
    }
}
