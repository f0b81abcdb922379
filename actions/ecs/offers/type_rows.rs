//! Instance types, as answers show them.

use serde_json::{Value, json};

use crate::ecs::catalogue::{InstanceType, MAX_DATA_DISKS};

/// The row of a type. Speeds, bandwidths and queues are modelled: they grow with the processors.
pub(super) fn row(it: &InstanceType) -> Value {
    let gpus = it.gpus();
    let queues = it.cores.clamp(1, 8);
    let mut row = json!({
        "InstanceTypeId": it.id,
        "InstanceTypeFamily": it.family(),
        "CpuCoreCount": it.cores,
        "MemorySize": it.memory,
        "CpuArchitecture": it.architecture,
        "InstanceCategory": it.category(),
        "InstanceFamilyLevel": it.level,
        "EniQuantity": it.interfaces,
        "EniTotalQuantity": it.interfaces,
        "EniPrivateIpAddressQuantity": it.addresses,
        "EniIpv6AddressQuantity": it.addresses,
        "EniTrunkSupported": it.generation >= 7,
        "DiskQuantity": MAX_DATA_DISKS + 1,
        "InstanceBandwidthRx": it.cores * 1_024_000,
        "InstanceBandwidthTx": it.cores * 1_024_000,
        "InstancePpsRx": it.cores * 300_000,
        "InstancePpsTx": it.cores * 300_000,
        "NvmeSupport": if it.generation >= 8 { "required" } else { "unsupported" },
        "PrimaryEniQueueNumber": queues,
        "SecondaryEniQueueNumber": queues,
        "TotalEniQueueQuantity": queues * it.interfaces,
        "MaximumQueueNumberPerEni": queues,
        "GPUAmount": gpus,
        "GPUSpec": if gpus > 0 { "NVIDIA T4" } else { "" },
        "GPUMemorySize": gpus * 16,
        "LocalStorageCategory": "",
        "LocalStorageAmount": 0,
        "LocalStorageCapacity": 0,
        "CpuSpeedFrequency": 2.5,
        "CpuTurboFrequency": 3.2,
        "PhysicalProcessorModel": if it.architecture == "ARM" { "YiTian 710" } else { "Intel Xeon" },
        "EriQuantity": 0,
        "QueuePairNumber": 0,
        "NetworkCardQuantity": 0,
        "JumboFrameSupport": it.generation >= 8,
    });
    if it.is_burstable() {
        row["InitialCredit"] = (it.cores * 30).into();
        row["BaselineCredit"] = (it.cores * 12).into();
    }
    row
}
