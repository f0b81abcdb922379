//! The search for the mistake: the work behind an explanation.

use std::{
    cell::OnceCell,
    collections::HashMap,
    hash::{DefaultHasher, Hasher},
};

use rsa::{BigUint, RsaPublicKey, traits::PublicKeyParts};

use super::{
    Difference, Found, Known, MAX_BYTES_OF_PAIRS, MAX_KEYS, MAX_TRIES,
    hidden::Hidden,
    mistakes::{About, Mistake, WRONG_SECRET, mistakes},
    recipe::{Bodies, Recipe},
    text::{Text, Writer},
};
use crate::{
    sign::{
        Family, Mac, Scheme, Secret, Signed, Stages, Variant,
        hash::{Hash, Spelling, Sum},
        variants,
    },
    wire::Wire,
};

/// What the client's signature must come out as.
enum Target {
    /// The text in the request.
    Text(String),
    /// The hash under an RSA signature: unlike an HMAC, that can be read out of it.
    Hash(Vec<u8>),
    /// Nothing can: it is an RSA signature of another key pair.
    Nothing,
}

pub(super) struct Search<'a> {
    signed: &'a Signed<'a>,
    /// The shared secret of the key, if the server knows it.
    secret: Option<&'a str>,
    target: Target,
    ours: &'a Stages,
    hidden: &'a Hidden<'a>,
    /// How many tries and bytes there may be in all by the end of this stage: the single mistakes, then
    /// the pairs.
    most_tries: usize,
    most_bytes: usize,
    writer: Writer,
    /// The signatures of texts with long parts, by the hash of what they are made of. Many mistakes
    /// come to the same text where a value has nothing in it to get wrong.
    sums: HashMap<u64, Sum>,
    /// How large the parameters may be, where the client signs others than the server.
    widest: usize,
    /// Whether a try was left out because it was larger.
    skipped: bool,
    /// How many ways to sign were tried.
    pub(super) tries: usize,
    /// How many bytes of text were signed for that.
    pub(super) bytes: usize,
}

impl<'a> Search<'a> {
    /// A search for how the client signed, where the server signs `ours`.
    pub(super) fn new(
        signed: &'a Signed<'a>,
        own: Option<Secret<'a>>,
        ours: &'a Stages,
        hidden: &'a Hidden<'a>,
        most_bytes: usize,
    ) -> Self {
        let Scheme { mac, family, .. } = signed.scheme;
        let target = match (mac, own) {
            (Mac::Hmac(_), _) => Target::Text(match family {
                Family::Acs3 | Family::Acs4 if is_hex(signed.signature) => {
                    signed.signature.to_ascii_lowercase()
                }
                _ => signed.signature.to_owned(),
            }),
            (Mac::Rsa, Some(Secret::Rsa(key))) => {
                signed_hash(key, signed.signature, family.spelling())
                    .map_or(Target::Nothing, Target::Hash)
            }
            (Mac::Rsa, _) => Target::Nothing,
        };
        let secret = match own {
            None => None,
            Some(Secret::Hmac(secret)) => Some(secret),
            Some(Secret::Rsa(_)) => Some(""),
        };
        Self {
            signed,
            secret,
            target,
            ours,
            hidden,
            most_tries: MAX_TRIES,
            most_bytes,
            writer: Writer::default(),
            sums: HashMap::new(),
            widest: 0,
            skipped: false,
            tries: 0,
            bytes: 0,
        }
    }

    /// Whether there is no more work to be done for this request.
    pub(super) fn exhausted(&self) -> bool {
        self.tries >= self.most_tries || self.bytes >= self.most_bytes
    }

    /// Whether not everything was tried.
    pub(super) fn capped(&self) -> bool {
        self.skipped || self.exhausted()
    }

