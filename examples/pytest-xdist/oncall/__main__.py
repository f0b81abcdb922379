"""python -m oncall contacts ROSTER.toml | python -m oncall certificates"""

import sys
import tomllib

from . import certificates, contacts


def main(arguments: list[str]) -> int:
    match arguments:
        case ["contacts", roster]:
            with open(roster, "rb") as file:
                change = contacts.sync(tomllib.load(file))
            print(f"added {', '.join(change.added) or 'nobody'}; removed {', '.join(change.removed) or 'nobody'}")
            print(f"not confirmed: {', '.join(contacts.unconfirmed()) or 'nobody'}")
            return 0
        case ["certificates"]:
            print(f"renewed: {', '.join(certificates.renew()) or 'nothing'}")
            return 0
    print(f"usage: {__doc__}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
