"""python -m sites DOMAIN…: renews the certificates that have less than 30 days left, or are not there"""

import sys

from . import certificates, renewal


def main(domains: list[str]) -> int:
    if not domains:
        print(f"usage: {__doc__}", file=sys.stderr)
        return 2
    failed = 0
    for domain in domains:
        try:
            renewed = renewal.keep(domain)
            print(f"{domain}: {f'renewed until {renewed:%Y-%m-%d}' if renewed else 'left alone'}")
        except (certificates.NotIssued, renewal.NotSet) as error:
            failed = 1
            print(f"{domain}: {error}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
