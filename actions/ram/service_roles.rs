//! Service-linked roles, for the emulated services and for the example of the vendor's pages.

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
