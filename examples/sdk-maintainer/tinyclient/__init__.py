"""A client of Alibaba Cloud's RPC services, on the standard library alone."""

from .client import Client, NoAnswer, ServiceError

__all__ = ["Client", "NoAnswer", "ServiceError"]
