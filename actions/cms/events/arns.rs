//! The ARNs of targets in other products, as `DescribeEventRuleTargetList` shows them (its page has examples). The
//! forms of the ARNs that its page does not show are assumed.

pub(super) fn function(account: &str, region: &str, service: &str, function: &str) -> String {
    format!("acs:fc:{region}:{account}:services/{service}/functions/{function}")
}

/// A queue, or else a topic.
pub(super) fn queue(account: &str, region: &str, queue: &str, topic: &str) -> String {
    if queue.is_empty() {
        format!("acs:mns:{region}:{account}:/topics/{topic}/messages")
    } else {
        format!("acs:mns:{region}:{account}:/queues/{queue}/messages")
    }
}

pub(super) fn log(account: &str, region: &str, project: &str, log_store: &str) -> String {
    format!("acs:log:{region}:{account}:project/{project}/logstore/{log_store}")
}
