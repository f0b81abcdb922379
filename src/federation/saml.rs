//! SAML: the assertion of a response, if an identity provider has signed it.
//!
//! What is read is the very element that the signature was found to cover, in the same tree.
//! Before that, everything is refused that no provider needs and that attacks are made of:
//! more than one assertion, signatures elsewhere than in the response and the assertion
//! themselves, more than one reference, transforms other than the usual two, documents types.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use actions::{
    ports::documents::{Assertion, Untrusted},
    x509::{Certificate, PublicKey},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use uppsala::{Document, NodeId, Parser};

use crate::{
    federation::xml_signature::{self, NAMESPACE as SIGNATURE},
    sign::hash::Hash,
};

const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";

/// How many keys of a provider are tried. To check a signature takes far longer than to send one,
/// and this call needs none of the caller's own.
const MAX_KEYS: usize = 10;

/// How many providers are remembered: the last ones whose users came.
const LIMIT: usize = 16;

/// How many attributes an element may have. To see that none stands twice takes the square of their number.
const ATTRIBUTES: usize = 256;

/// How many declarations of namespaces are looked through for the names of all elements and attributes, at the
/// most: all of them for each name, where elements lie within one another.
const NAMES: usize = 32_000_000;

/// The providers whose users came lately: what a metadata document says is read once.
#[derive(Default)]
pub struct Providers(Mutex<VecDeque<(Vec<u8>, Arc<Provider>)>>);

impl Providers {
    /// Whether Base64 text is an XML document that is read here. If it is a provider's, its users may come next.
    pub fn is_metadata(&self, base64: &str) -> bool {
        let Some(text) = decoded(base64) else { return false };
        let Some(document) = parse(&text) else { return false };
        if let Some(provider) = provider(&document) {
            self.remember(name(base64), Arc::new(provider));
        }
        true
    }

    /// The assertion of `response`, if the provider with this `metadata` has signed it. Both in Base64.
    pub fn assertion(&self, metadata: &str, response: &str) -> Result<Assertion, Untrusted> {
        let name = name(metadata);
        let known = self.lock().iter().find(|(it, _)| *it == name).map(|(_, p)| Arc::clone(p));
        let provider = if let Some(provider) = known {
            provider
        } else {
            let text = decoded(metadata).ok_or(Untrusted::Metadata)?;
            let found = parse(&text).and_then(|document| provider(&document));
            let found = Arc::new(found.ok_or(Untrusted::Metadata)?);
            self.remember(name, Arc::clone(&found));
            found
        };
        signed(&provider, response).ok_or(Untrusted::Assertion)
    }

