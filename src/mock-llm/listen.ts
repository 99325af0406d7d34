import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../errors.ts';
import { isWildcard } from '../http/loopback.ts';

/** A load test opens all its connections at once; the system may hold fewer. */
const BACKLOG = 4096;

/**
 * Listens and says where: `http://127.0.0.1:8642`.
 *
 * @throws {AppError} `address-in-use`, `address-forbidden` or `address-unavailable` when it cannot listen there.
 */
export function listen(server: Server, host: string, port: number): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen({ host: bare, port, backlog: BACKLOG }, () => {
      const name = isWildcard(host) ? 'localhost' : bare.includes(':') ? `[${bare}]` : bare;
      resolve(`http://${name}:${(server.address() as AddressInfo).port}`);
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  const failure = (what: string, code: string, hint: string) =>
    new AppError(`Cannot listen on ${host}:${port}: ${what}`, { code, status: 500, hint, cause: error });
  if (error.code === 'EADDRINUSE') {
    return failure(
      'something else does already',
      'address-in-use',
      'Stop it, or give another --port; 0 finds a free one.',
    );
  }
  if (error.code === 'EACCES') {
    return failure('that is not allowed here', 'address-forbidden', 'Give a --port above 1023.');
  }
  return failure(
    `this machine has no such address (${error.code})`,
    'address-unavailable',
    'Leave --host out, or give an address of this machine.',
  );
}
