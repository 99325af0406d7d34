import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import type { AppDeps } from './app-deps.ts';
import { isLoopback, isWildcard } from './loopback.ts';

/**
 * Refuses requests whose `Host` is not ours, so that a web page whose name was made to point here (DNS rebinding) reads
 * and writes nothing. Ours are the loopback names and addresses, `HOST`, the host of `UPSHOT_PUBLIC_URL` and, when `HOST` is
 * every address, the address the request came in by. Ports are not compared: they may be forwarded.
 */
export function refuseForeignHosts({
  host,
  publicUrl,
}: Pick<AppDeps['settings'], 'host' | 'publicUrl'>): RequestHandler {
  const ours = new Set([bare(host)]);
  if (publicUrl !== undefined) ours.add(bare(new URL(publicUrl).hostname));

  return (request, _response, next) => {
    const asked = hasOneHost(request) ? hostnameOf(request.headers.host) : undefined;
    if (asked === undefined) return next(missingHost());
    if (ours.has(asked) || isLoopback(asked)) return next();
    if (isWildcard(host) && asked === bare(request.socket.localAddress ?? '')) return next();
    next(foreignHost());
  };
}

/** Of several, Node reads the first, and a proxy before it perhaps another: RFC 9112, 3.2, has them refused. */
function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name)).length === 1;
}

/** The host name of a `Host` header, without port and brackets; undefined when it is not one. */
function hostnameOf(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1] === undefined ? undefined : bare(match[1]);
}

function bare(host: string): string {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/, '');
  return isIPv6(name) ? name : name.replace(/\.$/, '');
}

function missingHost(): AppError {
  return new AppError('The request has no valid Host header', {
    code: 'bad-host',
    status: 400,
    hint: 'Send one Host header with the name or address of this server.',
  });
}

function foreignHost(): AppError {
  return new AppError('This server does not answer under the host name of the request', {
    code: 'foreign-host',
    status: 421,
    hint: 'Use the address Upshot printed at its start, or have UPSHOT_PUBLIC_URL set to the address readers use.',
  });
}
