//! The texts of messages where a policy has none of its own, in the vendor's template language.
//!
//! That there are default texts is documented; their words are assumed. The text of a chat bot has the word `Alert`,
//! since a DingTalk bot without a signature is set up to let messages with it pass.

use crate::arms::policies::policy::Template;

const EMAIL_TITLE: &str = "[{{ .level }}] {{ .commonLabels.alertname }}";
const EMAIL_CONTENT: &str = "Alert: {{ .commonLabels.alertname }}
Level: {{ .level }}
Started at: {{ .startTime }}
Notification policy: {{ .dispatchRuleName }}
{{ for .alerts }}- {{ .labels.alertname }}: {{ .annotations.message }}
{{ end }}";
const EMAIL_RECOVER_TITLE: &str = "[Resolved] {{ .commonLabels.alertname }}";
const EMAIL_RECOVER_CONTENT: &str = "Resolved: {{ .commonLabels.alertname }}
Level: {{ .level }}
Started at: {{ .startTime }}
Ended at: {{ .endTime }}
Notification policy: {{ .dispatchRuleName }}
{{ for .alerts }}- {{ .labels.alertname }}: {{ .annotations.message }}
{{ end }}";
const SMS_CONTENT: &str =
    "Alert {{ .commonLabels.alertname }}, level {{ .level }}, started at {{ .startTime }}.";
const SMS_RECOVER_CONTENT: &str =
    "Alert {{ .commonLabels.alertname }}, level {{ .level }}, resolved at {{ .endTime }}.";
const TTS_CONTENT: &str = "Alert {{ .commonLabels.alertname }}, level {{ .level }}.";
const TTS_RECOVER_CONTENT: &str = "Alert {{ .commonLabels.alertname }} is resolved.";
const ROBOT_CONTENT: &str = "Alert: {{ .commonLabels.alertname }}
Level: {{ .level }}
Status: {{ .status }}
Started at: {{ .startTime }}
{{if eq \"resolved\" .status }}Ended at: {{ .endTime }}
{{ end }}{{ for .alerts }}- {{ .labels.alertname }}: {{ .annotations.message }}
{{ end }}";

/// The texts of a policy, with the default for each that it does not have.
pub(in crate::arms) fn with_defaults(template: &Template) -> Template {
    let or = |text: &String, usual: &str| {
        if text.is_empty() { usual.to_owned() } else { text.clone() }
    };
    let t = template;
    Template {
        email_title: or(&t.email_title, EMAIL_TITLE),
        email_content: or(&t.email_content, EMAIL_CONTENT),
        email_recover_title: or(&t.email_recover_title, EMAIL_RECOVER_TITLE),
        email_recover_content: or(&t.email_recover_content, EMAIL_RECOVER_CONTENT),
        sms_content: or(&t.sms_content, SMS_CONTENT),
        sms_recover_content: or(&t.sms_recover_content, SMS_RECOVER_CONTENT),
        tts_content: or(&t.tts_content, TTS_CONTENT),
        tts_recover_content: or(&t.tts_recover_content, TTS_RECOVER_CONTENT),
        robot_content: or(&t.robot_content, ROBOT_CONTENT),
    }
}
