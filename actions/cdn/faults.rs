//! What calls are refused with. The codes are published or observed. Texts that no source has are modelled, after the nearest one
//! that is published: those of `SourceIp.Exceed`, `InvalidTagKey.Repeated`, `DomainNameOverLimit`, `TooManyDomains`, of functions that
//! are malformed or there already, of sources that are changed, of certificates beside those of a pair, of paths, tasks and quotas,
//! of tags, of proofs, and of a product that is open.

use crate::{ApiError, Fault, ParameterError, Problem, cdn::service::Service};

/// A refusal that the two products say in another way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Both {
    pub(crate) cdn: Fault,
    pub(crate) dcdn: Fault,
}

impl Both {
    /// That of a product.
    pub(crate) const fn of(&self, service: Service) -> Fault {
        match service {
            Service::Cdn => self.cdn,
            Service::Dcdn => self.dcdn,
        }
    }
}

const fn refused(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 400, code, message }
}

const fn both(code: &'static str, cdn: &'static str, dcdn: &'static str) -> Both {
    Both { cdn: refused(code, cdn), dcdn: refused(code, dcdn) }
}

// Domains.
pub(crate) const NO_DOMAIN: Both = Both {
    cdn: Fault {
        status: 404,
        code: "InvalidDomain.NotFound",
        message: "The domain provided does not exist in our records.",
    },
    dcdn: Fault {
        status: 404,
        code: "InvalidDomain.NotFound",
        message: "The domain does not exist, or it does not belong to you.",
    },
};
pub(crate) const BUSY: Fault = Fault {
    status: 403,
    code: "ServiceBusy",
    message: "The specified Domain is configuring, please retry later",
};
pub(crate) const BAD_NAME: Both = both(
    "InvalidDomainName.Malformed",
    "Specified DomainName is malformed.",
    "The specified DomainName is malformed.",
);
pub(crate) const TAKEN: Fault = refused("DomainAlreadyExist", "This domain name is exist already");
pub(crate) const BAD_KIND: Fault =
    refused("InvalidCdnType.Malformed", "Specified CdnType is malformed.");
pub(crate) const BAD_SCOPE: Both = both(
    "InvalidScope.Malformed",
    "Specified Scope is malformed.",
    "The specified Scope is malformed.",
);
pub(crate) const BAD_SCENE: Fault =
    refused("InvalidScene.Malformed", "The specified Scene is malformed.");
pub(crate) const BAD_FUNCTION_TYPE: Fault =
    refused("InvalidFunctionType.Malformed", "The specified FunctionType is malformed.");
pub(crate) const BAD_SOURCES: Both = both(
    "InvalidSources.Malformed",
    "Specified Sources is malformed.",
    "The specified Sources is malformed.",
);
pub(crate) const MANY_SOURCES: Fault =
    refused("SourceIp.Exceed", "The number of sources exceeds the upper limit of 20.");
pub(crate) const MISMATCH: Fault = refused(
    "InvalidTypeAndContent.MissMatch",
    "The specified source type does not match the specified source content.",
);
pub(crate) const BAD_PRIORITY: Fault =
    refused("InvalidSource.Priority.Malformed", "The specified Source Priority is invalid.");
pub(crate) const BAD_CHANGED_SOURCES: Fault =
    refused("Abs.Sources.Malformed", "The specified Sources is malformed.");
pub(crate) const NO_SOURCE_TYPE: Fault =
    refused("MissingSource.Type", "The Source Type is required.");
pub(crate) const NO_SOURCE_CONTENT: Fault =
    refused("MissingSource.Content", "The Source Content is required.");
pub(crate) const BAD_SOURCE_TYPE: Fault =
    refused("InvalidSource.Type.Malformed", "The specified Source Type is invalid.");
pub(crate) const BAD_SOURCE_CONTENT: Fault =
    refused("InvalidSource.Content.Malformed", "The specified Source Content is invalid.");
pub(crate) const CHANGED_MISMATCH: Fault = refused(
    "InvalidTypeContent.Mismatch",
    "The specified source type does not match the specified source content.",
);
pub(crate) const NO_SCHEDULE: Fault =
    refused("Schedule.NotFound", "The specified schedule does not exist.");
pub(crate) const NO_GROUP: Fault =
    refused("EntityNotExist.ResourceGroup", "The resource group does not exist.");
