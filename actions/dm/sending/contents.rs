//! What `BatchSendMail` sends and to whom: a template and a list by their names, or both in the call itself.

use serde_json::{Map, Value};

use crate::dm::{
    faults::{
        self, BAD_BODY, BAD_TEMPLATE_STATUS, BAD_TO, EMPTY_RECEIVER, NO_RECEIVER, NO_TEMPLATE,
    },
    sending::{letters::Letter, texts},
    tables::{
        Owner,
        receivers::{self, Member},
        templates::{self, APPROVED},
    },
};
use crate::{Cx, Result, is_email};

/// How many are written to at most.
const MOST: i64 = 10_000;

/// What is sent, with variables.
#[derive(Clone, Debug, Default)]
pub(in crate::dm) struct Content {
    pub(in crate::dm) subject: String,
    pub(in crate::dm) html: Option<String>,
    pub(in crate::dm) text: Option<String>,
    /// The name of the sender.
    pub(in crate::dm) alias: Option<String>,
}

impl Content {
    /// The mail to one recipient.
    pub(in crate::dm) fn letter(&self, to: String, mut values: Map<String, Value>) -> Letter {
        values.insert("EAddr".into(), to.clone().into());
        let fill = |text: &String| texts::fill(text, &values);
        Letter {
            to,
            subject: fill(&self.subject),
            html: self.html.as_ref().map(fill),
            text: self.text.as_ref().map(fill),
            values: Some(Value::Object(values)),
        }
    }
}

/// The approved template of this name.
pub(in crate::dm) fn of_template(cx: &mut Cx<'_>, name: &str) -> Result<Content> {
    let owner = Owner::of(cx);
    let it = templates::named(cx.tx, owner, name)?.ok_or(NO_TEMPLATE)?;
    if it.review != APPROVED {
        return Err(BAD_TEMPLATE_STATUS.into());
    }
    Ok(Content {
        subject: it.subject,
        html: Some(it.body),
        text: None,
        alias: Some(it.nickname).filter(|it| !it.is_empty()),
    })
}

/// `TemplateContent`: `{"Subject":"Hi {Name}","HtmlBody":"…","TextBody":"…","Alias":"…"}`.
pub(in crate::dm) fn of_text(text: &str) -> Result<Content> {
    let wrong = || faults::malformed("TemplateContent", "JSON object with Subject");
    let all: Map<String, Value> = serde_json::from_str(text).map_err(|_| wrong())?;
    let member = |name: &str| match all.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone()).filter(|it| !it.is_empty())),
        Some(_) => Err(wrong()),
    };
    let (html, text) = (member("HtmlBody")?, member("TextBody")?);
    if html.is_none() && text.is_none() {
        return Err(BAD_BODY.into());
    }
    Ok(Content {
        subject: member("Subject")?.ok_or_else(wrong)?,
        html,
        text,
        alias: member("Alias")?,
    })
}

/// A recipient and the values of its variables.
pub(in crate::dm) type Recipient = (String, Map<String, Value>);

/// Those on the list of this name.
pub(in crate::dm) fn of_list(cx: &mut Cx<'_>, name: &str) -> Result<Vec<Recipient>> {
    let owner = Owner::of(cx);
    let list = receivers::named(cx.tx, owner, name)?.ok_or(NO_RECEIVER)?;
    if list.members == 0 {
        return Err(EMPTY_RECEIVER.into());
    }
    let values = |it: &Member| serde_json::from_str(&it.fields).unwrap_or_default();
    let members = receivers::members(cx.tx, &list.id, ("", None), MOST)?;
    Ok(members.into_iter().map(|it| (it.email.clone(), values(&it))).collect())
}

/// `Receivers`: `[{"To":["ann@example.com"],"TemplateData":{"Name":"Ann"}}]`.
pub(in crate::dm) fn of_groups(text: &str) -> Result<Vec<Recipient>> {
    let wrong = || faults::malformed("Receivers", "JSON list of recipients with To");
    let groups: Vec<Value> = serde_json::from_str(text).map_err(|_| wrong())?;
    let mut all = Vec::new();
    for group in groups {
        let values = match group.get("TemplateData") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(values)) => values.clone(),
            Some(_) => return Err(wrong()),
        };
        let to = group.get("To").and_then(Value::as_array).ok_or_else(wrong)?;
        for one in to {
            let address = one.as_str().filter(|it| is_email(it)).ok_or(BAD_TO)?;
            all.push((address.to_owned(), values.clone()));
        }
    }
    if all.is_empty() || all.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
        return Err(wrong());
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_of_a_call_have_the_values_of_their_group() {
        let text =
            r#"[{"To":["a@x.test","b@x.test"],"TemplateData":{"Name":"Ann"}},{"To":["c@x.test"]}]"#;
        let all = of_groups(text).unwrap();
        let to: Vec<&str> = all.iter().map(|(to, _)| &**to).collect();
        assert_eq!(to, ["a@x.test", "b@x.test", "c@x.test"]);
        assert_eq!((&all[1].1["Name"], all[2].1.len()), (&Value::from("Ann"), 0));
        for (bad, code) in [
            ("x", "InvalidParameter"),
            ("[]", "InvalidParameter"),
            (r#"[{"TemplateData":{}}]"#, "InvalidParameter"),
            (r#"[{"To":["a@x.test"],"TemplateData":1}]"#, "InvalidParameter"),
            (r#"[{"To":["a"]}]"#, "InvalidToAddress"),
        ] {
            assert_eq!(of_groups(bad).unwrap_err().code, code, "{bad}");
        }
    }
}
