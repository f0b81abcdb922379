//! The XML form of an answer, from its JSON form: an object is nested elements, a list is its element repeated.

use quick_xml::{
    Writer,
    events::{BytesCData, BytesEnd, BytesStart, BytesText, Event},
};
use serde_json::Value;

/// A document whose root is called `root`.
pub(super) fn document(root: &str, fields: &Value) -> Vec<u8> {
    let mut writer = Writer::new(b"<?xml version='1.0' encoding='UTF-8'?>".to_vec());
    // Writing into memory does not fail.
    let _ = element(&mut writer, root, fields);
    writer.into_inner()
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, value: &Value) -> std::io::Result<()> {
    if let Value::Array(items) = value {
        return items.iter().try_for_each(|item| element(writer, name, item));
    }
    if !is_name(name) {
        return Ok(()); // a key that came from a caller and that XML cannot spell
    }
    writer.write_event(Event::Start(BytesStart::new(name)))?;
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                element(writer, name, value)?;
            }
        }
        // The vendor's gateway wraps this one, for the `&` of its query.
        Value::String(text) if name == "Recommend" => {
            for part in BytesCData::escaped(text) {
                writer.write_event(Event::CData(part))?;
            }
        }
        Value::String(text) => {
            let clean: String = text.chars().filter(|&c| is_char(c)).collect();
            writer.write_event(Event::Text(BytesText::new(&clean)))?;
        }
        Value::Null | Value::Array(_) => {}
        other => writer.write_event(Event::Text(BytesText::new(&other.to_string())))?,
    }
    writer.write_event(Event::End(BytesEnd::new(name)))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c))
}

/// Whether XML 1.0 has the character at all.
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
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
