//! Which parameters of a request its signature covers.

use actions::{Origin, request::parameters::Parameter};
use serde::{Deserialize, Serialize};

use crate::{
    sign::{Signed, Variant, rpc},
    wire::Wire,
};

/// Which parameters of a request its signature covers. Only these are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is another part of a request")]
pub struct Covered {
    /// Those of a form body.
    form: bool,
    /// Those of a JSON body.
    json: bool,
    /// Those with an empty value.
    empty: bool,
    /// The region of the query.
    region: bool,
}

impl Covered {
    /// All of them.
    pub const ALL: Self = Self { form: true, json: true, empty: true, region: true };

    /// What a signature covers that matches in the form `variant`.
    #[must_use]
    pub fn by(variant: Variant, signed: &Signed<'_>, wire: &Wire<'_>) -> Self {
        match variant {
            Variant::Rpc(form) => Self {
                json: form == rpc::Form::JsonTopLevel,
                empty: form != rpc::Form::EmptiesDropped,
                region: form != rpc::Form::OneRegion,
                ..Self::ALL
            },
            // The body only by its hash. Most clients send none with a resource, whose body has no
            // other proof then (protocol.md 1.3); where the path is `/` the query says it all.
            Variant::Roa(_) => {
                let hashed = wire.header("content-md5").is_some_and(|md5| !md5.is_empty());
                let body = hashed || wire.path != "/";
                Self { form: body, json: body, ..Self::ALL }
            }
            // The body by its hash; whether it is a form or JSON, by the header that says so.
            Variant::Acs(_) => {
                let mut names = signed.signed_headers.split(';');
                let typed = wire.body.is_empty()
                    || names.any(|name| name.eq_ignore_ascii_case("content-type"));
                Self { form: typed, json: typed, ..Self::ALL }
            }
        }
    }

    /// What it does not cover, by name.
    #[must_use]
    pub fn left_out(self) -> Vec<&'static str> {
        let parts = [
            ("form", self.form),
            ("json", self.json),
            ("empty", self.empty),
            ("region", self.region),
        ];
        parts.into_iter().filter(|(_, covered)| !covered).map(|(name, _)| name).collect()
    }

    /// All but what has these names.
    #[must_use]
    pub fn without(names: &[&str]) -> Self {
        let covered = |name| !names.contains(&name);
        Self {
            form: covered("form"),
            json: covered("json"),
            empty: covered("empty"),
            region: covered("region"),
        }
    }

    /// Whether it covers `parameter`.
    #[must_use]
    pub fn has(self, parameter: Parameter<'_>) -> bool {
        let place = match parameter.origin {
            Origin::Query => self.region || parameter.name != rpc::REGION,
            Origin::Path => true,
            Origin::Form => self.form,
            Origin::Json => self.json,
        };
        place && (self.empty || !parameter.value.is_empty())
    }
}