    /// Tries every mistake; if none is it, every two.
    pub(super) fn run(&mut self, wire: &Wire<'_>, keys: &[Known<'_>]) -> Vec<Found> {
        let others: Vec<_> = keys
            .iter()
            .filter(|key| key.id != self.signed.key_id)
            .filter_map(|key| match key.secret {
                Secret::Hmac(secret) => Some((key.id, secret)),
                Secret::Rsa(_) => None,
            })
            .take(MAX_KEYS)
            .collect();
        let bodies = &Bodies::of(wire.body);
        let about = About {
            wire,
            signed: self.signed,
            others: &others,
            bodies,
            fields: OnceCell::new(),
            json: OnceCell::new(),
            schemes: OnceCell::new(),
        };
        let family = self.signed.scheme.family;
        // Of a key that is not known there is only the question whose secret it is.
        let knows = self.secret.is_some();
        let rows = || {
            mistakes()
                .filter(move |row| row.families.contains(&family))
                .filter(move |row| knows || row.name == WRONG_SECRET)
        };
        let mut found = Vec::new();
        for variant in variants(self.signed, wire) {
            if self.exhausted() {
                return found;
            }
            let mut base = Recipe::of(self.signed, wire, variant, bodies);
            self.secret.unwrap_or_default().clone_into(&mut base.key.secret);
            self.widest = base.width() * 2 + WIDE;
            // Of a large request not everything can be tried, so each mistake comes to its turn in its
            // likeliest ways before any does in the others.
            let rounds =
                if base.width() > LARGE { &[LIKELIEST, usize::MAX][..] } else { &[usize::MAX] };
            for &ways in rounds {
                for row in rows() {
                    found.extend(self.find(&[row], None, &base, &about, ways));
                }
                if !found.is_empty() {
                    return found;
                }
            }
        }
        if self.exhausted() {
            return found;
        }
        self.most_tries = self.tries + MAX_TRIES;
        self.most_bytes = self.bytes + self.most_bytes.min(MAX_BYTES_OF_PAIRS);
        let mut base = Recipe::of(self.signed, wire, Variant::standard(family), bodies);
        self.secret.unwrap_or_default().clone_into(&mut base.key.secret);
        for (at, first) in rows().enumerate() {
            first.each(&base, &about, false, &mut |recipe, detail| {
                for second in rows().skip(at + 1) {
                    found.extend(self.find(&[first, second], detail, recipe, &about, usize::MAX));
                }
                found.is_empty() && !self.exhausted()
            });
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// The first way to make the last of these mistakes that yields the client's signature, of so many.
    fn find(
        &mut self,
        rows: &[&'static Mistake],
        earlier: Option<&str>,
        base: &Recipe,
        about: &About<'_>,
        mut ways: usize,
    ) -> Option<Found> {
        let mut found = None;
        if self.exhausted() {
            return None;
        }
        rows.last()?.each(base, about, rows.len() == 1, &mut |recipe, detail| {
            if self.exhausted() || ways == 0 {
                return false;
            }
            ways -= 1;
            if recipe.width() > self.widest {
                self.skipped = true;
                return true;
            }
            let (canonical, text) = recipe.texts(&self.writer);
            self.tries += 1;
            if self.is_target(recipe, &canonical, &text) {
                let (canonical, text) = (canonical.bytes(), text.bytes());
                let join = |field: fn(&Mistake) -> &'static str, separator: &str| {
                    rows.iter().map(|row| field(row)).collect::<Vec<_>>().join(separator)
                };
                let details: Vec<_> = earlier.into_iter().chain(detail).collect();
                found = Some(Found {
                    name: join(|row| row.name, " + "),
                    advice: join(|row| row.advice, " "),
                    detail: (!details.is_empty())
                        .then(|| self.hidden.shown(details.join(" ").as_bytes())),
                    string_to_sign: self.hidden.shown(&text),
                    canonical_request: (*canonical != *self.ours.canonical_request)
                        .then(|| self.hidden.shown(&canonical)),
                    difference: self.difference(&canonical, &text),
                });
            }
            found.is_none()
        });
        found
    }

    fn is_target(&mut self, recipe: &Recipe, canonical: &Text, text: &Text) -> bool {
        self.bytes += self.writer.made.take();
        match &self.target {
            Target::Text(_) => {
                let sum = self.sum(recipe, canonical, text);
                let written = recipe.spelled.write(&sum);
                matches!(&self.target, Target::Text(signature) if written == *signature)
            }
            Target::Hash(hash) => {
                self.bytes += text.len();
                *Hash::Sha256.of_parts(text.parts()) == **hash
            }
            Target::Nothing => false,
        }
    }

    /// The signature of a text.
    fn sum(&mut self, recipe: &Recipe, canonical: &Text, text: &Text) -> Sum {
        if !text.is_long() {
            self.bytes += canonical.len() + text.len();
            return recipe.sign(text);
        }
        let mut hasher = DefaultHasher::new();
        recipe.identify(text, &mut hasher);
        let bytes = &mut self.bytes;
        *self.sums.entry(hasher.finish()).or_insert_with(|| {
            *bytes += text.len();
            recipe.sign(text)
        })
    }

    /// Where the client's texts leave the server's. The canonical request is easier to read.
    fn difference(&self, canonical: &[u8], text: &[u8]) -> Option<Difference> {
        let Stages { canonical_request, string_to_sign } = self.ours;
        difference(CANONICAL, canonical_request, canonical, self.hidden)
            .or_else(|| difference(TO_SIGN, string_to_sign, text, self.hidden))
    }
}

/// From so many bytes of parameters on a request is a large one.
const LARGE: usize = 16 << 10;

/// In how many ways a mistake is made first in a large request.
const LIKELIEST: usize = 2;

/// So many bytes more than the server the client may have signed. A large body, taken for
/// parameters, would leave no room for other tries.
const WIDE: usize = 64 << 10;

/// The name of the text that the string to sign is made of.
pub(super) const CANONICAL: &str = "canonical request";
/// The name of the text that the signature is made of.
pub(super) const TO_SIGN: &str = "string to sign";

/// The first byte where the client's text leaves the server's.
pub(super) fn difference(
    text: &'static str,
    server: &[u8],
    client: &[u8],
    hidden: &Hidden<'_>,
) -> Option<Difference> {
    let same = server.iter().zip(client).take_while(|(a, b)| a == b).count();
    (same < server.len().max(client.len())).then(|| Difference {
        text,
        at: same,
        server: hidden.around(server, same),
        client: hidden.around(client, same),
    })
}

/// The server's signature, if the scheme's come from a shared secret.
pub(super) fn signature(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    own: Secret<'_>,
    ours: &Stages,
) -> Option<String> {
    let (Mac::Hmac(_), Secret::Hmac(secret)) = (signed.scheme.mac, own) else { return None };
    let family = signed.scheme.family;
    let bodies = Bodies::of(b"");
    let mut recipe = Recipe::of(signed, wire, Variant::standard(family), &bodies);
    secret.clone_into(&mut recipe.key.secret);
    Some(family.spelling().write(&recipe.sign(&Text::of(&ours.string_to_sign))))
}

fn is_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The SHA-256 hash that an RSA signature was made of, if it is one of this key.
fn signed_hash(key: &RsaPublicKey, signature: &str, spelling: Spelling) -> Option<Vec<u8>> {
    let signature = BigUint::from_bytes_be(&spelling.read(signature)?);
    if signature >= *key.n() {
        return None;
    }
    let padded = signature.modpow(key.e(), key.n()).to_bytes_be();
    // The padding, a zero byte, 19 bytes that name the hash, the hash.
    let (padding, hash) = padded.split_at_checked(padded.len().checked_sub(32)?)?;
    let fill = padding.strip_prefix(&[1])?.get(..8)?;
    fill.iter().all(|&byte| byte == 0xff).then(|| hash.to_vec())
}
