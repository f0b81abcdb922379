//! The XML form of an answer, from its JSON form: an object is nested elements, a list is its element repeated.

use serde_json::Value;

use crate::wire::xml_text::push_escaped;

/// A document whose root is called `root`.
pub(super) fn document(root: &str, fields: &Value) -> Vec<u8> {
    let mut out = "<?xml version='1.0' encoding='UTF-8'?>".to_owned();
    element(&mut out, root, fields);
    out.into_bytes()
}

fn element(out: &mut String, name: &str, value: &Value) {
    if let Value::Array(items) = value {
        return items.iter().for_each(|item| element(out, name, item));
    }
    if !is_name(name) {
        return; // a key that came from a caller and that XML cannot spell
    }
    out.extend(["<", name, ">"]);
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| element(out, name, value)),
        // The vendor's gateway wraps this one, for the `&` of its query.
        Value::String(text) if name == "Recommend" => {
            out.extend(["<![CDATA[", &text.replace("]]>", "]]]]><![CDATA[>"), "]]>"]);
        }
        Value::String(text) => push_escaped(out, text),
        Value::Null | Value::Array(_) => {}
        other => out.push_str(&other.to_string()),
    }
    out.extend(["</", name, ">"]);
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &Value) -> String {
        String::from_utf8(document("R", value)).unwrap()
    }

    #[test]
    fn lists_repeat_their_element() {
        let value = serde_json::json!({"Users": {"User": [{"Name": "a"}, {"Name": "b<&>"}]}, "N": 1, "Empty": {"X": []}});
        assert_eq!(
            text(&value),
            "<?xml version='1.0' encoding='UTF-8'?><R><Users><User><Name>a</Name></User><User>\
             <Name>b&lt;&amp;&gt;</Name></User></Users><N>1</N><Empty></Empty></R>"
        );
    }

    #[test]
    fn what_xml_cannot_say_is_left_out() {
        let value = serde_json::json!({"bad key": 1, "A": "x\u{0}\u{b}y"});
        assert_eq!(text(&value), "<?xml version='1.0' encoding='UTF-8'?><R><A>xy</A></R>");
    }

    #[test]
    fn the_recommendation_is_character_data() {
        let value = serde_json::json!({"Recommend": "https://h?a=1&b=]]>"});
        assert!(text(&value).contains("<Recommend><![CDATA[https://h?a=1&b=]]"));
    }
}
