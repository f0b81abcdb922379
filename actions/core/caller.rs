//! Who calls.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::policy::{ControlLevel, Document, PrincipalName, Rights, Subject};

/// The caller, as authenticated by the signature.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Caller {
    /// The account, which owns whatever the call creates: 16 digits.
    pub account: String,
    /// The principal within that account.
    pub principal: Principal,
    /// The access key that signed; empty for an anonymous call.
    pub access_key: String,
}

/// The principal of an account that calls.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Principal {
    /// The account itself.
    Root,
    /// A RAM user.
    User {
        /// Its id: 18 digits.
        id: String,
        /// Its name.
        name: String,
    },
    /// A role session.
    Session {
        /// The id of the role: 18 digits.
        role_id: String,
        /// The name of the role.
        role_name: String,
        /// The name of the session.
        session: String,
        /// The session policy passed with `AssumeRole`, which restricts the role's permissions.
        /// It has no written form: who has the token of the session has it.
        #[serde(skip)]
        policy: Option<Arc<Document>>,
    },
    /// The call is not signed.
    Anonymous,
}

impl Principal {
    /// The principal as policies identify it. An anonymous caller has no policies, and the actions
    /// it can call need none.
    #[must_use]
    pub fn who(&self) -> PrincipalName<'_> {
        match self {
            Self::Root => PrincipalName::Root,
            Self::User { name, .. } => PrincipalName::User(name),
            Self::Session { role_name, .. } => PrincipalName::Role(role_name),
            Self::Anonymous => PrincipalName::User(""),
        }
    }

    /// The session policy, if one was passed.
    #[must_use]
    pub fn session_policy(&self) -> Option<&Document> {
        match self {
            Self::Session { policy, .. } => policy.as_deref(),
            _ => None,
        }
    }
}

impl Caller {
    /// The caller with `rights`, bound by `control`, in the form the policy engine takes.
    #[must_use]
    pub fn subject<'a>(&'a self, rights: &'a Rights, control: &'a [ControlLevel]) -> Subject<'a> {
        let subject = Subject::new(&self.account, self.principal.who(), rights);
        Subject { session: self.principal.session_policy(), control, ..subject }
    }
}
