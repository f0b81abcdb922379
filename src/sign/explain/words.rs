//! The forms of a right signature, in words for people.

use crate::sign::{Variant, acs3, rpc};

/// What a client that signs in this form does otherwise than most; nothing for the usual form.
pub(super) fn form(variant: Variant) -> String {
    if let Some(bug) = variant.quirk() {
        return bug.explanation().to_owned();
    }
    let bare_key = "parameters with an empty value are signed without their `=`";
    let clauses: Vec<&str> = match variant {
        Variant::Rpc(form) => vec![match form {
            rpc::Form::Standard | rpc::Form::PlusForSpace => "",
            rpc::Form::EmptiesDropped => "parameters with an empty value are not signed",
            rpc::Form::JsonTopLevel => "the fields of the JSON body are signed as parameters",
            rpc::Form::OneRegion => "the `RegionId` of the query is not signed",
        }],
        Variant::Roa(form) => vec![
            if form.path_as_sent { "the path is signed as it was sent" } else { "" },
            if form.bare_key { bare_key } else { "" },
            if form.undefined_accept { "a missing Accept is signed as `undefined`" } else { "" },
        ],
        Variant::Acs(form) => vec![
            match form.path {
                acs3::Path::AsSent => "",
                acs3::Path::Rewritten => {
                    "`+`, `*` and `%7E` in the path are signed as `%20`, `%2A` and `~`"
                }
                acs3::Path::FirstRewritten => {
                    "the first `+`, `*` and `%7E` in the path are signed as `%20`, `%2A` and `~`"
                }
            },
            if form.raw_keys { "the names of parameters are signed unencoded" } else { "" },
            if form.bare_key { bare_key } else { "" },
            match form.headers {
                acs3::Headers::Plain => "",
                acs3::Headers::NullForEmpty => "an empty header is signed as `null`",
                acs3::Headers::Spaced => "several values of a header are joined with `, `",
            },
        ],
    };
    let clauses: Vec<_> = clauses.into_iter().filter(|clause| !clause.is_empty()).collect();
    clauses.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::{Quirk, roa};

    #[test]
    fn the_usual_form_needs_no_words_and_every_other_has_some() {
        for usual in [
            Variant::Rpc(rpc::Form::Standard),
            Variant::Roa(roa::Form::STANDARD),
            Variant::Acs(acs3::Form::STANDARD),
        ] {
            assert_eq!(form(usual), "");
        }
        let acs = acs3::Form { raw_keys: true, bare_key: true, ..acs3::Form::STANDARD };
        assert_eq!(
            form(Variant::Acs(acs)),
            "the names of parameters are signed unencoded; parameters with an empty value are \
             signed without their `=`"
        );
        let roa = roa::Form { undefined_accept: true, ..roa::Form::STANDARD };
        assert_eq!(form(Variant::Roa(roa)), "a missing Accept is signed as `undefined`");
        let bug = acs3::Form { quirk: Some(Quirk::BodyHashMismatch), ..acs3::Form::STANDARD };
        assert_eq!(form(Variant::Acs(bug)), Quirk::BodyHashMismatch.explanation());
    }
}
