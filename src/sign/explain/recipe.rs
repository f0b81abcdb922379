//! The parts of a request as a client signs it, each of which can be changed.
//!
//! The server's own code writes only what is right, and fast. Here everything is a field.

mod parts;

use std::{
    cell::OnceCell,
    hash::{Hash as _, Hasher},
};

use actions::Origin;

use crate::{
    sign::{
        Family, Quirk, Signed, Variant, acs3,
        acs4::{self, Scope},
        encode,
        hash::{Hash, HmacKey, Sum},
        roa, rpc,
    },
    wire::{Wire, headers::Headers},
};

pub(super) use self::parts::{Digest, Key, Layout, Omitted, Parameter, With};
use super::{
    spelling::{Charset, Escape, Spelled},
    text::{Text, Writer},
};

/// What goes into a signature, and how.
#[derive(Clone)]
pub(super) struct Recipe {
    pub(super) family: Family,
    /// The first line of the string to sign of ACS3 and ACS4.
    pub(super) algorithm: &'static str,
    pub(super) hash: Hash,
    pub(super) key: Key,
    pub(super) method: String,
    /// As in the request: `%2F` in RPC calls of version 1.
    pub(super) path: Vec<u8>,
    /// In the order in which they are signed.
    pub(super) parameters: Vec<Parameter>,
    pub(super) names: Escape,
    pub(super) values: Escape,
    /// The second encoding, of RPC calls of version 1.
    pub(super) again: Escape,
    /// Whether an empty value is written as `k`.
    pub(super) bare: bool,
    /// The bytes that names and values are signed as.
    pub(super) charset: Charset,
    /// The headers that are signed, with their values. In ROA calls the first four have no name
    /// in the text.
    pub(super) headers: Vec<(String, Vec<u8>)>,
    /// What ACS3 and ACS4 list after the headers.
    pub(super) listed: String,
    pub(super) body_hash: String,
    pub(super) layout: Layout,
    pub(super) spelled: Spelled,
}

/// The hashes of a body, each made once.
pub(super) struct Bodies<'a> {
    body: &'a [u8],
    made: [OnceCell<String>; 3],
}

impl<'a> Bodies<'a> {
    pub(super) fn of(body: &'a [u8]) -> Self {
        Self { body, made: [const { OnceCell::new() }; 3] }
    }

    /// In hexadecimal.
    pub(super) fn hash(&self, hash: Hash) -> &str {
        self.made[hash as usize].get_or_init(|| hash.of(self.body).hex())
    }
}

impl Recipe {
    /// How a client signs this request whose form is `variant`. Without a secret yet.
    pub(super) fn of(
        signed: &Signed<'_>,
        wire: &Wire<'_>,
        variant: Variant,
        bodies: &Bodies<'_>,
    ) -> Self {
        let scheme = signed.scheme;
        let mut recipe = Self {
            family: scheme.family,
            algorithm: scheme.algorithm,
            hash: scheme.mac.hash(),
            key: Key {
                secret: String::new(),
                prefix: "",
                suffix: "",
                scope: signed.scope.map(|Scope { date, region, product }| {
                    [date, region, product].map(str::to_owned)
                }),
                lossy: variant.quirk() == Some(Quirk::NodeV4LossyKey),
                with: With::Hmac,
            },
            method: wire.method.to_ascii_uppercase(),
            path: wire.path.as_bytes().to_vec(),
            parameters: Vec::new(),
            names: Escape::STRICT,
            values: Escape::STRICT,
            again: Escape::STRICT,
            bare: false,
            charset: Charset::Utf8,
            headers: Vec::new(),
            listed: String::new(),
            body_hash: String::new(),
            layout: Layout {
                newline: "\n",
                colon: ":",
                gap: true,
                skips_absent: false,
                capitals: false,
                before_query: "",
                after_path: "",
                joint: "&",
                after_query: "",
                omitted: Omitted::Nothing,
                end: "",
                start_of_text: "",
                end_of_text: "",
                digest: Digest::Hex,
            },
            spelled: Spelled::of(scheme.family.spelling()),
        };
        match variant {
            Variant::Rpc(form) => recipe.rpc(wire, form),
            Variant::Roa(form) => recipe.roa(wire, form),
            Variant::Acs(form) => recipe.acs(signed, wire, form, bodies),
        }
        recipe
    }