    fn remember(&self, name: Vec<u8>, provider: Arc<Provider>) {
        let mut lock = self.lock();
        lock.retain(|(it, _)| *it != name);
        lock.truncate(LIMIT - 1);
        lock.push_front((name, provider));
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(Vec<u8>, Arc<Provider>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the provider with this metadata is remembered by.
fn name(metadata: &str) -> Vec<u8> {
    Hash::Sha256.of(metadata.as_bytes()).to_vec()
}

/// An identity provider, as its metadata tells it.
struct Provider {
    issuer: String,
    keys: Vec<PublicKey>,
}

fn decoded(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    String::from_utf8(STANDARD.decode(plain).ok()?).ok()
}

fn parse(text: &str) -> Option<Document<'_>> {
    // No value of an attribute has a `<` in it, so this counts those of an element, and more.
    if text.split('<').any(|piece| piece.matches('=').count() > ATTRIBUTES) {
        return None;
    }
    let count = |part: &str| text.matches(part).count();
    if count("xmlns") * (count("<") + count("=")) > NAMES {
        return None;
    }
    let parser = Parser::new().with_max_depth(64).with_forbid_dtd(true).with_forbid_entities(true);
    parser.parse(text).ok()
}

/// The issuer of a metadata document, and the keys that it signs with.
fn provider(document: &Document<'_>) -> Option<Provider> {
    let root = document.document_element()?;
    if !document.element(root)?.matches_name_ns(METADATA, "EntityDescriptor") {
        return None;
    }
    let issuer = document.get_attribute(root, "entityID").filter(|id| !id.is_empty())?.to_owned();
    let mut keys = Vec::new();
    for role in document.child_elements_by_name_ns(root, METADATA, "IDPSSODescriptor") {
        for key in document.child_elements_by_name_ns(role, METADATA, "KeyDescriptor") {
            if document.get_attribute(key, "use") == Some("encryption") {
                continue;
            }
            for certificate in document.descendants(key) {
                let is = |e: &uppsala::Element<'_>| e.matches_name_ns(SIGNATURE, "X509Certificate");
                if document.element(certificate).is_some_and(is) {
                    let text = document.text_content_deep(certificate);
                    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                    let found = Certificate::from_der(&STANDARD.decode(plain).ok()?).ok()?;
                    keys.push(found.key);
                }
            }
        }
    }
    keys.truncate(MAX_KEYS);
    (!keys.is_empty()).then_some(Provider { issuer, keys })
}

fn signed(provider: &Provider, response: &str) -> Option<Assertion> {
    let text = decoded(response)?;
    let document = parse(&text)?;
    let root = document.document_element()?;
    let assertion = only_assertion(&document, root)?;
    // Every signature in it must be right, and cover what is read: one in the response, one in
    // the assertion.
    let signatures = named(&document, SIGNATURE, "Signature");
    let places: Vec<Option<NodeId>> = signatures.iter().map(|&s| document.parent(s)).collect();
    match places[..] {
        [Some(one)] if one == root || one == assertion => {}
        [Some(one), Some(other)] if (one, other) == (root, assertion) => {}
        [Some(one), Some(other)] if (one, other) == (assertion, root) => {}
        _ => return None,
    }
    let right = |&s: &NodeId| xml_signature::covers_its_parent(&document, s, &provider.keys);
    if !signatures.iter().all(right) {
        return None;
    }
    let found = read(&document, assertion)?;
    (found.issuer == provider.issuer).then_some(found)
}

/// Every element of this name.
fn named(document: &Document<'_>, space: &str, name: &str) -> Vec<NodeId> {
    let is = |&id: &NodeId| document.element(id).is_some_and(|e| e.matches_name_ns(space, name));
    document.descendants(document.root()).into_iter().filter(is).collect()
}

/// The one assertion of a successful response.
fn only_assertion(document: &Document<'_>, root: NodeId) -> Option<NodeId> {
    if !document.element(root)?.matches_name_ns(PROTOCOL, "Response") {
        return None;
    }
    let status = document.first_child_element_by_name_ns(root, PROTOCOL, "Status")?;
    let code = document.first_child_element_by_name_ns(status, PROTOCOL, "StatusCode")?;
    if document.get_attribute(code, "Value") != Some(SUCCESS) {
        return None;
    }
    match named(document, ASSERTION, "Assertion")[..] {
        [one] if document.parent(one) == Some(root) => Some(one),
        _ => None,
    }
}

fn read(document: &Document<'_>, assertion: NodeId) -> Option<Assertion> {
    let child = |of, name| document.first_child_element_by_name_ns(of, ASSERTION, name);
    let children = |of, name| document.child_elements_by_name_ns(of, ASSERTION, name);
    let text = |id| document.text_content_deep(id).trim().to_owned();
    let attribute = |id, name| document.get_attribute(id, name);
    let subject = child(assertion, "Subject")?;
    let name = child(subject, "NameID")?;
    let mut found = Assertion {
        issuer: text(child(assertion, "Issuer")?),
        subject: text(name),
        subject_format: attribute(name, "Format").unwrap_or_default().to_owned(),
        ..Assertion::default()
    };
    let mut timed: Vec<NodeId> = children(assertion, "Conditions");
    for conditions in children(assertion, "Conditions") {
        for restriction in children(conditions, "AudienceRestriction") {
            found.audiences.extend(children(restriction, "Audience").into_iter().map(text));
        }
    }
    for confirmation in children(subject, "SubjectConfirmation") {
        if let Some(data) = child(confirmation, "SubjectConfirmationData") {
            attribute(data, "Recipient").unwrap_or_default().clone_into(&mut found.recipient);
            timed.push(data);
        }
    }
    // A time that cannot be read is not left aside.
    let time =
        |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok().map(|t| t.timestamp_millis());
    for id in timed {
        if let Some(text) = attribute(id, "NotBefore") {
            found.starts.push(time(text)?);
        }
        if let Some(text) = attribute(id, "NotOnOrAfter") {
            found.ends.push(time(text)?);
        }
    }
    for statement in children(assertion, "AttributeStatement") {
        for one in children(statement, "Attribute") {
            let values = children(one, "AttributeValue").into_iter().map(text).collect();
            found.attributes.push((attribute(one, "Name")?.to_owned(), values));
        }
    }
    Some(found)
}