pub(crate) const BAD_TAG_KEY: Fault = refused("InvalidTagKey", "The specified TagKey is invalid.");
pub(crate) const BAD_TAG_VALUE: Fault =
    refused("InvalidTagValue", "The specified TagValue is invalid.");
pub(crate) const SAME_TAG_KEY: Fault =
    refused("InvalidTagKey.Repeated", "The specified TagKey is repeated.");
pub(crate) const MANY_TAGS: Fault =
    refused("InvalidTagKey.OverLimit", "The number of Tag can not over limit 20.");
pub(crate) const NOT_OWNED: Fault =
    refused("DomainOwnerVerifyFail", "Owner verification of the root domain failed.");
pub(crate) const MANY_DOMAINS: Fault =
    refused("DomainOverLimit", "The maximum number of domains is exceeded.");
pub(crate) const MANY_NAMES: Fault =
    refused("DomainNameOverLimit", "The number of domain names exceeds the upper limit.");
pub(crate) const NOT_OPENED: Both = Both {
    cdn: Fault {
        status: 403,
        code: "CdnServiceNotFound",
        message: "Your account does not open CDN service yet.",
    },
    dcdn: Fault {
        status: 403,
        code: "DcdnServiceNotFound",
        message: "Your account does not open DCDN service yet.",
    },
};
pub(crate) const HAS_OPENED: Both = Both {
    cdn: refused("CdnService.HasOpened", "Your account has opened CDN service already."),
    dcdn: refused("DcdnService.HasOpened", "Your account has opened DCDN service already."),
};

// Functions.
pub(crate) const BAD_BILLING: Fault = refused(
    "InvalidInternetChargeType.ValueNotSupported",
    "The specified value of parameter InternetChargeType is not valid.",
);
pub(crate) const BAD_FUNCTIONS: Fault =
    refused("InvalidFunctions.Malformed", "The specified Functions is malformed.");
pub(crate) const BAD_ARGUMENTS: Fault =
    refused("InvalidFunctionArgs.Malformed", "The specified FunctionArgs is malformed.");
pub(crate) const NO_FUNCTIONS: Fault =
    refused("MissingParameterFunctions", "The Functions parameter is required.");
pub(crate) const NO_FUNCTION_NAME: Fault =
    refused("MissingParameter", "The FunctionName parameter is required.");
pub(crate) const BAD_PARENT: Fault =
    refused("Function.InvalidParentId", "The specified parentId does not exist.");
pub(crate) const SAME_CONFIG: Fault =
    refused("ConfigDuplicate", "The specified config already exists.");
pub(crate) const MANY_CONFIGURED: Fault =
    refused("TooManyDomains", "The number of domain names exceeds the upper limit.");
pub(crate) const NO_CONFIG: Fault = Fault {
    status: 404,
    code: "ConfigNotFound",
    message: "The specified configid does not exist.",
};

// Certificates.
pub(crate) const OFFLINE: Both = Both {
    cdn: refused("InvalidDomain.Offline", "The domain provided is offline."),
    dcdn: Fault { status: 404, code: "InvalidDomain.Offline", message: "The domain is offline." },
};
pub(crate) const BAD_PROTOCOL: Fault =
    refused("InvalidSSLProtocol.ValueNotSupported", "SSLProtocol is not supported.");
pub(crate) const BAD_CERT_TYPE: Fault =
    refused("InvalidCertType.ValueNotSupported", "CertType is not supported.");
pub(crate) const BAD_REGION: Fault =
    refused("Abs.CertRegion.ValueNotSupported", "CertRegion is not supported.");
pub(crate) const NO_PUB: Fault =
    refused("SSLPub.MissingParameter", "The SSLPub parameter is required.");
pub(crate) const NO_PRI: Fault =
    refused("SSLPri.MissingParameter", "The SSLPri parameter is required.");
pub(crate) const BAD_PUB: Fault = refused("InvalidSSLPub", "The specified SSLPub is invalid.");
pub(crate) const BAD_PRI: Fault = refused("InvalidSSLPri", "The specified SSLPri is invalid.");
pub(crate) const NOT_A_PAIR: Fault =
    refused("Certificate.MissMatch", "The SSLPri does not match the certificate.");
