"""Certificates that were bought, renewed before they expire."""

import time
from typing import Iterator, List, Optional

from alibabacloud_cas20200407 import models

from . import cloud

Order = models.ListUserCertificateOrderResponseBodyCertificateOrderList

PAGE_SIZE = 50
POLL_SECONDS = 2.0
PATIENCE_SECONDS = 300.0


def renew() -> List[str]:
    """Renews what expires within 30 days and has no successor, and waits for the new certificates: their domains."""
    orders = [order for order in _orders("WILLEXPIRED") if not _successor(order)]
    renewed = [_renew(order) for order in orders]
    for order in renewed:
        _wait(order)
    return [order.domain for order in orders]


def _renew(order: Order) -> int:
    request = models.RenewCertificateOrderForPackageRequestRequest(order_id=order.order_id)
    method = cloud.certificates().renew_certificate_order_for_package_request
    try:
        return cloud.call(method, request).body.order_id
    except cloud.NoAnswer:
        # Each order costs one: a second one only if the first is not there.
        there = _successor(order)
        return there.order_id if there else cloud.call(method, request).body.order_id


def _successor(order: Order) -> Optional[Order]:
    """The order that is to replace this one, if it was placed already."""
    for status in ("CHECKING", "ISSUED"):
        for other in _orders(status, order.domain):
            if other.domain == order.domain and other.buy_date > order.buy_date:
                return other
    return None


def _wait(order_id: int) -> None:
    method = cloud.certificates().describe_certificate_state
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        state = cloud.call(method, models.DescribeCertificateStateRequest(order_id=order_id)).body.type
        if state == "certificate":
            return
        if state == "verify_fail" or time.monotonic() > deadline:
            raise RuntimeError(f"the order {order_id} has led to no certificate: its state is {state}")
        time.sleep(POLL_SECONDS)


def _orders(status: str, keyword: Optional[str] = None) -> Iterator[Order]:
    method = cloud.certificates().list_user_certificate_order
    seen, number = 0, 1
    while True:
        body = cloud.call(method, models.ListUserCertificateOrderRequest(
            order_type="CPACK", status=status, keyword=keyword, current_page=number, show_size=PAGE_SIZE)).body
        page = body.certificate_order_list or []
        yield from page
        seen, number = seen + len(page), number + 1
        if not page or seen >= body.total_count:
            return
