//! What a SAML assertion says, once its signature is found right.

/// An assertion that an identity provider has signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assertion {
    /// Who has signed it.
    pub issuer: String,
    /// The value of `NameID`.
    pub subject: String,
    /// The `Format` of `NameID`.
    pub subject_format: String,
    /// Whom it was made for: `Recipient` of the confirmation of the subject.
    pub recipient: String,
    /// The audiences that it is restricted to; none is no restriction.
    pub audiences: Vec<String>,
    /// From when it holds, in milliseconds since 1970: all of these.
    pub starts: Vec<i64>,
    /// Until when it holds: all of these.
    pub ends: Vec<i64>,
    /// Its attributes, with their values.
    pub attributes: Vec<(String, Vec<String>)>,
}

impl Assertion {
    /// The values of an attribute.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of = self.attributes.iter().filter(move |(n, _)| n == name);
        of.flat_map(|(_, values)| values.iter().map(String::as_str))
    }
}

/// Why an assertion is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// The metadata of the provider has no issuer or no certificate.
    Metadata,
    /// It is not signed by the provider, or is not what was signed.
    Assertion,
}
