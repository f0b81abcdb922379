//! Parameters: what is read, and what is refused.

use super::*;
use crate::request::{
    characters::is_email,
    spec::{flag, int, text},
};

fn tags(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    p.tags("Tag", 20, text("Key"), text("Value"))
}

fn wording(bad: &ParameterError<'_>) -> ApiError {
    ApiError::new(400, format!("{bad:?}"), "")
}

fn parameters(pairs: &[(&str, &str)]) -> Parameters {
    pairs.iter().copied().collect()
}

#[test]
fn a_group_is_read_by_number_and_may_have_gaps() {
    let parameters = parameters(&[("Tag.10.Key", "c"), ("Tag.1.Key", "a"), ("Tag.1.Value", "b")]);
    let got = tags(&mut Params::new(&parameters, wording)).unwrap();
    assert_eq!(got, [("a".into(), Some("b".into())), ("c".into(), None)]);
}

#[test]
fn a_list_may_be_json() {
    let read = |value: &str| {
        let parameters = parameters(&[("Tag", value)]);
        Params::new(&parameters, wording).json("Tag", tags)
    };
    let got = read(r#"[{"Key":"a","Value":"b"},{"Key":1,"Value":null}]"#).unwrap();
    assert_eq!(got, [("a".into(), Some("b".into())), ("1".into(), None)]);
    for none in ["[]", "null"] {
        assert_eq!(read(none).unwrap(), [], "{none}");
    }
    for bad in ["{}", "a", r#"[{"Key":["a"]}]"#, r#"[["a"]]"#] {
        let code = read(bad).unwrap_err().into_fields().code;
        assert!(code.contains(r#"name: "Tag", problem: Malformed"#), "{bad}: {code}");
    }
    let long = |size: usize| format!("[{{\"Key\":\"{}\"}}]", "x".repeat(size - 12));
    let [max, more] = [MAX_JSON_BYTES, MAX_JSON_BYTES + 1].map(long);
    assert_eq!(read(&max).unwrap().len(), 1);
    let code = read(&more).unwrap_err().into_fields().code;
    assert!(code.contains(r#"name: "Tag", problem: Malformed"#), "{code}");
    let both = parameters(&[("Tag", r#"[{"Key":"a"}]"#), ("Tag.7.Key", "b")]);
    let code = Params::new(&both, wording).json("Tag", tags).unwrap_err().into_fields().code;
    assert!(code.contains(r#"name: "Tag", problem: Malformed"#), "{code}");
    let parameters = parameters(&[("N", r#"["b","a"]"#)]);
    let got = Params::new(&parameters, wording).json("N", |p| p.list(text("N"), 2)).unwrap();
    assert_eq!(got, Some(vec!["b".into(), "a".into()]));
}

#[test]
fn an_error_inside_a_group_names_the_whole_path() {
    let parameters = parameters(&[("Tag.1.Value", "b")]);
    let err = tags(&mut Params::new(&parameters, wording)).unwrap_err();
    assert_eq!(err.code, r#"ParameterError { name: "Tag.1.Key", problem: Missing }"#);
}

#[test]
fn a_tag_has_one_value() {
    let parameters = parameters(&[("Tag.1.Key", "a"), ("Tag.2.Key", "b"), ("Tag.3.Key", "a")]);
    let code = tags(&mut Params::new(&parameters, wording)).unwrap_err().into_fields().code;
    assert!(code.contains(r#"name: "Tag", problem: Malformed"#), "{code}");
}

#[test]
fn a_group_is_described_once() {
    let nothing = Parameters::default();
    let mut p = Params::describing(&nothing, wording);
    tags(&mut p).unwrap();
    p.list(text("Name"), 5).unwrap();
    let names: Vec<_> = p.described().into_iter().map(|d| d.name).collect();
    assert_eq!(names, ["Tag.N.Key", "Tag.N.Value", "Name.N"]);
}

#[test]
fn a_list_has_a_limit_and_an_order() {
    let parameters = parameters(&[("N.2", "b"), ("N.1", "a"), ("N.11", "c")]);
    let mut p = Params::new(&parameters, wording);
    assert_eq!(p.list(text("N"), 3).unwrap(), Some(vec!["a".into(), "b".into(), "c".into()]));
    assert_eq!(p.list(text("M"), 3).unwrap(), None);
    assert!(p.list(text("N"), 2).unwrap_err().code.contains("TooMany(2)"));
}

#[test]
fn values_are_parsed_as_clients_write_them() {
    let parameters = parameters(&[("B", "True"), ("N", "x"), ("E", ""), ("L", "-3")]);
    let mut p = Params::new(&parameters, wording);
    assert_eq!(p.optional(flag("B")).unwrap(), Some(true));
    assert!(p.optional(int("N")).unwrap_err().code.contains("NotA(\"Integer\")"));
    assert_eq!(p.optional(text("E")).unwrap(), None);
    assert_eq!(p.optional(text("E").keep_empty().len(1, 2)).unwrap(), Some(String::new()));
    assert!(p.optional(int("L").min(1)).unwrap_err().code.contains("Range(1"));
}

#[test]
fn an_email_address_has_a_name_and_a_dotted_host() {
    for good in ["a@b.c", "a+b@example.com", "张三@example.com"] {
        assert!(is_email(good), "{good}");
    }
    for bad in ["", "a", "a@", "@b.c", "a@b", "a@b..c", "a@b@c.d", "a b@c.d", "a@b.c\n"] {
        assert!(!is_email(bad), "{bad}");
    }
}

#[test]
fn a_structure_may_be_a_json_object() {
    fn read(p: &mut Params<'_>) -> Result<(Option<String>, Vec<Option<i64>>)> {
        p.object("Filter", |p| {
            let items = p.each("Filter.Items", 5, |p| p.optional(int("Size")));
            Ok((p.optional(text("Filter.Level"))?, items?))
        })
    }
    let got = |pairs: &[(&str, &str)]| read(&mut Params::new(&parameters(pairs), wording));
    let json = r#"{"Level":"high","Items":[{"Size":1},{"Size":"2"},{"Size":null}],"More":{}}"#;
    let dotted =
        [("Filter.Level", "high"), ("Filter.Items.1.Size", "1"), ("Filter.Items.2.Size", "2")];
    let expected = (Some("high".to_owned()), vec![Some(1), Some(2)]);
    assert_eq!(got(&[("Filter", json)]).unwrap(), expected);
    assert_eq!(got(&dotted).unwrap(), expected);
    assert_eq!(got(&[("Filter", "null")]).unwrap(), (None, vec![]));
    let long = format!("{{\"{}\":1}}", "x".repeat(200_000));
    for bad in ["[]", "{", "7", r#"{"a":{"b":{"c":{"d":{"e":1}}}}}"#, &long] {
        assert!(got(&[("Filter", bad)]).unwrap_err().code.contains("Malformed"), "{bad:.40}");
    }
    // The form with dots and the other, at once.
    let both = [("Filter", json), ("Filter.Level", "low")];
    assert!(got(&both).unwrap_err().code.contains("Malformed"));
}

#[test]
fn no_text_has_what_no_database_holds() {
    let read = |value: &str, spec| {
        let parameters = parameters(&[("A", value)]);
        Params::new(&parameters, wording).optional(spec).map(drop)
    };
    let form = || text("A").form("anything", |_| true);
    for spec in [text("A"), text("A").len(1, 9), form(), text("A").keep_empty(), text("A").secret()]
    {
        for value in ["a\0", "{\"a\":\"\\u0000\"}"] {
            // Whatever else its rule refuses comes first.
            let refused = read(value, spec.clone()).unwrap_err();
            let chars = refused.code.contains("problem: Chars");
            assert!(chars || refused.code.contains("problem: Length"), "{}", refused.code);
            if chars {
                let hint = refused.into_fields().hint.unwrap_or_default();
                assert!(hint.ends_with("it has U+0000."), "{hint}");
            }
        }
        assert!(read("a", spec).is_ok());
    }
}
