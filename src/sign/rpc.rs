//! RPC signatures of version 1: the parameters and the method are signed, nothing else.
//!
//! Headers, the host, and bodies that are no forms are not covered.

use std::{fmt, iter};

use actions::{Origin, Parameters, request::parameters::Parameter};
use serde::{Deserialize, Serialize};

use super::{
    Family, Mismatch, Quirk, Secret, Signed, Stages, Variant, check, encode, first_match,
    hash::{Hash, HmacKey},
};
use crate::wire::Wire;

/// Which parameters are signed, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// All of the query and of a form; empty values as `k=`.
    Standard,
    /// Those with an empty value left out (observed: Java tea, PHP client).
    EmptiesDropped,
    /// The top level of a JSON body too (observed: Python core, `add_body_params`).
    JsonTopLevel,
    /// The `RegionId` of a form and not that of the query, which the client adds by itself
    /// (observed: Python core, Go old).
    OneRegion,
    /// A space written as `+`: [`Quirk::PlusForSpace`].
    PlusForSpace,
}

/// What some clients add to the query of every call.
pub(super) const REGION: &str = "RegionId";

impl Form {
    pub(super) fn quirk(self) -> Option<Quirk> {
        (self == Self::PlusForSpace).then_some(Quirk::PlusForSpace)
    }

    fn covers(self, parameter: &Parameter<'_>) -> bool {
        match parameter.origin {
            Origin::Query if self == Self::OneRegion && parameter.name == REGION => false,
            Origin::Query | Origin::Form => {
                self != Self::EmptiesDropped || !parameter.value.is_empty()
            }
            Origin::Json => self == Self::JsonTopLevel,
            Origin::Path => false,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "query+form",
            Self::EmptiesDropped => "query+form, empties dropped",
            Self::JsonTopLevel => "query+json top level",
            Self::OneRegion => "query+form, RegionId of the form",
            Self::PlusForSpace => "query+form, QUIRK space signed as \"+\"",
        })
    }
}

/// The forms that make a difference for these parameters.
pub(super) fn forms(parameters: &Parameters) -> impl Iterator<Item = Form> {
    iter::once(Form::Standard).chain(
        iter::once_with(|| {
            let signed = || parameters.iter().filter(|p| Form::Standard.covers(p));
            let empty = signed().any(|p| p.value.is_empty());
            let json = parameters.iter().any(|p| p.origin == Origin::Json);
            let region = |origin| parameters.iter().any(|p| p.name == REGION && p.origin == origin);
            let both = region(Origin::Query) && region(Origin::Form);
            let space = signed().any(|p| p.name.contains(' ') || p.value.contains(' '));
            [
                empty.then_some(Form::EmptiesDropped),
                json.then_some(Form::JsonTopLevel),
                both.then_some(Form::OneRegion),
                space.then_some(Form::PlusForSpace),
            ]
        })
        .flatten()
        .flatten(),
    )
}

/// The parameters, sorted and encoded: `a=1&b=2`, without the signature itself.
fn canonical(out: &mut Vec<u8>, parameters: &Parameters, form: Form) {
    let percent = match form {
        Form::PlusForSpace => encode::percent_plus,
        _ => encode::percent,
    };
    for parameter in parameters.iter().filter(|p| form.covers(p) && p.name != "Signature") {
        if !out.is_empty() {
            out.push(b'&');
        }
        percent(out, parameter.name.as_bytes());
        out.push(b'=');
        percent(out, parameter.value.as_bytes());
    }
}

/// `POST&%2F&` and the canonical parameters, encoded once more. The path of these calls is `/`:
/// of one with another path, the signature does not match.
fn string_to_sign(out: &mut Vec<u8>, method: &str, path: &str, canonical: &[u8]) {
    out.extend(method.bytes().map(|b| b.to_ascii_uppercase()));
    out.push(b'&');
    encode::percent(out, if path.is_empty() { b"/" } else { path.as_bytes() });
    out.push(b'&');
    encode::percent(out, canonical);
}

/// Writes the first two stages.
pub(super) fn write(form: Form, wire: &Wire<'_>, stages: &mut Stages) {
    let (parameters, text) = stages.cleared();
    canonical(parameters, wire.parameters, form);
    string_to_sign(text, wire.method, wire.path, parameters);
}

/// The key: the secret and an ampersand.
pub(super) fn key(hash: Hash, secret: &str) -> HmacKey {
    HmacKey::new(hash, &[secret.as_bytes(), b"&"])
}

pub(super) fn verify(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    secret: &Secret<'_>,
) -> Result<Variant, Mismatch> {
    let check = check(signed.scheme.mac, secret, key);
    first_match(
        signed,
        forms(wire.parameters),
        Variant::Rpc,
        |form, stages| write(form, wire, stages),
        |_, text| check.accepts(signed.signature, Family::Rpc.spelling(), text),
    )
}

#[cfg(test)]
mod tests {
    use super::{
        Form::{EmptiesDropped, JsonTopLevel, OneRegion, PlusForSpace, Standard},
        *,
    };

    fn parameters() -> Parameters {
        let mut parameters = Parameters::default();
        for (name, value, origin) in [
            ("b", "2 *~", Origin::Query),
            ("Signature", "abc=", Origin::Query),
            ("B", "", Origin::Form),
            ("a/", "张", Origin::Form),
            ("J", "1", Origin::Json),
            ("id", "x", Origin::Path),
        ] {
            parameters.add(name, value, origin);
        }
        parameters.sort();
        parameters
    }

    fn text(form: Form) -> String {
        let mut out = Vec::new();
        canonical(&mut out, &parameters(), form);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn parameters_are_sorted_encoded_and_without_the_signature() {
        assert_eq!(text(Form::Standard), "B=&a%2F=%E5%BC%A0&b=2%20%2A~");
        assert_eq!(text(Form::EmptiesDropped), "a%2F=%E5%BC%A0&b=2%20%2A~");
        assert_eq!(text(Form::JsonTopLevel), "B=&J=1&a%2F=%E5%BC%A0&b=2%20%2A~");
        assert_eq!(text(Form::PlusForSpace), "B=&a%2F=%E5%BC%A0&b=2+%2A~");
    }

    #[test]
    fn the_string_to_sign_encodes_the_parameters_again() {
        let mut out = Vec::new();
        string_to_sign(&mut out, "post", "/", b"a%2F=1&b=2");
        assert_eq!(out, b"POST&%2F&a%252F%3D1%26b%3D2");
        out.clear();
        string_to_sign(&mut out, "GET", "/x", b"a=1");
        assert_eq!(out, b"GET&%2Fx&a%3D1");
    }

    #[test]
    fn the_region_of_a_form_stands_for_that_of_the_query() {
        let mut parameters = Parameters::default();
        parameters.add("RegionId", "cn-hangzhou", Origin::Query);
        parameters.add("RegionId", "cn-beijing", Origin::Form);
        parameters.sort();
        assert_eq!(forms(&parameters).collect::<Vec<_>>(), [Standard, OneRegion]);
        let mut out = Vec::new();
        canonical(&mut out, &parameters, OneRegion);
        assert_eq!(out, b"RegionId=cn-beijing");
    }

    #[test]
    fn only_forms_that_differ_are_tried() {
        assert_eq!(forms(&[("a", "1")].into_iter().collect()).count(), 1);
        let all: Vec<_> = forms(&parameters()).collect();
        assert_eq!(all, [Standard, EmptiesDropped, JsonTopLevel, PlusForSpace]);
    }
}
