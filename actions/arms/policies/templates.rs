//! The texts of messages where a policy has none of its own: in the language of templates, as policies have them.
//!
//! Documented: their variables, and that those of mails have the alert's name, the policy's, the time and the content. The words
//! are ours. Texts for chat bots have the word `Alert`, which the pages give as the key word of bots.

use super::policy::Template;

const EMAIL_TITLE: &str = "Alert {{ .commonLabels.alertname }} ({{ .level }})";
const EMAIL_CONTENT: &str = "Alert: {{ .commonLabels.alertname }}
Level: {{ .level }}
{{ if eq \"app\" .commonLabels._aliyun_arms_involvedObject_kind }}Application: {{ .commonLabels._aliyun_arms_involvedObject_name }}
{{ end }}Policy: {{ .dispatchRuleName }}
Since: {{ .startTime }}{{ for .alerts }}
- {{ .annotations.message }}{{ if .generatorURL }} {{ .generatorURL }}{{ end }}{{ end }}";
const EMAIL_RECOVER_TITLE: &str = "Resolved: {{ .commonLabels.alertname }}";
const EMAIL_RECOVER_CONTENT: &str = "Resolved: {{ .commonLabels.alertname }}
Policy: {{ .dispatchRuleName }}
Since: {{ .startTime }}
Until: {{ .endTime }}{{ for .alerts }}
- {{ .annotations.message }}{{ end }}";
const SMS_CONTENT: &str =
    "Alert {{ .commonLabels.alertname }} ({{ .level }}) since {{ .startTime }}.{{ for .alerts }} {{ .annotations.message }}{{ end }}";
const SMS_RECOVER_CONTENT: &str = "Resolved: {{ .commonLabels.alertname }} at {{ .endTime }}.";
const TTS_CONTENT: &str = "Alert {{ .commonLabels.alertname }}, level {{ .level }}.";
const TTS_RECOVER_CONTENT: &str = "The alert {{ .commonLabels.alertname }} is resolved.";
const ROBOT_CONTENT: &str = "**Alert{{ if eq \"resolved\" .status }} resolved{{ end }}: {{ .commonLabels.alertname }}**
Level: {{ .level }}
Policy: {{ .dispatchRuleName }}
Since: {{ .startTime }}{{ if eq \"resolved\" .status }}
Until: {{ .endTime }}{{ end }}{{ for .alerts }}
- {{ .annotations.message }}{{ end }}";

/// The texts of a policy, with the usual ones in the place of those that are empty.
pub(in crate::arms) fn filled(own: &Template) -> Template {
    let or = |own: &String, usual: &str| {
        if own.is_empty() { usual.to_owned() } else { own.clone() }
    };
    Template {
        email_title: or(&own.email_title, EMAIL_TITLE),
        email_content: or(&own.email_content, EMAIL_CONTENT),
        email_recover_title: or(&own.email_recover_title, EMAIL_RECOVER_TITLE),
        email_recover_content: or(&own.email_recover_content, EMAIL_RECOVER_CONTENT),
        sms_content: or(&own.sms_content, SMS_CONTENT),
        sms_recover_content: or(&own.sms_recover_content, SMS_RECOVER_CONTENT),
        tts_content: or(&own.tts_content, TTS_CONTENT),
        tts_recover_content: or(&own.tts_recover_content, TTS_RECOVER_CONTENT),
        robot_content: or(&own.robot_content, ROBOT_CONTENT),
    }
}
