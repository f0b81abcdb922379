//! XML signatures (W3C XML Signature, 1.1) as SAML uses them: one that stands in the element that it covers, over one
//! reference to that element, with the transforms that SAML allows (SAML core 5.4) and no others.

use actions::x509::{Hash, MessageSignature, PublicKey};
use base64::{Engine, engine::general_purpose::STANDARD};
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::NodeSet;
use uppsala::{Document, NodeId};

/// The namespace of signatures.
pub(crate) const NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// Whether `signature` covers the whole element that it stands in, without itself, and is by one
/// of `keys`. The element is the one whose `ID` the reference names; that no other has that `ID`
/// does not matter, since nothing but this element is looked at.
pub(crate) fn covers_its_parent(
    document: &Document<'_>,
    signature: NodeId,
    keys: &[PublicKey],
) -> bool {
    covers(document, signature, keys).is_some()
}

fn covers(document: &Document<'_>, signature: NodeId, keys: &[PublicKey]) -> Option<()> {
    let parent = document.parent(signature)?;
    let id = document.get_attribute(parent, "ID").filter(|id| !id.is_empty())?;
    let info = only(document, signature, "SignedInfo")?;
    let reference = only(document, info, "Reference")?;
    if document.get_attribute(reference, "URI")?.strip_prefix('#') != Some(id) {
        return None;
    }
    // What was signed of the parent.
    let transforms = document.children(only(document, reference, "Transforms")?);
    let transforms: Vec<NodeId> =
        transforms.into_iter().filter(|&node| document.element(node).is_some()).collect();
    let enveloped = |&node: &NodeId| document.get_attribute(node, "Algorithm") == Some(ENVELOPED);
    let form = match &transforms[..] {
        [one] if enveloped(one) => Form::default(),
        [one, form] if enveloped(one) => Form::read(document, *form)?,
        _ => return None,
    };
    let mut nodes = NodeSet::tree_without_comments(parent, document);
    nodes.remove_id(signature);
    document.descendants(signature).into_iter().for_each(|id| nodes.remove_id(id));
    let digest = only(document, reference, "DigestMethod")?;
    let hash = match document.get_attribute(digest, "Algorithm")? {
        "http://www.w3.org/2001/04/xmlenc#sha256" => Hash::Sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => Hash::Sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => Hash::Sha512,
        _ => return None,
    };
    let want = bytes(document, only(document, reference, "DigestValue")?)?;
    if hash.digest(&form.write(document, &nodes)?) != want {
        return None;
    }
    // What vouches for that.
    let form = Form::read(document, only(document, info, "CanonicalizationMethod")?)?;
    let message = form.write(document, &NodeSet::tree_without_comments(info, document))?;
    let method = only(document, info, "SignatureMethod")?;
    let how = match document.get_attribute(method, "Algorithm")? {
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" => {
            MessageSignature::RsaPkcs1(Hash::Sha256)
        }
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384" => {
            MessageSignature::RsaPkcs1(Hash::Sha384)
        }
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => {
            MessageSignature::RsaPkcs1(Hash::Sha512)
        }
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1" => {
            MessageSignature::RsaPss(Hash::Sha256)
        }
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" => {
            MessageSignature::Ecdsa(Hash::Sha256)
        }
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384" => {
            MessageSignature::Ecdsa(Hash::Sha384)
        }
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512" => {
            MessageSignature::Ecdsa(Hash::Sha512)
        }
        _ => return None,
    };
    let value = bytes(document, only(document, signature, "SignatureValue")?)?;
    keys.iter().any(|key| key.verifies_message(how, &message, &value)).then_some(())
}

/// A canonical form, without comments.
struct Form {
    mode: C14nMode,
    /// The prefixes that the exclusive form treats as the inclusive one does.
    prefixes: Vec<String>,
}

impl Default for Form {
    /// Where no transform names one (XML Signature, 4.4.3.2).
    fn default() -> Self {
        Self { mode: C14nMode::Inclusive, prefixes: Vec::new() }
    }
}

impl Form {
    /// The form that `element` names by its `Algorithm`.
    fn read(document: &Document<'_>, element: NodeId) -> Option<Self> {
        let mode = C14nMode::from_uri(document.get_attribute(element, "Algorithm")?)
            .filter(|mode| !mode.with_comments())?;
        let list =
            document.first_child_element_by_name_ns(element, EXCLUSIVE, "InclusiveNamespaces");
        let prefixes = list
            .and_then(|list| document.get_attribute(list, "PrefixList"))
            .map(|list| list.split_whitespace().map(str::to_owned).collect())
            .unwrap_or_default();
        Some(Self { mode, prefixes })
    }

    fn write(&self, document: &Document<'_>, nodes: &NodeSet) -> Option<Vec<u8>> {
        canonicalize_doc(document, self.mode, Some(nodes), &self.prefixes).ok()
    }
}

/// The one child of this name.
fn only(document: &Document<'_>, parent: NodeId, name: &str) -> Option<NodeId> {
    match document.child_elements_by_name_ns(parent, NAMESPACE, name)[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// The bytes that an element holds in Base64.
fn bytes(document: &Document<'_>, element: NodeId) -> Option<Vec<u8>> {
    let text = document.text_content_deep(element);
    STANDARD.decode(text.split_whitespace().collect::<String>()).ok()
}
