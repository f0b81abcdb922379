//! What calls about route tables and entries are refused with.

use super::{missing, refused};
use crate::Fault;

// Route tables.
pub(in crate::vpc) const NO_TABLE: Fault =
    missing("InvalidRouteTableId.NotFound", "Specified route table does not exist.");
pub(in crate::vpc) const NO_TABLE_TO_LIST: Fault =
    refused("InvalidRouteTable.NotFound", "The specified RouteTable was not found.");
pub(in crate::vpc) const BAD_TABLE_NAME: Fault = refused(
    "InvalidParameter.RouteTableName.Malformed",
    "The specified route table name is not valid.",
);
pub(in crate::vpc) const BAD_TABLE_DESCRIPTION: Fault =
    refused("InvalidParameter.Description.Malformed", "The specified Description is not valid.");
pub(in crate::vpc) const BAD_NEW_TABLE_DESCRIPTION: Fault =
    refused("InvalidDescription.Malformed", "Description format is invalid.");
pub(in crate::vpc) const MANY_TABLES: Fault =
    refused("QuotaExceeded.RouteTable", "VPC RouteTable quota exceeded.");
pub(in crate::vpc) const SYSTEM_TABLE: Fault = refused(
    "IncorrectRouteTableType",
    "Route table can be deleted by this action only when it's type is custom.",
);
pub(in crate::vpc) const TABLE_HAS_ENTRY: Fault = refused(
    "IncorrectRouteTableStatus.RouteEntryExist",
    "You cannot delete the specified route table because it still has custom route entry.",
);
pub(in crate::vpc) const TABLE_IN_USE: Fault = refused(
    "IncorrectRouteTableStatus",
    "The current status of the route table does not support this operation.",
);
pub(in crate::vpc) const TO_SYSTEM_TABLE: Fault = refused(
    "OperationDenied.SwitchToSystemRouteTable",
    "The associated route tables cannot be directly changed to system route tables.",
);
pub(in crate::vpc) const HAS_OTHER_TABLE: Fault = refused(
    "Forbidden.VSwitchAlreadyAssociatedRouteTable",
    "The specified virtual switch already associates route table.",
);
pub(in crate::vpc) const OTHER_VPC: Fault = refused(
    "Forbidden.NotInSameVpc",
    "The specified virtual switch and route table are not in the same VPC.",
);
pub(in crate::vpc) const FROM_SYSTEM_TABLE: Fault =
    refused("OperationUnsupported.SystemRouteTable", "System route table can not be unassociated.");
pub(in crate::vpc) const NOT_BOUND: Fault = missing(
    "InvalidBindingStatus.RouteTable",
    "The specified virtual switch and route table does not bind",
);
pub(in crate::vpc) const NO_ROUTER_TO_LIST: Fault =
    refused("InvalidVRouterId.NotFound", "Specified virtual router does not exist.");

// Entries.
pub(in crate::vpc) const BAD_DESTINATION: Fault =
    refused("InvalidCidrBlock.Malformed", "Specified CIDR block is not valid.");
pub(in crate::vpc) const DESTINATION_IN_VSWITCH: Fault =
    refused("InvalidCidrBlock", "Specified CIDR block is not valid.");
pub(in crate::vpc) const DESTINATION_OF_CLOUD: Fault = refused(
    "InvalidDestinationCidrBlock",
    "The specified destinationCidrBlock must not included in black list cidr.",
);
pub(in crate::vpc) const SAME_DESTINATION: Fault =
    refused("InvalidCIDRBlock.Duplicate", "Specified CIDR block is already exists.");
pub(in crate::vpc) const NO_INSTANCE: Fault =
    missing("InvalidInstanId.NotFound", "Specified instance does not exist.");
pub(in crate::vpc) const NO_INTERFACE: Fault =
    missing("InvalidNetworkInterface.NotFound", "The specified networkInterface does not exist.");
/// The same, where a route is modified.
pub(in crate::vpc) const NO_NEW_INTERFACE: Fault =
    refused("InvalidNetworkInterface.NotFound", "The specified network interface does not exist.");
pub(in crate::vpc) const NO_NAT_HOP: Fault = missing(
    "InvalidNatGatewayId.NotFound",
    "Specified value of NatGatewayId is not found in our record.",
);
pub(in crate::vpc) const NO_IPV6_GATEWAY_HOP: Fault =
    missing("InvalidIpv6Gateway.NotFound", "Specified Ipv6Gateway does not exist.");
