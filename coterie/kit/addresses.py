"""Which addresses on the net are public, and which are somebody's own."""

import ipaddress
from collections.abc import Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_OWN = (
    ipaddress.ip_network("192.88.99.0/24"),  # 6to4 relays
    ipaddress.ip_network("64:ff9b:1::/48"),  # NAT64 of one's own
    ipaddress.ip_network("::/96"),  # IPv4 inside IPv6, the old way
    ipaddress.ip_network("::ffff:0:0:0/96"),  # the same, translated
    ipaddress.ip_network("fec0::/10"),  # site-local
)


def is_public(text: str) -> bool:
    """Say whether the numeric address is one of the public net, in every form in which it may be hidden."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(form) for form in _forms(address))


def _is_public(address: Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _OWN if network.version == address.version)
    )


def _forms(address: Address) -> Iterator[Address]:
    """Yield the address, or the IPv4 addresses that it carries inside."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    else:
        yield address
        yield from filter(None, (address.sixtofour, *(address.teredo or ())))
