import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, shuttingDownError } from '../errors.ts';
import type { AppDeps } from './app-deps.ts';
import { answerClientErrors } from './client-errors.ts';
import { createApp } from './create-app.ts';
import { isLoopback, isWildcard } from './loopback.ts';
import { sendProblem } from './problem.ts';

/** How long requests under way may still take once the server is asked to close. */
const GRACE_MS = 25_000;
/** How long kept connections then stay open: what their clients were about to send is refused in words and not cut off. */
const LINGER_MS = 250;
/** How long who connected last has, once nobody else can connect, to be refused in words as well. */
const LAST_MS = 50;

export interface RunningServer extends AsyncDisposable {
  /** Where it answers, for people: `http://127.0.0.1:3000`. */
  readonly url: string;
  /**
   * Answers what is under way, refuses what comes after with 503, and resolves when the port is free. What has not ended
   * after the grace time is cut off. Calling it again waits for the same end.
   */
  close(): Promise<void>;
}

/**
 * Listens on `settings.host` and `settings.port`.
 *
 * @throws {AppError} `keys-required`, exit code 2, when others could reach it and no keys are set; `address-in-use`,
 *   `address-forbidden` or `address-unavailable` when it cannot listen there.
 */
export async function startServer(
  deps: AppDeps,
  { graceMs = GRACE_MS, lingerMs = LINGER_MS } = {},
): Promise<RunningServer> {
  const { host, port, apiKeys } = deps.settings;
  if (!isLoopback(host) && apiKeys.length === 0) throw keysRequired(host);

  const app = createApp(deps);
  let closed: Promise<void> | undefined;
  const underWay = new Set<ServerResponse>();
  let allAnswered = () => {};

  const server = createServer({ requireHostHeader: false }, (request, response) => {
    if (closed !== undefined) {
      response.setHeader('connection', 'close');
      return sendProblem(request, response, shuttingDownError());
    }
    underWay.add(response);
    response.once('close', () => {
      underWay.delete(response);
      if (underWay.size === 0) allAnswered();
    });
    app(request, response);
  });
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000; // longer than the minute after which usual proxies drop an idle connection
  answerClientErrors(server);
  await listen(server, host, port);

  const close = async () => {
    const graceOver = new AbortController();
    const answered = new Promise<void>((resolve) => {
      allAnswered = resolve;
      if (underWay.size === 0) resolve();
    });
    // Nobody is to send another request where its answer would be cut off.
    for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close');
    await Promise.race([answered, deps.clock.sleep(graceMs, graceOver.signal).catch(() => {})]);
    graceOver.abort();
    const inOrder = underWay.size === 0 && lingerMs > 0;
    if (inOrder && (await connectionsOf(server)) > 0) await deps.clock.sleep(lingerMs);
    const portFree = new Promise((resolve) => server.close(resolve));
    if (inOrder) await Promise.race([portFree, deps.clock.sleep(LAST_MS)]);
    server.closeAllConnections();
    await portFree;
  };
  const running: RunningServer = {
    url: `http://${urlHost(host)}:${(server.address() as AddressInfo).port}`,
    close: () => {
      closed ??= close();
      return closed;
    },
    [Symbol.asyncDispose]: () => running.close(),
  };
  return running;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port }, resolve);
  });
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

function urlHost(host: string): string {
  if (isWildcard(host)) return 'localhost';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function keysRequired(host: string): AppError {
  return new AppError(`HOST is ${host}, so others could reach this server, but it has no keys to tell them apart`, {
    code: 'keys-required',
    status: 500,
    exitCode: 2,
    hint: 'Set UPSHOT_API_KEYS to one or more keys of at least 16 characters, or HOST to 127.0.0.1.',
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): AppError {
  const place = `${host}:${port}`;
  const failure = (what: string, code: string, hint: string) =>
    new AppError(`Cannot listen on ${place}: ${what}`, { code, status: 500, hint, cause: error });
  if (error.code === 'EADDRINUSE') {
    return failure('something else does already', 'address-in-use', 'Stop it, or take another port (PORT, --port).');
  }
  if (error.code === 'EACCES') {
    return failure('that is not allowed here', 'address-forbidden', 'Set PORT to a number above 1023.');
  }
  return failure(
    `this machine has no such address (${error.code})`,
    'address-unavailable',
    'Set HOST to 127.0.0.1 or to an address of this machine.',
  );
}