pub(in crate::vpc) const NO_HOP: Fault =
    refused("InvalidNextHop.NotFound", "Specified next hop does not exist.");
pub(in crate::vpc) const HOP_IN_OTHER_VPC: Fault =
    refused("IllegalParam.NextHopId", "Instance not exists or not vpc vm.");
pub(in crate::vpc) const BAD_HOP_TYPE: Fault =
    refused("InvalidNextHopType", "Specified parameter \"NextHopType\" is not valid.");
pub(in crate::vpc) const NO_HOP_GIVEN: Fault =
    refused("InvalidNexthopTypeAndList.BothNull", "both nexthopType and nextHopList are null.");
pub(in crate::vpc) const BOTH_HOPS_GIVEN: Fault = refused(
    "InvalidNexthopTypeAndList.BothNotNull",
    "both nexthopType and nextHopList are not null.",
);
pub(in crate::vpc) const BAD_HOP_COUNT: Fault =
    refused("InvalidNexthopListSize", "nexthop size is illegal. Must be between 2 and 4.");
pub(in crate::vpc) const MANY_ENTRIES: Fault =
    refused("QuotaExceeded", "Route entry quota exceeded in this route table.");
pub(in crate::vpc) const BAD_ENTRY_NAME: Fault =
    refused("InvalidRouteEntryName.Malformed", "Specified RouteEntry name is not valid.");
pub(in crate::vpc) const BAD_ENTRY_DESCRIPTION: Fault =
    refused("InvalidDescription.Malformed", "The Description is illegal.");
pub(in crate::vpc) const ENTRY_CONFLICT: Fault =
    refused("TaskConflict", "The operation is too frequent, please wait a moment and try again.");
pub(in crate::vpc) const SYSTEM_ENTRY: Fault =
    refused("OperationDenied", "Specified operation is denied as route entry type is system.");
pub(in crate::vpc) const NO_ENTRY: Fault =
    refused("InvalidRouteEntry.NotFound", "Route entry not exists.");
pub(in crate::vpc) const NO_ENTRY_ID: Fault =
    refused("InvalidRouteEntryId.NotFound", "Specified RouteEntryId does not exist.");
pub(in crate::vpc) const ENTRY_BUSY: Fault =
    refused("IncorrectRouteEntryStatus", "Some route entry status blocked this operation.");
pub(in crate::vpc) const ID_AND_DESTINATION: Fault = refused(
    "ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock",
    "RouteEntryId is exclusive with RouteTableId and DestinationCidrBlock.",
);
pub(in crate::vpc) const NO_ENTRY_GIVEN: Fault = refused(
    "MissingParam.RouteEntryIdOrRouteTableDstCidr",
    "The request is missing required parameters. You must provide either the RouteEntryId or the combination of RouteTableId and DestinationCidrB",
);
pub(in crate::vpc) const NO_NEW_HOP: Fault =
    refused("MissingParam.NewNextHopId", "The parameter NewNextHopId is mandatory.");
pub(in crate::vpc) const NO_NEW_HOP_TYPE: Fault =
    refused("MissingParam.NewNextHopType", "The parameter NewNextHopType is mandatory.");
pub(in crate::vpc) const BAD_NEW_HOP_TYPE: Fault =
    refused("IllegealParam.NextHopType", "The parameter NewNextHopType is illegal.");
pub(in crate::vpc) const SAME_HOP: Fault = refused(
    "OperationDenied.NextHopExist",
    "The operation is not allowed because the nexthop already exists.",
);
pub(in crate::vpc) const FILTER_OF_CUSTOM: Fault = refused(
    "OperationFailed.FilterParamUnderWrongRouteType",
    "Operation failed because only custom type support filter by routeEntryId or routeEntryName",
);
pub(in crate::vpc) const BAD_TOKEN: Fault =
    refused("IllegalParam.NextToken", "User nextToken is illegal.");
pub(in crate::vpc) const BAD_ENTRY_TYPE: Fault =
    refused("IllegalParam.RouteEntryType", "The parameter of RouteEntryType is illegal.");
pub(in crate::vpc) const NO_TABLE_IN_ROW: Fault =
    refused("MissingParam.RouteTableId", "The parameter RouteTableId is missing.");
pub(in crate::vpc) const NO_VPC_TO_COUNT: Fault =
    refused("InvalidVpcId.NotFound", "VPC [%s] is not found.");
