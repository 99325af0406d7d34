import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IPv4 that is not globally reachable, or not one host's: the special-purpose registry of IANA (RFC 6890), multicast. */
const specialIpv4 = listOf('ipv4', [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; the metadata of Alibaba Cloud
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local; the metadata of most clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
]);

/** IPv6 that is: all the rest is reserved, local, multicast or stands for an IPv4 address. */
const globalIpv6 = listOf('ipv6', [['2000::', 3]]);
const specialIpv6 = listOf('ipv6', [
  ['2001::', 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
]);

/** Where clouds tell whoever asks from inside of keys and passwords, and what only the next link can be meant by. */
const metadata = listOf('ipv4', [
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.192', 32],
]);
const metadataIpv6 = listOf('ipv6', [
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
]);

/** Whether an IP address is one of the public internet. What is no IP address, or has a zone, is not. */
export function isPublicAddress(address: string): boolean {
  if (isMetadataAddress(address)) return false;
  if (isIPv4(address)) return !specialIpv4.check(address, 'ipv4');
  const groups = groupsOf(address);
  if (groups === null) return false;
  // Networks without IPv4 reach it through addresses of this prefix (NAT64, RFC 6052): it is as public as what it stands for.
  if (isNat64(groups)) return isPublicAddress(ipv4Of(groups, 6));
  return globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
}

/** Whether an address is one at which a cloud hands out secrets, in whatever IPv6 address it is wrapped. Never of use. */
export function isMetadataAddress(address: string): boolean {
  if (isIPv4(address)) return metadata.check(address, 'ipv4');
  const groups = groupsOf(address);
  if (groups === null) return false;
  return metadataIpv6.check(address, 'ipv6') || wrappedIn(groups).some((wrapped) => metadata.check(wrapped, 'ipv4'));
}

function listOf(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [net: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}

/** The eight groups of an IPv6 address without a zone. */
function groupsOf(address: string): readonly number[] | null {
  const hostname = isIPv6(address) ? URL.parse(`http://[${address}]/`)?.hostname : undefined;
  if (hostname === undefined) return null;
  const [head = [], tail = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((half) => half.split(':').flatMap((group) => (group === '' ? [] : [Number.parseInt(group, 16)])));
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function isNat64(groups: readonly number[]): boolean {
  return groups.slice(0, 6).join() === [0x64, 0xff9b, 0, 0, 0, 0].join();
}

/** The IPv4 addresses that one stands for: mapped and NAT64 in its last groups, 6to4 in its second and third. */
function wrappedIn(groups: readonly number[]): string[] {
  if (groups[0] === 0x2002) return [ipv4Of(groups, 1)];
  const isMapped = groups.slice(0, 5).every((group) => group === 0);
  return isMapped || isNat64(groups) ? [ipv4Of(groups, 6)] : [];
}

function ipv4Of(groups: readonly number[], from: number): string {
  return groups
    .slice(from, from + 2)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}
