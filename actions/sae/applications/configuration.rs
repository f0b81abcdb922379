//! What applications are configured with: one list of the parameters that `CreateApplication` and
//! `DeployApplication` read and `DescribeApplicationConfig` shows, with their types. The configuration that is
//! stored has the members that are shown.
//!
//! Assumed: an application that does not exist is covered only by policies on all of them.

use serde_json::{Map, Value};

use super::configuration_values::{
    CONFIG_MAPS, EMPTY_DIRS, INIT_CONTAINERS, MOUNTS, Member, OSS_MOUNTS, RASP, SECRETS, SIDECARS,
    is_json, is_list, is_object, list, object_of_texts, objects,
};
use crate::{
    ApiError, Fault, ParameterError, Params, Problem, Result, Spec,
    core::control::ControlError,
    flag, int,
    sae::{INVALID, tables::applications::Application, wording},
    text,
};

/// The most bytes of a text: change orders keep the whole configuration (assumed).
const MOST_BYTES: usize = 16 * 1024;

/// Documented.
pub(in crate::sae) const PACKAGE_TYPE: Fault = Fault {
    status: 400,
    code: "InvalidPackageType.NotFound",
    message: "The package type must be War, FatJar, or Image.",
};
/// Documented.
pub(in crate::sae) const SPECIFICATION: Fault = Fault {
    status: 400,
    code: "InvalidInstanceSpecification.Unsupported",
    message: "The instance specification is not supported: CPU [%s], memory [%s].",
};
/// Documented.
pub(in crate::sae) const JAR_NEEDS_JDK: Fault = Fault {
    status: 400,
    code: "JarApplication.MissingJdk",
    message: "A FatJar application must contain JDK.",
};
/// Documented.
pub(in crate::sae) const WAR_NEEDS_TOMCAT: Fault = Fault {
    status: 400,
    code: "WarApplication.MissingJdkWebcontainer",
    message: "A War application must contain JDK and Tomcat.",
};

/// The type of a parameter, and what is shown of it.
#[derive(Clone, Copy)]
enum Kind {
    /// A text, shown as it is.
    Text,
    /// A text that no error quotes.
    Secret,
    /// JSON text, shown as text.
    Json,
    /// A number in this range.
    Number(i64, i64),
    Flag,
    /// A flag that is shown as text (documented).
    FlagText,
    /// JSON text of a list, shown as a list of these members.
    List(&'static [Member]),
    /// JSON text of one object, shown as a list of it (documented).
    Object(&'static [Member]),
    /// JSON text of an object with texts, shown as an object.
    Texts,
}

/// A parameter of `CreateApplication`, of `DeployApplication` or of both.
struct Parameter {
    name: &'static str,
    kind: Kind,
    /// The actions that have it.
    of: &'static [Stage],
    /// Its name in `DescribeApplicationConfig`; empty if it is not shown.
    shown: &'static str,
    doc: &'static str,
}

/// The action that reads parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::sae) enum Stage {
    Create,
    Deploy,
}

impl Parameter {
    const fn new(name: &'static str, kind: Kind, doc: &'static str) -> Self {
        Self { name, kind, of: &[Stage::Create, Stage::Deploy], shown: name, doc }
    }

    const fn of(self, of: &'static [Stage]) -> Self {
        Self { of, ..self }
    }

    const fn shown(self, shown: &'static str) -> Self {
        Self { shown, ..self }
    }

