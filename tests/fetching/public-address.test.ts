import { describe, expect, it } from 'vitest';
import { isMetadataAddress, isPublicAddress } from '../../src/fetching/public-address.ts';

describe('public addresses', () => {
  it.each([
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '198.20.0.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2001:200::1',
    '2a00:1450:4001::a9fe:a9fe',
    '64:ff9b::5db8:d822',
  ])('has %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ...[
      '0.0.0.0',
      '10.0.0.1',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.255',
      '169.254.1.1',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...[
      '192.0.0.1',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.19.255.255',
      '198.51.100.1',
      '203.0.113.1',
    ],
    ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '100.100.100.200', '168.63.129.16'],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::7f00:1',
      '64:ff9b::7f00:1',
      '64:ff9b::10.0.0.1',
      '64:ff9b:1::1',
    ],
    ...['fc00::1', 'fdff::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2001::1', '2001:10::1', '2001:db8::1'],
    ...['2002:7f00:1::', '2002:808:808::', '3fff::1', '4000::1', '100::1', 'fd00:ec2::254'],
    ...['localhost', '', '1.2.3', '2130706433', '0x7f000001', '[::1]'],
  ])('does not have %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'fd00:ec2::254',
    'fe80::1',
  ])('knows %s for one where a cloud keeps secrets', (address) => expect(isMetadataAddress(address)).toBe(true));

  it('knows private ones for none of those', () => {
    expect(['127.0.0.1', '10.0.0.1', 'fd00::1', '::1', '2a00::a9fe:a9fe'].filter(isMetadataAddress)).toEqual([]);
  });
});
