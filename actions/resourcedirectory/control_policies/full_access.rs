//! The system control policy, which allows everything. The control policies of a directory begin with it,
//! attached to every folder and member.

use crate::resourcedirectory::tables::control_policies::ControlPolicy;

/// Its id.
pub(in crate::resourcedirectory) const ID: &str = "cp-FullAliyunAccess";

/// 2020-08-05T06:32:24Z, which the vendor's samples show.
const MADE: i64 = 1_596_609_144_000;

/// The languages that descriptions of system policies are in; the first one is the default.
pub(super) const LANGUAGES: &[&str] = &["zh-CN", "en", "ja"];

/// The policy, described in one of the [`LANGUAGES`]. The Chinese text of the system policy is that of the vendor's
/// samples; the English and the Japanese are assumed.
pub(super) fn policy(language: &str) -> ControlPolicy {
    let about = match language {
        "en" => "The system control policy that supports all operations of Alibaba Cloud",
        "ja" => "Alibaba Cloud のすべての操作をサポートするシステムコントロールポリシー",
        _ => "支持阿里云所有操作的系统管控策略",
    };
    ControlPolicy {
        id: ID.into(),
        name: "FullAliyunAccess".into(),
        about: about.into(),
        scope: "All".into(),
        document: r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
            .into(),
        made: MADE,
        changed: MADE,
    }
}
