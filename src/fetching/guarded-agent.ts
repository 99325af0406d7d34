import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { keepsSecrets, notPublic } from './fetch-error.ts';

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface GuardedAgentOptions {
  /** Whether one may connect to an IP address. */
  readonly isAllowed: (address: string) => boolean;
  /**
   * Whether a name that there is none of is refused in the words for one that leads to an address which is not allowed: else
   * whoever has addresses fetched learns which names a network has. Where it is not, only metadata addresses are not allowed.
   */
  readonly discreet: boolean;
  /** Default: that of the system. */
  readonly resolve?: Resolve | undefined;
  /** How long opening a connection may take, in milliseconds. */
  readonly connectTimeoutMs: number;
}

/**
 * Connections that lead to allowed addresses alone. A name is resolved once for each connection, all its addresses must be
 * allowed, and it is these that are connected to, so that a name which resolves to something else the next time gains
 * nothing; before a request is sent the socket's own address is looked at once more. No proxy of the environment is used.
 */
export function createGuardedAgent({
  isAllowed,
  discreet,
  resolve = resolveBySystem,
  connectTimeoutMs,
}: GuardedAgentOptions): Agent {
  const refused = discreet ? notPublic : keepsSecrets;
  const checkedLookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return callback(discreet ? notPublic(hostname) : unknownHost(hostname), '');
        if (!addresses.every(({ address }) => isAllowed(address))) return callback(refused(hostname), '');
        if (options.all) return callback(null, [...addresses]);
        callback(null, first.address, first.family);
      },
      (error) => callback(discreet && isUnknown(error) ? notPublic(hostname) : error, ''),
    );
  };
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: checkedLookup });
  return new Agent({
    connect: (options, callback) => {
      const { hostname } = options;
      if (isIP(hostname) !== 0 && !isAllowed(hostname)) return callback(refused(hostname), null);
      connect(options, (...[error, socket]) => {
        if (error) return callback(error, null);
        if (isAllowed(socket.remoteAddress ?? '')) return callback(null, socket);
        socket.destroy();
        callback(refused(hostname), null);
      });
    },
  });
}

const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

function isUnknown(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA');
}

function unknownHost(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no address of ${hostname}`), { code: 'ENOTFOUND' });
}
