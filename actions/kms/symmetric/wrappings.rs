//! Keys for data that are handed to others: encrypted with their public keys.

use crate::{
    Cx, Params, Result,
    kms::{base64_texts, faults::bad},
    text,
    x509::{self, Curve, PublicKey},
};

/// The public key of the receiver, and how it is used.
pub(super) struct Wrapping {
    public: String,
    spec: String,
    algorithm: String,
}

impl Wrapping {
    /// Reads the parameters that say it.
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let spec = text("WrappingKeySpec").one_of(&["RSA_2048", "EC_SM2"]);
        let algorithm =
            text("WrappingAlgorithm").one_of(&["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"]);
        Ok(Self {
            public: p.required(text("PublicKeyBlob").doc("The public key, in Base64."))?,
            spec: p.required(spec.doc("What the public key is."))?,
            algorithm: p.required(algorithm.doc("How it encrypts."))?,
        })
    }

    /// The public key.
    pub(super) fn key(&self) -> Result<PublicKey> {
        let der = if self.public.trim_start().starts_with("-----") {
            let blocks = x509::blocks(&self.public).map_err(|_| bad("PublicKeyBlob"))?;
            blocks.into_iter().next().map(|it| it.der).unwrap_or_default()
        } else {
            base64_texts::read("PublicKeyBlob", &self.public)?
        };
        let key = PublicKey::from_der(&der).map_err(|_| bad("PublicKeyBlob"))?;
        let fits = match &key {
            PublicKey::Rsa(_) => self.spec == "RSA_2048" && key.bits() == 2048,
            PublicKey::Ec(curve, _) => self.spec == "EC_SM2" && *curve == Curve::Sm2,
        };
        if !fits {
            return Err(bad("PublicKeyBlob"));
        }
        if (self.spec == "EC_SM2") != (self.algorithm == "SM2PKE") {
            return Err(bad("WrappingAlgorithm"));
        }
        Ok(key)
    }

    /// Encrypts bytes for the receiver, in Base64.
    pub(super) fn wrap(&self, cx: &mut Cx<'_>, key: &PublicKey, bytes: &[u8]) -> Result<String> {
        let wrapped = match self.algorithm.as_str() {
            "SM2PKE" => key.encrypt_sm2(cx.random, bytes),
            algorithm => key.encrypt_oaep(cx.random, algorithm == "RSAES_OAEP_SHA_1", bytes),
        };
        Ok(base64_texts::encode(&wrapped.map_err(|_| bad("PublicKeyBlob"))?))
    }
}
