//! Keys for data: random bytes, whose text in Base64 is encrypted with a key.

use super::{
    blobs::{self, Closed},
    contexts,
};
use crate::{
    Cx, Params, Result, int,
    kms::{
        base64_texts,
        keys::found_keys::{self, KEY},
    },
    text,
};

/// What is asked for.
pub(super) struct DataKey {
    key: String,
    spec: String,
    bytes: i64,
    context: Option<String>,
}

impl DataKey {
    /// Reads the parameters that all such calls have.
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let spec = text("KeySpec").one_of(&["AES_256", "AES_128"]).doc("What the key is for.");
        let bytes = int("NumberOfBytes").range(0, 1024).doc("How long it is; this counts first.");
        let context = text("EncryptionContext").doc("What it is bound to, an object in JSON.");
        Ok(Self {
            key: p.required(KEY)?,
            spec: p.default(spec, "AES_256")?,
            bytes: p.default(bytes, 0)?,
            context: p.optional(context)?,
        })
    }

    /// Makes the key: encrypted, and as it is.
    pub(super) fn make(self, cx: &mut Cx<'_>) -> Result<(Closed, Vec<u8>)> {
        let context = contexts::read("EncryptionContext", self.context.as_deref())?;
        let key = found_keys::key(cx, &self.key)?;
        blobs::usable(cx, &key)?;
        let bytes = match (usize::try_from(self.bytes), self.spec.as_str()) {
            (Ok(bytes @ 1..), _) => bytes,
            (_, "AES_128") => 16,
            _ => 32,
        };
        let mut made = vec![0; bytes];
        cx.random.fill(&mut made);
        let text = base64_texts::encode(&made);
        Ok((blobs::close(cx, &key, &context, text.as_bytes())?, made))
    }
}
