//! Reads SAML documents and tokens for calls, outside of every transaction and beside the threads that serve.

use std::{num::NonZero, sync::Arc, thread};

use actions::{
    ApiError,
    core::error::SERVICE_UNAVAILABLE,
    ports::documents::{DocumentNeeded, ReadDocument},
};
use tokio::{sync::Semaphore, task};

use crate::{
    federation::{oidc, saml::Providers},
    world::World,
};

/// How many documents may be read or wait for it; one more is refused.
const WAITING: usize = 64;

/// What reads documents, as many at a time as there are processors.
pub(crate) struct Reader {
    providers: Arc<Providers>,
    waiting: Semaphore,
    reading: Semaphore,
}

impl Default for Reader {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let (waiting, reading) = (Semaphore::new(WAITING), Semaphore::new(threads));
        Self { providers: Arc::default(), waiting, reading }
    }
}

impl World {
    /// Reads a document. An error if too many wait already.
    pub(crate) async fn read_document(
        &self,
        reading: DocumentNeeded,
    ) -> Result<ReadDocument, ApiError> {
        let Reader { providers, waiting, reading: turns } = &self.reader;
        let _waiting = waiting.try_acquire().map_err(|_| SERVICE_UNAVAILABLE)?;
        let _turn = turns.acquire().await.map_err(ApiError::internal)?;
        let providers = Arc::clone(providers);
        let work = move || match &reading {
            DocumentNeeded::Token { token, keys } => ReadDocument::Token(oidc::claims(token, keys)),
            DocumentNeeded::KeySet(keys) => ReadDocument::KeySet(oidc::is_key_set(keys)),
            DocumentNeeded::Metadata(metadata) => {
                ReadDocument::Metadata(providers.is_metadata(metadata))
            }
            DocumentNeeded::Response { metadata, response } => {
                ReadDocument::Response(providers.assertion(metadata, response))
            }
        };
        task::spawn_blocking(work).await.map_err(ApiError::internal)
    }
}

#[cfg(test)]
mod tests;