pub(crate) const EXPIRED: Fault = refused("Certificate.Expired", "The certificate has expired.");
pub(crate) const NO_CERTIFICATE: Fault =
    refused("Certificate.NotFind", "The certificate does not exist.");
pub(crate) const NO_CERT_NAME: Fault =
    Fault { status: 404, code: "CertName.MissingParameter", message: "You must specify CertName." };
pub(crate) const NO_ID: Fault = refused("MissingCertId", "CertId is mandatory for this action.");
pub(crate) const LONG_CERT_NAME: Fault =
    refused("InvalidCertName.TooLong", "The length of CertName exceeds the limit of 128.");
pub(crate) const SAME_CERT_NAME: Fault =
    refused("CertNameAlreadyExists", "The specified CertName already exists.");
pub(crate) const NO_LIST: Fault = refused("NotFoundCertList", "The certList is null.");
pub(crate) const NO_CERT_ID: Fault =
    refused("InvalidCertId.NotFound", "The certId does not exist.");
pub(crate) const NOT_BOUND: Fault = refused("CertNotExisted", "The certificate does not exist.");
pub(crate) const NO_HTTPS: Fault =
    refused("NoHttpsDomain", "There is no domain that has HTTPS enabled.");

// Caches.
pub(crate) const BAD_PATH: Fault =
    refused("InvalidObjectPath.Malformed", "The specified ObjectPath is malformed.");
pub(crate) const BAD_OBJECT_TYPE: Fault =
    refused("InvalidObjectType.Malformed", "The specified ObjectType is malformed.");
pub(crate) const MANY_PATHS: Fault =
    refused("SingleRequest.OverLimit", "The number of URLs of a request exceeds the upper limit.");
pub(crate) const NO_REFRESH_LEFT: Fault =
    refused("QuotaExceeded.Refresh", "The refresh quota of the day is exceeded.");
pub(crate) const NO_PRELOAD_LEFT: Fault =
    refused("QuotaExceeded.Preload", "The preload quota of the day is exceeded.");
pub(crate) const ONE_TIME: Fault =
    refused("MissingTimeParameter", "StartTime and EndTime must be specified together.");
pub(crate) const BAD_TIME: Fault = refused("InvalidTime", "The specified time is invalid.");
pub(crate) const NO_OBJECT_TYPE: Fault =
    refused("MissingParameter.ObjectType", "The ObjectType parameter is required.");
pub(crate) const BAD_TASK: Fault =
    refused("InvalidTaskId.Malformed", "The specified TaskId is malformed.");

// Tags.
pub(crate) const NO_RESOURCE: Fault =
    refused("Resource.NotExist", "The specified resource does not exist.");
pub(crate) const TAG_KEY: Fault = refused("TagKeyIsInvalid", "The specified TagKey is invalid.");
pub(crate) const TAG_KEY_TWICE: Fault =
    refused("TagKeyRepeated", "The specified TagKey is repeated.");
pub(crate) const TAG_VALUE: Fault = refused("TagIsInvalid", "The specified Tag is invalid.");
pub(crate) const RESOURCE_ID: Fault =
    refused("ResourceIdIsInvalid", "The specified ResourceId is invalid.");
pub(crate) const TOO_MANY_TAGS: Fault =
    refused("TooManyTags", "The number of tags exceeds the upper limit of 20.");
pub(crate) const NO_TAG_OR_ID: Fault =
    refused("MissParameter.TagOrResourceId", "You must specify ResourceId or Tag.");

// Proofs of ownership.
pub(crate) const BAD_FILE: Fault =
    refused("InvalidFile", "The content of the verification file is invalid.");
pub(crate) const NO_FILE: Fault =
    refused("VerifyError", "The verification file cannot be accessed.");
pub(crate) const BAD_VERIFY_TYPE: Fault =
    refused("InvalidVerifyType", "Specified parameter VerifyType is not valid.");

/// How both products word a wrong parameter: the gateway finds what is missing and what is no number or out of its range
/// (observed), the products the rest.
pub(crate) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        Problem::Range(..) if ["PageSize", "PageNumber"].contains(&name) => ApiError::new(
            400,
            format!("Invalid{name}.ValueNotSupported"),
            format!("{name} is not supported."),
        ),
        _ => ApiError::new(
            400,
            format!("Invalid{name}"),
            format!("Specified parameter {name} is not valid."),
        ),
    }
}
