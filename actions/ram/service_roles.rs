//! The roles that services keep for themselves, of the services that exist here and of the
//! one that the vendor's pages take as their example.

/// What a service's role is made from.
pub(super) struct ServiceRole {
    /// The name by which the service is known.
    pub(super) service: &'static str,
    /// How the name of its role ends.
    suffix: &'static str,
    /// What the service is called in descriptions.
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
    /// The one of the service known as `service`.
    pub(super) fn find(service: &str) -> Option<&'static Self> {
        SERVICE_ROLES.iter().find(|r| r.service == service)
    }

    /// The one whose role is called `name`.
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

    /// Its trust policy: nobody but the service.
    pub(super) fn trust(&self) -> String {
        format!(
            "{{\"Statement\":[{{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{{\"Service\":[\"{}\"]}}}}],\"Version\":\"1\"}}",
            self.service
        )
    }
}