    fn rpc(&mut self, wire: &Wire<'_>, form: rpc::Form) {
        self.key.suffix = "&";
        self.path = b"%2F".to_vec();
        self.parameters = sorted(wire, &[Origin::Query, Origin::Form]);
        self.parameters.retain(|p| &*p.name != "Signature");
        match form {
            rpc::Form::Standard => {}
            rpc::Form::EmptiesDropped => self.parameters.retain(|p| !p.value.is_empty()),
            rpc::Form::JsonTopLevel => {
                self.parameters = sorted(wire, &[Origin::Query, Origin::Form, Origin::Json]);
                self.parameters.retain(|p| &*p.name != "Signature");
            }
            rpc::Form::OneRegion => {
                self.parameters.retain(|p| p.origin != Origin::Query || &*p.name != rpc::REGION);
            }
            rpc::Form::PlusForSpace => {
                self.names.space = "+";
                self.values.space = "+";
            }
        }
    }

    fn roa(&mut self, wire: &Wire<'_>, form: roa::Form) {
        self.names = Escape::NONE;
        self.values = Escape::NONE;
        self.bare = form.bare_key;
        self.parameters = sorted(wire, &[Origin::Query]);
        if !form.path_as_sent {
            self.path.clear();
            encode::unescape_path(&mut self.path, wire.path);
        }
        let mut names: Vec<_> = wire.headers.under("x-acs-").collect();
        names.sort_unstable();
        self.headers = roa::LINES
            .into_iter()
            .chain(names)
            .map(|name| (name.to_owned(), value(&wire.headers, name, ",")))
            .collect();
        if form.undefined_accept {
            self.headers[0].1 = b"undefined".to_vec();
        }
    }

    fn acs(&mut self, signed: &Signed<'_>, wire: &Wire<'_>, form: acs3::Form, bodies: &Bodies<'_>) {
        if signed.scheme.family == Family::Acs4 {
            self.key.prefix = "aliyun_v4";
        }
        if form.raw_keys {
            self.names = Escape::NONE;
        }
        self.bare = form.bare_key;
        self.parameters = sorted(wire, &[Origin::Query]);
        self.path.clear();
        acs3::path(&mut self.path, wire.path, form.path);
        let request = acs3::Request::of(signed, wire, bodies.hash(self.hash).to_owned().into());
        let separator = if form.headers == acs3::Headers::Spaced { ", " } else { "," };
        let null = form.headers == acs3::Headers::NullForEmpty;
        self.listed = request.signed_headers.clone().into_owned();
        self.headers = self
            .listed
            .split(';')
            .map(|name| {
                let value = match value(&wire.headers, name, separator) {
                    empty if empty.is_empty() && null => b"null".to_vec(),
                    value => value,
                };
                (name.to_ascii_lowercase(), value)
            })
            .collect();
        self.body_hash = match (form.quirk, request.wrong_body_hash) {
            (Some(Quirk::BodyHashMismatch), Some(claimed)) => claimed.to_owned(),
            _ => request.body_hash.into_owned(),
        };
    }

    fn has_method(&self) -> bool {
        !matches!(self.layout.omitted, Omitted::Method | Omitted::MethodAndPath)
    }

    fn has_path(&self) -> bool {
        !matches!(self.layout.omitted, Omitted::Path | Omitted::MethodAndPath)
    }

    /// How many bytes the parameters have.
    pub(super) fn width(&self) -> usize {
        self.parameters.iter().map(|p| p.name.len() + p.value.len()).sum()
    }

    /// The canonical request and the string to sign.
    pub(super) fn texts(&self, writer: &Writer) -> (Text, Text) {
        let mut canonical = Text::default();
        let mut text = Text::default();
        let newline = self.layout.newline.as_bytes();
        text.extend_from_slice(self.layout.start_of_text.as_bytes());
        match self.family {
            Family::Rpc => {
                self.write_query(&mut canonical, writer);
                canonical.extend_from_slice(self.layout.end.as_bytes());
                if self.has_method() {
                    text.extend_from_slice(self.method.as_bytes());
                    text.push(b'&');
                }
                if self.has_path() {
                    text.extend_from_slice(&self.path);
                }
                text.extend_from_slice(match self.layout.after_path {
                    "" if self.has_path() => b"&",
                    other => other.as_bytes(),
                });
                writer.write_again(&mut text, self.again, &canonical);
            }
            Family::Roa => {
                if self.has_method() {
                    self.write_line(&mut text, self.method.as_bytes());
                }
                for (at, (name, value)) in self.headers.iter().enumerate() {
                    if at >= roa::LINES.len() {
                        self.write_header(&mut text, name, value);
                    } else if !(value.is_empty() && self.layout.skips_absent) {
                        self.write_line(&mut text, value);
                    }
                }
                if self.has_path() {
                    text.extend_from_slice(&self.path);
                }
                text.extend_from_slice(self.layout.after_path.as_bytes());
                if !self.parameters.is_empty() {
                    text.push(b'?');
                }
                self.write_query(&mut text, writer);
            }
            Family::Acs3 | Family::Acs4 => {
                self.write_acs(&mut canonical, writer);
                let hash = self.hash.of_parts(canonical.parts()).hex();
                let digest = match self.layout.digest {
                    Digest::Hex | Digest::Alone => hash.into_bytes(),
                    Digest::UpperHex => hash.to_ascii_uppercase().into_bytes(),
                    Digest::Whole | Digest::WholeAlone => canonical.bytes(),
                };
                if !matches!(self.layout.digest, Digest::Alone | Digest::WholeAlone) {
                    text.extend_from_slice(self.algorithm.as_bytes());
                    text.extend_from_slice(newline);
                }
                text.extend_from_slice(&digest);
            }
        }
        text.extend_from_slice(self.layout.end_of_text.as_bytes());
        (canonical, text)
    }

