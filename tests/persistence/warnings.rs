//! What the log warns of.

use std::path::Path;

use crate::support::{Call, Program};

/// What SAE keeps in ARMS is not to be deleted there, which nothing refuses.
#[test]
fn the_log_warns_of_what_breaks_the_notifications_of_sae() {
    let program = Program::serve(Path::new(":memory:"));
    let call = |version: &str, action: &str, parameters: &[(&str, &str)]| {
        let call = Call::of(action).with(|c| c.version = version.into());
        let call = parameters.iter().fold(call, |call, (name, value)| call.query(name, value));
        let answer = program.call(&call);
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    let (sae, arms) = ("2019-05-06", "2019-08-08");
    let webhook = ("WeComRobot", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1");
    let root = [("UserName", "ops"), ("UserType", "ROOT"), ("Phone", "13811110000"), webhook];
    call(sae, "CreateContact", &root);
    // SAE's own deletions and those of other objects are no matter.
    call(sae, "DeleteContact", &[("ContactId", "1")]);
    call(sae, "CreateContact", &root);
    call(arms, "CreateOrUpdateContactGroup", &[("ContactGroupName", "mine")]);
    call(arms, "DeleteContactGroup", &[("ContactGroupId", "2")]);
    call(arms, "DeleteIMRobot", &[("RobotId", "2")]);
    call(arms, "DeleteContact", &[("ContactId", "2")]);
    call(arms, "DeleteContactGroup", &[("ContactGroupId", "1")]);
    call(arms, "DeleteDispatchRule", &[("Id", "1"), ("RegionId", "cn-hangzhou")]);
    let end = program.stop();
    let warnings: Vec<_> = end.stderr.lines().filter(|it| it.contains("deleted in ARMS")).collect();
    let named = [
        r#"chat bot "sae:ops""#,
        r#"contact "sae:ops""#,
        r#"contact group "sae:default""#,
        r#"notification policy "sae:default""#,
    ];
    assert_eq!(warnings.len(), named.len(), "{}", end.stderr);
    for (warning, named) in warnings.iter().zip(named) {
        assert!(warning.contains("WARN") && warning.contains(named), "{warning}");
    }
}
