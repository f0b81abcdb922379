//! The captured requests in `fixtures/signed/`.

use std::{fs, path::Path, sync::LazyLock};

use actions::Parameters;
use hyper::{
    HeaderMap,
    header::{HeaderName, HeaderValue},
};
use localyun::{
    sign::{Secret, time},
    wire::{Wire, headers::Headers, parameters::decode},
};
use rsa::{
    RsaPrivateKey, RsaPublicKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey},
};
use serde::Deserialize;

/// A request as a published client sent it, and what is known of it.
#[derive(Deserialize)]
pub(crate) struct Vector {
    pub(crate) name: String,
    at: String,
    pub(crate) key_id: Option<String>,
    secret: Option<SecretOf>,
    pub(crate) security_token: Option<String>,
    pub(crate) bearer_token: Option<String>,
    method: String,
    target: String,
    headers: Vec<String>,
    #[serde(default)]
    body: String,
    pub(crate) expect: Expect,
}

#[derive(Deserialize)]
pub(crate) struct Expect {
    pub(crate) scheme: String,
    pub(crate) variant: Option<String>,
    pub(crate) quirk: Option<String>,
    pub(crate) canonical_request: Option<String>,
    pub(crate) string_to_sign: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum SecretOf {
    Text(String),
    /// The key pair in the folder.
    Rsa {
        #[serde(rename = "rsa")]
        _file: String,
    },
    /// The base64 of the key pair's private half, used as if it were a shared secret.
    TextOf {
        #[serde(rename = "text_of")]
        _file: String,
    },
}

/// What the server would hold for the key of a vector.
#[derive(Clone)]
pub(crate) enum Key {
    Shared(String),
    Pair,
}

impl Key {
    pub(crate) fn secret(&self) -> Secret<'_> {
        match self {
            Self::Shared(text) => Secret::Hmac(text),
            Self::Pair => Secret::Rsa(&key_pair().public),
        }
    }
}

/// The pieces of a request, to be changed one by one.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    parameters: Parameters,
}

impl Request {
    /// Decodes the parameters anew. `None` if the server would not even do that.
    pub(crate) fn decoded(mut self) -> Option<Self> {
        self.parameters = decode(&self.query, &self.headers, &self.body).ok()?;
        Some(self)
    }

    pub(crate) fn wire(&self) -> Wire<'_> {
        Wire {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: Headers::of(&self.headers),
            body: &self.body,
            parameters: &self.parameters,
        }
    }
}

impl Vector {
    /// When it was captured, in milliseconds.
    pub(crate) fn at(&self) -> i64 {
        time::iso(&self.at).unwrap()
    }

    pub(crate) fn key(&self) -> Key {
        match self.secret.as_ref().unwrap() {
            SecretOf::Text(text) => Key::Shared(text.clone()),
            SecretOf::Rsa { .. } => Key::Pair,
            SecretOf::TextOf { .. } => Key::Shared(key_pair().private_text.clone()),
        }
    }

    /// The bytes that were sent.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        // However the body was framed, this is its length.
        let framing = ["content-length:", "transfer-encoding:"];
        for header in &self.headers {
            if !framing.iter().any(|name| header.to_ascii_lowercase().starts_with(name)) {
                out.extend([header, "\r\n"]);
            }
        }
        out.extend(["Content-Length: ", &self.body.len().to_string(), "\r\n\r\n", &self.body]);
        out.into_bytes()
    }

    pub(crate) fn request(&self) -> Request {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let mut headers = HeaderMap::new();
        for header in &self.headers {
            let (name, value) = header.split_once(": ").unwrap();
            headers.append(
                HeaderName::from_bytes(name.as_bytes()).unwrap(),
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        let request = Request {
            method: self.method.clone(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body: self.body.clone().into_bytes(),
            parameters: Parameters::default(),
        };
        request.decoded().unwrap()
    }
}

/// The key pair of the captured requests that are signed with RSA.
pub(crate) struct KeyPair {
    pub(crate) private: RsaPrivateKey,
    pub(crate) public: RsaPublicKey,
    private_text: String,
}

/// The key pair in the folder.
pub(crate) fn key_pair() -> &'static KeyPair {
    static PAIR: LazyLock<KeyPair> = LazyLock::new(|| {
        let private = fs::read_to_string(folder().join("private-key.pem")).unwrap();
        let public = fs::read_to_string(folder().join("public-key.pem")).unwrap();
        let lines: Vec<_> = private.lines().filter(|line| !line.starts_with('-')).collect();
        KeyPair {
            private: RsaPrivateKey::from_pkcs8_pem(&private).unwrap(),
            public: RsaPublicKey::from_public_key_pem(&public).unwrap(),
            private_text: lines.concat(),
        }
    });
    &PAIR
}

/// All of them, in the order of their files.
pub(crate) fn vectors() -> &'static [Vector] {
    static VECTORS: LazyLock<Vec<Vector>> = LazyLock::new(|| {
        let mut files: Vec<_> = fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "json"))
            .collect();
        files.sort();
        let read = |path: &Path| -> Vec<Vector> {
            let text = fs::read_to_string(path).unwrap();
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        };
        files.iter().flat_map(|path| read(path)).collect()
    });
    &VECTORS
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed")
}
