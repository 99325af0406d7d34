import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';

/**
 * Where readers find this server, for absolute links, without a slash at its end: as it was set up, else as whoever asks
 * wrote it, which `refuseForeignHosts` has held against what is ours.
 */
export function siteAddress(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): string {
  return publicUrl ?? `http://${headers.host}`;
}