    fn write_acs(&self, out: &mut Text, writer: &Writer) {
        if self.has_method() {
            self.write_line(out, self.method.as_bytes());
        }
        if self.has_path() {
            self.write_line(out, &self.path);
        }
        self.write_query(out, writer);
        self.write_line(out, b"");
        for (name, value) in &self.headers {
            self.write_header(out, name, value);
        }
        if self.layout.gap {
            self.write_line(out, b"");
        }
        self.write_line(out, self.listed.as_bytes());
        out.extend_from_slice(self.body_hash.as_bytes());
        out.extend_from_slice(self.layout.end.as_bytes());
    }

    fn write_line(&self, out: &mut Text, line: &[u8]) {
        out.extend_from_slice(line);
        out.extend_from_slice(self.layout.newline.as_bytes());
    }

    fn write_header(&self, out: &mut Text, name: &str, value: &[u8]) {
        let mut start = self.layout.capitals;
        for letter in name.bytes() {
            out.push(if start { letter.to_ascii_uppercase() } else { letter });
            start = self.layout.capitals && letter == b'-';
        }
        out.extend_from_slice(self.layout.colon.as_bytes());
        self.write_line(out, value);
    }

    fn write_query(&self, out: &mut Text, writer: &Writer) {
        let start = out.len();
        out.extend_from_slice(self.layout.before_query.as_bytes());
        self.write_parameters(out, writer);
        out.extend_from_slice(self.layout.after_query.as_bytes());
        if self.layout.omitted == Omitted::FirstCharacter {
            out.remove(start);
        }
    }

    fn write_parameters(&self, out: &mut Text, writer: &Writer) {
        for (at, parameter) in self.parameters.iter().enumerate() {
            if at > 0 {
                out.extend_from_slice(self.layout.joint.as_bytes());
            }
            writer.write(out, self.names, self.charset, &parameter.name);
            if !(self.bare && parameter.value.is_empty()) {
                out.push(b'=');
                writer.write(out, self.values, self.charset, &parameter.value);
            }
        }
    }

    /// The keyed hash of a text.
    pub(super) fn sign(&self, text: &Text) -> Sum {
        let Key { secret, prefix, suffix, scope, lossy, with } = &self.key;
        let parts = [prefix.as_bytes(), secret.as_bytes(), suffix.as_bytes()];
        match with {
            With::Hmac => {}
            With::Swapped => {
                return HmacKey::new(self.hash, &[&text.bytes()]).sign(&parts.concat());
            }
            With::Text => return self.hash.of_parts(text.parts()),
            With::KeyText => return self.hash.of_parts(parts.into_iter().chain(text.parts())),
            With::TextKey => return self.hash.of_parts(text.parts().chain(parts)),
        }
        let key = match scope {
            None => HmacKey::new(self.hash, &parts),
            Some([date, region, product]) => {
                let quirk = lossy.then_some(Quirk::NodeV4LossyKey);
                acs4::derive(self.hash, &parts, &Scope { date, region, product }, quirk)
            }
        };
        key.sign_parts(text.parts())
    }

    /// What tells the signature of a text from others: the key, how it is used, and the text.
    pub(super) fn identify(&self, text: &Text, hasher: &mut impl Hasher) {
        let Key { secret, prefix, suffix, scope, lossy, with } = &self.key;
        (secret, prefix, suffix, scope, lossy).hash(hasher);
        (*with as u8, self.hash as u8).hash(hasher);
        text.identify(hasher);
    }
}

fn value(headers: &Headers<'_>, name: &str, separator: &str) -> Vec<u8> {
    let mut out = Vec::new();
    encode::header(&mut out, headers, name, separator);
    out
}

/// The parameters from some places, in the order of their names.
pub(super) fn sorted(wire: &Wire<'_>, origins: &[Origin]) -> Vec<Parameter> {
    let chosen = wire.parameters.iter().filter(|p| origins.contains(&p.origin));
    chosen
        .map(|p| Parameter { name: p.name.into(), value: p.value.into(), origin: p.origin })
        .collect()
}
