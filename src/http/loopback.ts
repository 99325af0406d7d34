import { BlockList, isIPv4, isIPv6 } from 'node:net';

const loopbackAddresses = new BlockList();
loopbackAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
loopbackAddresses.addAddress('::1', 'ipv6');

/** Whether only this machine can reach that name or address (IPv6 with or without brackets). */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isIPv4(name)) return loopbackAddresses.check(name, 'ipv4');
  if (isIPv6(name)) return loopbackAddresses.check(name, 'ipv6');
  return name === 'localhost';
}

/** Whether listening there means listening on every address of the machine. */
export function isWildcard(host: string): boolean {
  return ['0.0.0.0', '::', '[::]'].includes(host);
}
