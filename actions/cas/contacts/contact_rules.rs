//! Rules for the fields of contacts: validation, uniqueness, masking.

use crate::cas::faults::{BAD_WEBHOOKS, SAME_EMAIL, SAME_MOBILE, TOO_MANY_WEBHOOKS};
use crate::cas::tables::{
    Owner,
    contacts::{self, Contact},
};
use crate::{Fault, Result, is_email, of_line, ports::store::Tx};

/// URL prefixes of the supported chat bots: DingTalk, Feishu and Lark, WeCom.
const ROBOTS: [&str; 4] = [
    "https://oapi.dingtalk.com/robot/send?access_token=",
    "https://open.feishu.cn/open-apis/bot/",
    "https://open.larksuite.com/open-apis/bot/",
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
];

/// Maximum length of a webhook, in bytes.
const MAX_WEBHOOK_BYTES: usize = 2048;

/// A mail address that is not masked.
pub(in crate::cas) fn is_address(it: &str) -> bool {
    it.len() <= 256 && is_email(it.trim()) && !it.contains('*')
}

/// A phone number: digits, optionally with a country code and separators.
pub(in crate::cas) fn is_number(it: &str) -> bool {
    let digits = it.chars().filter(char::is_ascii_digit).count();
    let marks = it.trim().chars().all(|c| c.is_ascii_digit() || " +-()".contains(c));
    it.len() <= 64 && (5..=20).contains(&digits) && marks
}

/// The number of an identity document: letters and digits.
pub(in crate::cas) fn is_id_card(it: &str) -> bool {
    (6..=32).contains(&it.len()) && it.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// The form of an address that is compared for uniqueness.
pub(in crate::cas) fn address_key(it: &str) -> String {
    it.trim().to_lowercase()
}

/// The form of a phone number that is compared for uniqueness.
pub(in crate::cas) fn number_key(it: &str) -> String {
    it.chars().filter(char::is_ascii_digit).collect()
}

/// Validates webhooks and returns them as they are stored.
pub(in crate::cas) fn checked_webhooks(text: &str) -> Result<String, Fault> {
    let all = webhooks(text).ok_or(BAD_WEBHOOKS)?;
    if all.len() > 5 {
        return Err(TOO_MANY_WEBHOOKS);
    }
    Ok(serde_json::Value::from(all).to_string())
}

/// Fails if another contact of the owner has this address or phone number.
pub(in crate::cas) fn check_unique(tx: &mut dyn Tx, owner: Owner<'_>, c: &Contact) -> Result<()> {
    if let Some(key) = &c.email_key
        && contacts::has_email(tx, owner, key, c.id)?
    {
        return Err(SAME_EMAIL.into());
    }
    if contacts::has_mobile(tx, owner, &c.mobile_key, c.id)? {
        return Err(SAME_MOBILE.into());
    }
    Ok(())
}

/// Parses a JSON array of webhooks; `None` if it is not one, or a webhook is not of a supported
/// bot.
fn webhooks(text: &str) -> Option<Vec<String>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    let all: Vec<String> = serde_json::from_str(text).ok()?;
    let known = |hook: &String| {
        ROBOTS.iter().any(|robot| hook.len() > robot.len() && hook.starts_with(robot))
    };
    let fits = |hook: &String| hook.len() <= MAX_WEBHOOK_BYTES && hook.chars().all(of_line);
    all.iter().all(|hook| known(hook) && fits(hook)).then_some(all)
}

/// `tes****1@example.com`: the first three characters and the last of the name.
pub(in crate::cas) fn masked_address(it: &str) -> String {
    let Some((name, host)) = it.split_once('@') else { return it.to_owned() };
    let start: String = name.chars().take(3).collect();
    let end: String = name.chars().next_back().into_iter().collect();
    format!("{start}****{end}@{host}")
}

/// `133******78`: the first three characters and the last two.
pub(in crate::cas) fn masked_number(it: &str) -> String {
    format!("{}******{}", first(it, 3), last(it, 2))
}

/// `1****************5`: the first character and the last.
pub(in crate::cas) fn masked_id_card(it: &str) -> String {
    format!("{}****************{}", first(it, 1), last(it, 1))
}

fn first(it: &str, count: usize) -> String {
    it.chars().take(count).collect()
}

fn last(it: &str, count: usize) -> String {
    let skip = it.chars().count().saturating_sub(count);
    it.chars().skip(skip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_masked() {
        assert_eq!(masked_address("test1@example.com"), "tes****1@example.com");
        assert_eq!(masked_address("a@example.com"), "a****a@example.com");
        assert_eq!(masked_number("13312345678"), "133******78");
        assert_eq!(masked_id_card("110101199001011235"), "1****************5");
        assert_eq!(masked_address("张三@example.com"), "张三****三@example.com");
    }

    #[test]
    fn a_number_is_its_digits() {
        assert_eq!(number_key("+86 133-1234-5678"), "8613312345678");
        assert!(is_number("+86 133-1234-5678") && is_number("13312345678"));
        for bad in
            ["", "1234", "133******78", "1331234567a", "1331234\n5678", "123456789012345678901"]
        {
            assert!(!is_number(bad), "{bad}");
        }
    }

    #[test]
    fn robots_are_of_three_families() {
        let good = r#"["https://oapi.dingtalk.com/robot/send?access_token=x","https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x"]"#;
        assert_eq!(webhooks(good).map(|w| w.len()), Some(2));
        assert_eq!(webhooks("[]"), Some(vec![]));
        assert_eq!(webhooks(""), Some(vec![]));
        for bad in [
            "x",
            "{}",
            "[1]",
            r#"["https://example.com"]"#,
            r#"["https://oapi.dingtalk.com/robot/send?access_token="]"#,
            r#"["https://oapi.dingtalk.com/robot/send?access_token=x\n"]"#,
            &format!(
                r#"["https://oapi.dingtalk.com/robot/send?access_token={}"]"#,
                "x".repeat(2048)
            ),
        ] {
            assert_eq!(webhooks(bad), None, "{bad}");
        }
    }
}
