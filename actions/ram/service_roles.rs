//! Service-linked roles, for the emulated services and for the example of the vendor's pages: their
//! templates and their rules, for RAM and for Resource Manager.
//!
//! Assumed: the code for the role of a service that is changed or deleted like another.

use super::{
    policy_faults::{NO_DESCRIPTION, NO_SERVICE, NO_SUFFIX, NOT_SERVICE_LINKED, ROLE_EXISTS},
    roles::{self, RoleView},
    tables::{
        deletions,
        roles::{Role, delete_role, put_role, role},
    },
};
use crate::{Cx, Result, shared::ids};

/// The template of a service-linked role.
pub(super) struct ServiceRole {
    /// The service name.
    pub(super) service: &'static str,
    /// The suffix of its role name.
    suffix: &'static str,
    /// The name of the service in descriptions.
    title: &'static str,
}

const fn of(service: &'static str, suffix: &'static str, title: &'static str) -> ServiceRole {
    ServiceRole { service, suffix, title }
}

static SERVICE_ROLES: [ServiceRole; 6] = [
    of("arms.aliyuncs.com", "ARMS", "ARMS"),
    of("cloudmonitor.aliyuncs.com", "CloudMonitor", "CloudMonitor"),
    of("monitor.cas.aliyuncs.com", "CasMonitor", "Cas - Monitor"),
    of("polardb.aliyuncs.com", "PolarDB", "PolarDB"),
    of("resourcemanager.aliyuncs.com", "ResourceDirectory", "Resource Directory"),
    of("sae.aliyuncs.com", "SAE", "Serverless App Engine"),
];

impl ServiceRole {
    /// The template of `service`.
    pub(super) fn find(service: &str) -> Option<&'static Self> {
        SERVICE_ROLES.iter().find(|r| r.service == service)
    }

    /// The template of the role called `name`.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        SERVICE_ROLES.iter().find(|r| r.role().eq_ignore_ascii_case(name))
    }

    /// The name of its role.
    pub(super) fn role(&self) -> String {
        format!("AliyunServiceRoleFor{}", self.suffix)
    }

    /// The name of the system policy that its role has.
    pub(super) fn policy(&self) -> String {
        format!("AliyunServiceRolePolicyFor{}", self.suffix)
    }

    pub(super) fn description(&self) -> String {
        let title = self.title;
        format!(
            "Service Linked Role for {title}. {title} will use this role to access your resources in other services."
        )
    }

    /// Its trust policy: only the service.
    pub(super) fn trust(&self) -> String {
        format!(
            "{{\"Statement\":[{{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{{\"Service\":[\"{}\"]}}}}],\"Version\":\"1\"}}",
            self.service
        )
    }
}

/// Creates the role of `service`. It counts towards the role quota, but is created even beyond it. None of
/// the services here allows several roles, so a suffix or a description is rejected.
pub(crate) fn create(
    cx: &mut Cx<'_>,
    service: &str,
    suffix: Option<&str>,
    about: Option<&str>,
) -> Result<RoleView> {
    let template = ServiceRole::find(service).ok_or(NO_SERVICE)?;
    if suffix.is_some() {
        return Err(NO_SUFFIX.into());
    }
    if about.is_some() {
        return Err(NO_DESCRIPTION.into());
    }
    let account = &cx.caller.account;
    if role(cx.tx, account, &template.role())?.is_some() {
        return Err(ROLE_EXISTS.into());
    }
    let mut made = Role {
        seq: 0,
        id: roles::new_id(cx),
        name: template.role(),
        about: template.description(),
        trust: template.trust(),
        max_session: 3600,
        service_linked: true,
        console_login: false,
        made: cx.now,
        changed: cx.now,
    };
    put_role(cx.tx, account, &mut made)?;
    Ok(RoleView {
        max_session_duration: None,
        allow_console_login: None,
        update_date: None,
        ..RoleView::of(account, made)
    })
}

/// Starts a task that deletes a service-linked role, and returns its id. Nothing uses such a role here, so
/// the task completes at once.
pub(crate) fn delete(cx: &mut Cx<'_>, name: &str) -> Result<String> {
    let role = roles::find(cx, name)?;
    let template = ServiceRole::named(&role.name).filter(|_| role.service_linked);
    let service = template.ok_or(NOT_SERVICE_LINKED)?.service;
    let account = &cx.caller.account;
    delete_role(cx.tx, account, role.seq)?;
    let uuid = [8, 4, 4, 4, 12].map(|digits| ids::hex(cx.random, digits)).join("-");
    let task = format!("task/acs-service-role/{service}/{}/{uuid}", role.name);
    deletions::put(cx.tx, account, &task, cx.now)?;
    Ok(task)
}

/// Whether the account has, or had, a task of this id that deletes a service-linked role.
pub(crate) fn has_deletion(cx: &mut Cx<'_>, task: &str) -> Result<bool> {
    Ok(deletions::exists(cx.tx, &cx.caller.account, task)?)
}

/// The name of the role that the task of this id deletes.
pub(crate) fn role_of_deletion(task: &str) -> Option<&str> {
    let mut parts = task.strip_prefix("task/acs-service-role/")?.split('/');
    let (_service, role, _uuid) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some(role)
}
