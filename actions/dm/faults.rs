//! The errors of the product. Texts follow the vendor's list of error codes where that has them; a text that it does not
//! have is made in the same way: `The specified … is wrongly formed.`

use crate::{ApiError, Fault, ParameterError, Problem};

const fn fault(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

macro_rules! faults {
    ($($name:ident = $status:literal $code:literal $message:literal;)+) => {
        $(pub(in crate::dm) const $name: Fault = fault($status, $code, $message);)+
    };
}

faults! {
    NO_DOMAIN = 404 "InvalidDomainId.NotFound" "The specified domain ID does not exist.";
    SAME_DOMAIN = 400 "InvalidDomainName.Duplicate" "The specified domain name is duplicated.";
    TAKEN_DOMAIN = 400 "InvalidDomainName.Conflict" "The specified domain name is used by another account.";
    USED_DOMAIN = 400 "InvalidDomain.Using" "The specified domain is in use.";
    NO_ADDRESS = 404 "InvalidMailAddress.NotFound" "The specified mail address is not found.";
    NO_ADDRESS_ID = 404 "InvalidMailAddressId.Malformed" "The specified sender address ID does not exist.";
    SAME_ADDRESS = 400 "InvalidMailAddressName.Duplicate"
        "The specified email address already exists. Please change to another one.";
    BAD_ADDRESS_DOMAIN = 400 "InvalidMailAddressDomain.Malformed" "The specified mailAddress domain does not exist.";
    BAD_DOMAIN_STATUS = 400 "InvalidMailAddressDomainStatus.Malformed"
        "The specified mailAddress domain status is wrongly formed.";
    BAD_ADDRESS_STATUS = 400 "InvalidMailAddressStatus.Malformed"
        "The specified mailAddress status is wrongly formed.";
    BAD_PASSWORD = 400 "InvalidMailAddressPassword.Malformed"
        "The specified mailAddress password is wrongly formed.";
    SAME_PASSWORD = 400 "InvalidMailAddressPassword.EqualCurrent"
        "The specified mailAddress password is equal to the current one.";
    NO_TICKET = 404 "InvalidMailAddressTicket.Malformed" "The specified mailAddress ticket is wrongly formed.";
    NO_REPLY = 404 "InvalidMailAddressReplyName.Malformed"
        "The specified mailAddress reply name is wrongly formed.";
    SAME_RECEIVER = 400 "InvalidReceiverName.Duplicate" "The specified receiver name is duplicated.";
    SAME_ALIAS = 400 "InvalidReceiverAlias.Duplicate" "The specified receiver alias is duplicated.";
    NO_RECEIVER_ID = 404 "InvalidReceiverId.Malformed" "The specified receiver ID does not exist.";
    NO_RECEIVER = 404 "InvalidReceiver.NotFound" "The specified receiver does not exist.";
    EMPTY_RECEIVER = 400 "InvalidReceiverStatus.Malformed" "The specified receivers status is wrongly formed.";
    BAD_RECEIVER = 400 "InvalidReceiverName.Malformed" "The specified receiver name is wrongly formed.";
    SAME_TAG = 400 "InvalidTagName.Duplicate" "The specified tag name is duplicated.";
    NO_TAG = 400 "InvalidTagId.Malformed" "The specified tag ID is wrongly formed.";
    SAME_TEMPLATE = 400 "InvalidTemplateName.Duplicate" "The specified template name is duplicated.";
    NO_TEMPLATE = 404 "InvalidTemplate.NotFound" "The specified template does not exist.";
    BAD_TEMPLATE_STATUS = 400 "InvalidTemplateStatus.Malformed" "The specified template status is wrongly formed.";
    BAD_TO = 400 "InvalidToAddress" "The specified toAddress is wrongly formed.";
    SUPPRESSED = 400 "InvalidToAddress.Spam" "Sendmail rejected by invalid address.";
    BAD_BODY = 400 "InvalidBody" "The format of the specified textBody or htmlBody is invalid.";
    OVER_QUOTA = 400 "InvalidQuota" "The mail sending quota is exceeded.";
    BAD_USER = 400 "InvalidUserStatus.Malformed" "The specified user status is wrongly formed.";
    NO_INVALID_ADDRESS = 400 "InvalidAddress.NotFound"
        "The invalid address is not in the invalid address database.";
    SUPPRESSED_ALREADY = 400 "UserSuppressionList.AddressExists" "The specified address already exists.";
    EMPTY_ADDRESS = 400 "UserSuppressionList.EmptyAddress" "The specified address is empty.";
    BAD_SUPPRESSION = 400 "UserSuppressionList.InvalidAddress" "The specified address is invalid.";
    LONG_SUPPRESSION = 400 "UserSuppressionList.AddressOverLength" "The specified address is too long.";
}

/// The product's errors for parameters: codes by what the parameter is of.
pub(in crate::dm) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    if bad.problem == Problem::Missing {
        return ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        );
    }
    let (status, code, what) = match name {
        "DomainName" | "Domain" => (400, "InvalidDomainName.Malformed", "domain name"),
        "AccountName" => (400, "InvalidMailAddressName.Malformed", "mailAddress name"),
        "Sendtype" => (400, "InvalidMailAddressSendType.Malformed", "mailAddress sendType"),
        "ReplyAddress" => (400, "InvalidReplyAddress.Malformed", "replyAddress"),
        "ReplyAddressAlias" => (400, "InvalidReplyAddressAlias.Malformed", "replyAddressAlias"),
        "FromAlias" => (400, "InvalidFromAlias.Malformed", "fromAlias"),
        "Subject" => (400, "InvalidSubject.Malformed", "subject"),
        "Password" => return BAD_PASSWORD.into(),
        "ReceiversName" => return BAD_RECEIVER.into(),
        "ReceiversAlias" => (400, "InvalidReceiverAlias.Malformed", "receiver alias"),
        // The status is the vendor's.
        "TagName" => (404, "InvalidTagName.Malformed", "tag name"),
        "TemplateName" => (400, "InvalidTemplateName.Malformed", "template name"),
        _ => {
            let text = format!("The specified parameter \"{name}\" is not valid.");
            return ApiError::new(400, "InvalidParameter", text);
        }
    };
    ApiError::new(status, code, format!("The specified {what} is wrongly formed."))
}

/// The error for a parameter that cannot be read as `what`.
pub(in crate::dm) fn malformed(name: &str, what: &'static str) -> ApiError {
    ParameterError { name, problem: Problem::Malformed(what) }.worded(wording)
}
