import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';
import { isLoopback } from '../http/loopback.ts';
import { refuseForeignHosts } from '../http/refuse-foreign-hosts.ts';
import { refuseForeignOrigins } from '../http/refuse-foreign-origins.ts';

/** What the guards of the app read of a request is the same on a bare one of `node:http`. */
type Guard = (request: IncomingMessage, response: unknown, next: (error?: unknown) => void) => void;

/**
 * Says why a request must be refused, as the app itself refuses it: it was sent by a page of another site, or under a host
 * name that is not this server's. Undefined when it may pass. Where others reach it anyway, by whatever name they have for it,
 * names are not looked at.
 *
 * @param host where the server listens.
 */
export function createForeignGuard(host: string): (request: IncomingMessage) => AppError | undefined {
  const settings = { host, publicUrl: undefined };
  const guards = [
    ...(isLoopback(host) ? [refuseForeignHosts(settings)] : []),
    refuseForeignOrigins(settings),
  ] as readonly unknown[] as readonly Guard[];
  return (request) => {
    let refused: unknown;
    for (const guard of guards) {
      guard(request, undefined, (error) => {
        refused ??= error;
      });
    }
    if (!(refused instanceof AppError)) return undefined;
    const { message, code, status } = refused;
    return new AppError(message, {
      code,
      status,
      hint: 'Send it from a program, to the address printed at the start.',
    });
  };
}