    /// What is shown of its value: `None` if the call does not have it, null if it is empty.
    fn read(&self, p: &mut Params<'_>) -> Result<Option<Value>> {
        let words = || -> Spec<String> { text(self.name).keep_empty() };
        let spec = match self.kind {
            Kind::Number(min, max) => {
                let it = p.optional(int(self.name).range(min, max).doc(self.doc))?;
                return Ok(it.map(Value::from));
            }
            Kind::Flag => return Ok(p.optional(flag(self.name).doc(self.doc))?.map(Value::from)),
            Kind::FlagText => {
                let it = p.optional(flag(self.name).doc(self.doc))?;
                return Ok(it.map(|it| Value::from(it.to_string())));
            }
            Kind::Text => words(),
            Kind::Secret => words().secret(),
            Kind::Json => words().form("JSON text", is_json),
            Kind::List(_) => words().form("JSON list", is_list),
            Kind::Object(_) | Kind::Texts => words().form("JSON object", is_object),
        };
        let found = p.optional(spec.doc(self.doc))?;
        if let Some(long) = found.as_ref().filter(|it| it.len() > MOST_BYTES) {
            let why = format!("it has {} bytes; at most {MOST_BYTES} are allowed", long.len());
            return Err(INVALID.with(self.name).with_hint(why));
        }
        Ok(found.map(|it| match self.kind {
            _ if it.is_empty() => Value::Null,
            Kind::List(members) => list(&it, members),
            Kind::Object(members) => objects(&it, members),
            Kind::Texts => object_of_texts(&it),
            _ => it.into(),
        }))
    }
}

const CREATE: &[Stage] = &[Stage::Create];
const DEPLOY: &[Stage] = &[Stage::Deploy];

/// Every parameter, by name.
#[rustfmt::skip]
const PARAMETERS: &[Parameter] = &[
    Parameter::new("AcrAssumeRoleArn", Kind::Text, "The role that pulls the image from another account."),
    Parameter::new("AcrInstanceId", Kind::Text, "The instance of Container Registry that has the image."),
    Parameter::new("AgentVersion", Kind::Text, "The version of the monitoring agent."),
    Parameter::new("AlbIngressReadinessGate", Kind::Text, "Whether gateways of ALB are waited for.").of(DEPLOY),
    Parameter::new("AppSource", Kind::Text, "What made the application.").of(CREATE),
    Parameter::new("AssociateEip", Kind::Flag, "Whether instances have public addresses."),
    Parameter::new("BaseAppId", Kind::Text, "The application that it is a grey release of.").of(CREATE),
    Parameter::new("BatchWaitTime", Kind::Number(0, 1440), "Minutes between batches.").of(DEPLOY),
    Parameter::new("Command", Kind::Text, "The command that starts the image."),
    Parameter::new("CommandArgs", Kind::Text, "The arguments of that command."),
    Parameter::new("ConfigMapMountDesc", Kind::List(CONFIG_MAPS), "The ConfigMaps that are mounted."),
    Parameter::new("Cpu", Kind::Number(0, i64::MAX), "Thousandths of a processor for each instance."),
    Parameter::new("CustomHostAlias", Kind::Json, "Host names of the container."),
    Parameter::new("CustomImageNetworkType", Kind::Text, "Where a custom image is: internet or intranet."),
    Parameter::new("DiskSize", Kind::Number(0, i64::MAX), "GB of disk for each instance.").of(CREATE),
    Parameter::new("Dotnet", Kind::Text, "The version of .NET."),
    Parameter::new("EdasContainerVersion", Kind::Text, "The version of the EDAS container."),
    Parameter::new("EmptyDirDesc", Kind::List(EMPTY_DIRS), "The empty directories that are mounted."),
    Parameter::new("EnableAhas", Kind::Text, "Whether AHAS is used.").of(DEPLOY),
    Parameter::new("EnableCpuBurst", Kind::FlagText, "Whether an instance may use more processors for a while."),
    Parameter::new("EnableEbpf", Kind::Text, "Whether eBPF monitors it.").of(CREATE).shown(""),
    Parameter::new("EnableGreyTagRoute", Kind::Flag, "Whether grey release rules apply.").of(DEPLOY),
    Parameter::new("EnableNamespaceAgentVersion", Kind::Flag, "Whether the agent's version is the namespace's."),
    Parameter::new("EnableNamespaceSlsConfig", Kind::Flag, "Whether logs are collected as in the namespace.").of(CREATE).shown(""),
    Parameter::new("EnableNewArms", Kind::Flag, "Whether the new ARMS monitors it."),
    Parameter::new("EnablePrometheus", Kind::Flag, "Whether Prometheus collects its metrics."),
    Parameter::new("EnableSidecarResourceIsolated", Kind::Flag, "Whether sidecars have resources of their own.").shown(""),
    Parameter::new("Envs", Kind::Json, "Environment variables of the container."),
    Parameter::new("GpuConfig", Kind::Json, "The processors for graphics.").shown(""),
    Parameter::new("HeadlessPvtzDiscoverySvc", Kind::Json, "Registration at a headless service.").of(CREATE).shown("HeadlessPvtzDiscovery"),
    Parameter::new("Html", Kind::Text, "The version of Nginx."),
    Parameter::new("ImagePullSecrets", Kind::Text, "The secret to pull the image with."),
    Parameter::new("ImageUrl", Kind::Text, "The image, for the package type Image."),
    Parameter::new("InitContainersConfig", Kind::List(INIT_CONTAINERS), "The containers that run first."),
    Parameter::new("IsStateful", Kind::Flag, "Whether it keeps state.").of(CREATE),
    Parameter::new("JarStartArgs", Kind::Text, "Arguments of a JAR package."),
    Parameter::new("JarStartOptions", Kind::Text, "Options to start a JAR package."),
    Parameter::new("Jdk", Kind::Text, "The version of the JDK."),
    Parameter::new("KafkaConfigs", Kind::Json, "Logs that are sent to Kafka."),
    Parameter::new("Labels", Kind::Texts, "Labels of the instances."),
    Parameter::new("Liveness", Kind::Json, "The check whether an instance lives."),
    Parameter::new("LokiConfigs", Kind::Text, "Logs that are sent to Loki."),
    Parameter::new("MaxSurgeInstanceRatio", Kind::Number(0, 100), "Percent of more instances while deploying.").of(DEPLOY),
    Parameter::new("MaxSurgeInstances", Kind::Number(0, i64::MAX), "How many more instances while deploying.").of(DEPLOY),
    Parameter::new("Memory", Kind::Number(0, i64::MAX), "MB of memory for each instance."),
    Parameter::new("MicroRegistration", Kind::Text, "The registry: 0 for the built-in one, 1 for one of the user's, 2 for MSE."),
    Parameter::new("MicroRegistrationConfig", Kind::Text, "The registry's configuration."),
    Parameter::new("MicroserviceEngineConfig", Kind::Text, "The governance of microservices."),
    Parameter::new("MinReadyInstanceRatio", Kind::Number(-1, 100), "Percent of the instances that stay ready.").of(DEPLOY),
    Parameter::new("MinReadyInstances", Kind::Number(-1, i64::MAX), "How many instances stay ready.").of(DEPLOY),
    Parameter::new("MountDesc", Kind::List(MOUNTS), "The directories of NAS that are mounted."),
    Parameter::new("MountHost", Kind::Text, "The mount target of NAS."),
    Parameter::new("NasConfigs", Kind::Json, "The file systems of NAS that are mounted."),
    Parameter::new("NasId", Kind::Text, "The file system of NAS."),
    Parameter::new("NewSaeVersion", Kind::Text, "The edition of SAE: lite, std or pro."),
    Parameter::new("OidcRoleName", Kind::Text, "The role that instances assume."),
    Parameter::new("OssAkId", Kind::Text, "The access key that reads OSS."),
    Parameter::new("OssAkSecret", Kind::Secret, "Its secret."),
    Parameter::new("OssMountDescs", Kind::List(OSS_MOUNTS), "The buckets of OSS that are mounted."),
    Parameter::new("PackageUrl", Kind::Text, "The package, for package types other than Image."),
    Parameter::new("PackageVersion", Kind::Text, "The version of the package."),
    Parameter::new("Php", Kind::Text, "The version of PHP."),
    Parameter::new("PhpArmsConfigLocation", Kind::Text, "Where the monitoring of PHP is configured."),
    Parameter::new("PhpConfig", Kind::Text, "The configuration of PHP."),
    Parameter::new("PhpConfigLocation", Kind::Text, "Where that is mounted."),
    Parameter::new("PostStart", Kind::Json, "What runs after the start."),
    Parameter::new("PreStop", Kind::Json, "What runs before the stop."),
    Parameter::new("ProgrammingLanguage", Kind::Text, "The language: java, php, python or other.").of(CREATE),
    Parameter::new("PvtzDiscoverySvc", Kind::Json, "Registration at a Kubernetes service.").shown("PvtzDiscovery"),
    Parameter::new("Python", Kind::Text, "The version of Python."),
    Parameter::new("PythonModules", Kind::Text, "The modules of Python."),
    Parameter::new("RaspConfig", Kind::Object(RASP), "The protection at run time."),
    Parameter::new("Readiness", Kind::Json, "The check whether an instance may be called."),
    Parameter::new("ResourceType", Kind::Text, "The kind of resources: default or haiguang.").of(CREATE),
    Parameter::new("SaeVersion", Kind::Text, "The version of SAE.").of(CREATE).shown(""),
    Parameter::new("SecretMountDesc", Kind::List(SECRETS), "The Secrets that are mounted."),
    Parameter::new("SecurityGroupId", Kind::Text, "The security group."),
    Parameter::new("ServiceTags", Kind::Texts, "The tags of its grey release."),
    Parameter::new("SidecarContainersConfig", Kind::List(SIDECARS), "The containers beside it."),
    Parameter::new("SlsConfigs", Kind::Json, "Logs that are sent to SLS."),
    Parameter::new("SlsLogEnvTags", Kind::Text, "Tags of those logs."),
    Parameter::new("StartupProbe", Kind::Json, "The check whether an instance has started."),
    Parameter::new("SwimlanePvtzDiscoverySvc", Kind::Json, "Registration of a lane at a Kubernetes service.").of(DEPLOY).shown("SwimlanePvtzDiscovery"),
    Parameter::new("TerminationGracePeriodSeconds", Kind::Number(1, 300), "How long a stop may take; 30 seconds unless given."),
    Parameter::new("Timezone", Kind::Text, "The time zone; Asia/Shanghai unless given."),
    Parameter::new("TomcatConfig", Kind::Json, "The configuration of Tomcat."),
    Parameter::new("UpdateStrategy", Kind::Json, "How a deployment goes on.").of(DEPLOY),
    Parameter::new("VSwitchId", Kind::Text, "The vSwitch; the namespace's unless given."),
    Parameter::new("VpcId", Kind::Text, "The VPC; the namespace's unless given.").of(CREATE),
    Parameter::new("WarStartOptions", Kind::Text, "Options to start a WAR package."),
    Parameter::new("WebContainer", Kind::Text, "The version of Tomcat."),
];

/// How many instances.
pub(in crate::sae) const fn replicas() -> Spec<i64> {
    int("Replicas").min(0).doc("How many instances.")
}

/// `AppDescription`.
pub(in crate::sae) const fn description() -> Spec<String> {
    text("AppDescription").prose(1, 1024).doc("A description.")
}

/// `PackageType`.
pub(in crate::sae) const fn package_type() -> Spec<String> {
    text("PackageType").line(1, 64).doc("What is deployed, such as FatJar, War or Image.")
}

/// What a call changes of a configuration: members that are shown, null where one is removed.
#[derive(Default)]
pub(in crate::sae) struct Changes(Vec<(&'static str, Value)>);

impl Changes {
    /// Reads the parameters that the action has.
    pub(in crate::sae) fn read(p: &mut Params<'_>, stage: Stage) -> Result<Self> {
        let mut all = Vec::new();
        for parameter in PARAMETERS.iter().filter(|it| it.of.contains(&stage)) {
            let value = parameter.read(p)?;
            if let Some(value) = value.filter(|_| !parameter.shown.is_empty()) {
                all.push((parameter.shown, value));
            }
        }
        Ok(Self(all))
    }

    /// Makes the changes. What a call does not name of a configuration stays (assumed).
    pub(in crate::sae) fn apply(self, configuration: &mut Map<String, Value>) {
        for (name, value) in self.0 {
            if value.is_null() {
                configuration.remove(name);
            } else {
                configuration.insert(name.to_owned(), value);
            }
        }
    }
}

/// Makes changes that are given by the names and in the types of `DescribeApplicationConfig`; null removes. Refuses what is
/// none of those.
pub(in crate::sae) fn change(
    configuration: &mut Map<String, Value>,
    given: Map<String, Value>,
) -> std::result::Result<(), ControlError> {
    for (name, value) in given {
        let wrong = |why: String| Err(ControlError::Wrong(format!("`configuration.{name}` {why}")));
        let Some(parameter) = PARAMETERS.iter().find(|it| it.shown == name && !it.shown.is_empty())
        else {
            return wrong("is nothing that DescribeApplicationConfig shows".into());
        };
        let expected = match parameter.kind {
            _ if value.is_null() => {
                configuration.remove(&name);
                continue;
            }
            Kind::Text | Kind::Secret | Kind::Json => {
                value.is_string().then_some(()).ok_or("a text")
            }
            Kind::Number(..) => value.is_i64().then_some(()).ok_or("a whole number"),
            Kind::Flag => value.is_boolean().then_some(()).ok_or("true or false"),
            Kind::FlagText => matches!(value.as_str(), Some("true" | "false"))
                .then_some(())
                .ok_or("\"true\" or \"false\""),
            Kind::List(_) | Kind::Object(_) => value.is_array().then_some(()).ok_or("a list"),
            Kind::Texts => value.is_object().then_some(()).ok_or("an object"),
        };
        if let Err(expected) = expected {
            return wrong(format!("must be {expected}"));
        }
        if let (Kind::Number(min, max), Some(number)) = (parameter.kind, value.as_i64())
            && !(min..=max).contains(&number)
        {
            return wrong(format!("must be from {min} to {max}"));
        }
        configuration.insert(name, value);
    }
    Ok(())
}

/// The configuration of an application that is new (documented).
pub(in crate::sae) fn initial() -> Map<String, Value> {
    let mut it = Map::new();
    it.insert("EnableGreyTagRoute".into(), false.into());
    it.insert("TerminationGracePeriodSeconds".into(), 30.into());
    it.insert("Timezone".into(), "Asia/Shanghai".into());
    it
}

/// The configuration of an application that is stored.
pub(in crate::sae) fn of_application(app: &Application) -> Result<Map<String, Value>> {
    serde_json::from_str(&app.deployed.configuration).map_err(ApiError::internal)
}

/// The processors and memory that instances may have (documented).
const SPECIFICATIONS: &[(i64, &[i64])] = &[
    (500, &[1024, 2048]),
    (1000, &[2048, 4096]),
    (2000, &[4096, 8192]),
    (4000, &[8192, 16384]),
    (8000, &[16384, 65536]),
    (12000, &[12288, 24576]),
    (16000, &[32768, 65536]),
    (32000, &[65536, 131_072]),
];

/// Refuses a configuration that no application may have. What the package of an application needs is asked for when
/// it is deployed (assumed).
pub(in crate::sae) fn check(
    package_type: &str,
    configuration: &Map<String, Value>,
    deploys: bool,
) -> Result<()> {
    let known = ["FatJar", "War", "Image", "PhpZip", "PythonZip", "DotnetZip"];
    if !known.contains(&package_type) && !package_type.starts_with("IMAGE_PHP_") {
        return Err(PACKAGE_TYPE.into());
    }
    let number = |name: &str| configuration.get(name).and_then(Value::as_i64);
    let (cpu, memory) = (number("Cpu"), number("Memory"));
    let fits = SPECIFICATIONS.iter().any(|(of_cpu, of_memory)| {
        cpu.is_none_or(|it| it == *of_cpu) && memory.is_none_or(|it| of_memory.contains(&it))
    });
    if !fits {
        let shown = |it: Option<i64>| it.map(|it| it.to_string()).unwrap_or_default();
        let message = format!(
            "The instance specification is not supported: CPU [{}], memory [{}].",
            shown(cpu),
            shown(memory)
        );
        return Err(ApiError::new(SPECIFICATION.status, SPECIFICATION.code, message));
    }
    if !deploys {
        return Ok(());
    }
    let has = |name: &str| configuration.contains_key(name);
    let package = if package_type == "Image" { "ImageUrl" } else { "PackageUrl" };
    match package_type {
        "FatJar" if !has("Jdk") => Err(JAR_NEEDS_JDK.into()),
        "War" if !has("Jdk") || !has("WebContainer") => Err(WAR_NEEDS_TOMCAT.into()),
        _ if package_type.starts_with("IMAGE_PHP_") || has(package) => Ok(()),
        _ => Err(wording(&ParameterError { name: package, problem: Problem::Missing })),
    }
}
