import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerClientErrors } from '../http/client-errors.ts';
import { pathOf } from '../http/problem.ts';
import { type PreciseTimer, systemTimer } from '../precise-timer.ts';
import type { MockModel, UnmatchedRule } from '../scenario/mock-model.ts';
import { createControlApi } from './control-api.ts';
import { listen } from './listen.ts';
import { createMockMetrics } from './mock-metrics.ts';
import { playAnswer } from './play-answer.ts';
import { readBody } from './read-body.ts';

export interface MockServerOptions {
  readonly model: MockModel;
  /** Default 127.0.0.1: nobody else can reach it. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  readonly timer?: PreciseTimer;
  /** Told of every client that left before its answer was complete. */
  readonly onHangUp?: () => void;
  /** Told what went wrong in here; the request was answered with status 500. */
  readonly onDefect?: (error: unknown) => void;
  /** Told once, when so many answers wait at a time that what they keep fills the space for young objects. */
  readonly onCrowd?: () => void;
  /** Told which rules of a scenario never matched, when another takes its place. */
  readonly onReplaced?: (unmatched: readonly UnmatchedRule[]) => void;
}

export interface RunningMockServer extends AsyncDisposable {
  /** `http://127.0.0.1:8642`; a client's base URL is this and `/v1`. */
  readonly url: string;
  /** Answers that are on their way. */
  inFlight(): number;
  /** Frees the port at once; answers on their way are cut off. */
  close(): Promise<void>;
}

/** Longer than load tools and the pools of clients leave a connection idle between two of their requests. */
const KEEP_ALIVE_MS = 120_000;

/** Answers that wait at a time. Each keeps some 8 KB, most of it what `node:http` has of a request. */
const CROWD = 256;

/**
 * Serves a scenario over HTTP: whatever path the scenario knows, `/healthz`, `/metrics` and, under `/_mock/`, the control of
 * it. On bare `node:http`, with as little as can be between the socket and the scenario.
 *
 * @throws {AppError} when it cannot listen there; see `listen`.
 */
export async function startMockServer(options: MockServerOptions): Promise<RunningMockServer> {
  const {
    model,
    host = '127.0.0.1',
    port = 0,
    timer = systemTimer,
    onHangUp,
    onDefect = () => {},
    onReplaced = () => {},
    onCrowd,
  } = options;
  const metrics = createMockMetrics();
  const control = createControlApi({ model, metrics, host, onDefect, onReplaced });
  let inFlight = 0;
  let crowded = false;

  function answer(request: IncomingMessage, response: ServerResponse, path: string, bytes: Buffer): void {
    const arrived = timer.turn();
    // Only `set-cookie` ever comes as a list, and no client sends that.
    const headers = request.headers as Readonly<Record<string, string>>;
    const body = bytes.toString();
    const given = model.answer({ method: request.method ?? 'GET', path, headers, body, bytes });
    metrics.began(given);
    inFlight += 1;
    if (inFlight === CROWD && !crowded) {
      crowded = true;
      onCrowd?.();
    }
    const playing = playAnswer(response, given, { timer, arrived, onFirstByte: metrics.firstByte });
    response.on('close', () => {
      const unsent = given.ending !== 'cut' && !response.writableFinished; // it waited behind another for the connection
      const hungUp = !playing.done() || unsent;
      playing.cancel();
      inFlight -= 1;
      metrics.ended(hungUp);
      if (hungUp) onHangUp?.();
    });
  }

  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (!isModelPath(path)) {
      void control(request, response, path);
      return;
    }
    readBody(request, (body) => {
      if (body === null) return refuse(response, 413, 'The body of the request is longer than 32 MB.');
      const { 'content-encoding': encoding = 'identity' } = request.headers;
      if (encoding !== 'identity')
        return refuse(response, 415, 'The body of the request is compressed: send it as it is.');
      try {
        answer(request, response, path, body);
      } catch (error) {
        onDefect(error);
        refuse(response, 500, 'The mock failed in a way it did not foresee.');
      }
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  answerClientErrors(server);
  const url = await listen(server, host, port);

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closed;
  };
  return { url, inFlight: () => inFlight, close, [Symbol.asyncDispose]: close };
}

/** Everything below /v1, and wherever else a base URL may have put the addresses that clients add to it. */
function isModelPath(path: string): boolean {
  return path.startsWith('/v1/') || (!path.startsWith('/_mock/') && KNOWN_ENDING.test(path));
}
const KNOWN_ENDING = /\/(?:chat\/completions|responses|models|models\/[^/]+)$/;

/** In the form of OpenAI, which its clients know how to read. */
function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  const body = JSON.stringify({ error: { message, type, param: null, code: null } });
  response.shouldKeepAlive = false; // there may be a body that nobody reads any more
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}
