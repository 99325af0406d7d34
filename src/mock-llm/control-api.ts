import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { describeIssues } from '../describe-issues.ts';
import { AppError, asAppError } from '../errors.ts';
import { sendProblem } from '../http/problem.ts';
import type { MockModel, UnmatchedRule } from '../scenario/mock-model.ts';
import { parseScenario, type Scenario } from '../scenario/scenario.ts';
import { manualOutageSchema } from '../scenario/scenario-schema.ts';
import { createForeignGuard } from './foreign-guard.ts';
import type { MockMetrics } from './mock-metrics.ts';
import { PROMETHEUS_TEXT } from './prometheus-text.ts';
import { readBody } from './read-body.ts';

interface Reply {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
}
type Handler = (body: string, query: URLSearchParams) => Reply;

export interface ControlApiOptions {
  readonly model: MockModel;
  readonly metrics: MockMetrics;
  /** Where the server listens. */
  readonly host: string;
  /** Told what went wrong in here; the request was answered with status 500. */
  readonly onDefect: (error: unknown) => void;
  /** Told which rules of a scenario never matched, when another takes its place. */
  readonly onReplaced: (unmatched: readonly UnmatchedRule[]) => void;
}

const index = {
  service: 'upshot mock-llm',
  baseUrlPath: '/v1',
  addresses: {
    'GET /healthz': 'whether it answers',
    'GET /metrics': 'counts and latencies since the start, for Prometheus',
    'GET /_mock/stats': 'calls and tokens since the start or the last reset',
    'GET /_mock/transcript': 'the last exchanges, oldest first; ?limit=10 gives the last ten',
    'GET /_mock/scenario': 'the scenario, as PUT takes it, and how many calls each rule answered',
    'PUT /_mock/scenario': 'plays another: its text, YAML or JSON, is the body',
    'POST /_mock/outage':
      'every call fails from now on; status, share, headers, latency and drop say how, as in a scenario',
    'DELETE /_mock/outage': 'ends that',
    'POST /_mock/reset': 'begins the scenario again',
  },
};

/** Everything that is not the model: health, metrics, and the control of the scenario for tests and scripts. */
export function createControlApi({ model, metrics, host, onDefect, onReplaced }: ControlApiOptions) {
  const guard = createForeignGuard(host);

  const startOutage: Handler = (body) => {
    const parsed = manualOutageSchema.safeParse(body.trim() === '' ? {} : jsonOf(body), { reportInput: true });
    if (!parsed.success) {
      throw new AppError('The outage cannot be started', {
        ...{ code: 'bad-outage', status: 400, errors: describeIssues(parsed.error.issues) },
        hint: 'Send nothing, or {"status": 503, "share": 0.5}.',
      });
    }
    model.startOutage(parsed.data);
    return done;
  };

  const play: Handler = (body) => {
    onReplaced(model.play(readScenario(body)));
    return json(scenarioView(model));
  };

  const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
    '/': { GET: () => json(index) },
    '/healthz': { GET: () => json({ status: 'ok' }) },
    '/metrics': {
      GET: () => ({ status: 200, contentType: PROMETHEUS_TEXT, body: metrics.render() }),
    },
    '/_mock': { GET: () => json(index) },
    '/_mock/stats': { GET: () => json(model.stats()) },
    '/_mock/transcript': { GET: (_, query) => json(model.transcript(limitOf(query))) },
    '/_mock/scenario': { GET: () => json(scenarioView(model)), PUT: play, POST: play },
    '/_mock/outage': {
      POST: startOutage,
      DELETE() {
        model.endOutage();
        return done;
      },
    },
    '/_mock/reset': {
      POST() {
        model.reset();
        return done;
      },
    },
  };

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    try {
      const refused = path.startsWith('/_mock') ? guard(request) : undefined;
      if (refused) throw refused;
      const handlers = routes[path.length > 1 ? path.replace(/\/$/, '') : path];
      if (handlers === undefined) throw notFound();
      const { method = 'GET' } = request;
      const handler = handlers[method === 'HEAD' ? 'GET' : method];
      if (handler === undefined) {
        response.setHeader('allow', Object.keys(handlers).join(', '));
        throw methodNotAllowed(method, Object.keys(handlers));
      }
      send(response, handler(await bodyOf(request), queryOf(request)));
    } catch (error) {
      if (!(error instanceof AppError)) onDefect(error);
      sendProblem(request, response, asAppError(error));
    }
  };
}

const done: Reply = { status: 204 };

function json(value: unknown): Reply {
  return { status: 200, contentType: 'application/json', body: JSON.stringify(value) };
}

function send(response: ServerResponse, { status, contentType, body }: Reply): void {
  if (contentType !== undefined) response.setHeader('content-type', contentType);
  if (body !== undefined) response.setHeader('content-length', Buffer.byteLength(body));
  response.writeHead(status).end(body);
}

/** What is played, as it was written, with the line of every rule and how many calls it has answered. */
function scenarioView({ scenario: { source }, answeredByRule }: MockModel) {
  const rules = answeredByRule().map((answered, index) => ({ line: source?.ruleLines[index] ?? null, answered }));
  return { name: source === undefined ? null : basename(source.name), scenario: source?.written ?? {}, rules };
}

function readScenario(text: string): Scenario {
  try {
    return parseScenario(text, 'scenario');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { message, code } = error;
    throw new AppError(message, { code, status: 400, hint: 'Mend it and send it again; the one before goes on.' });
  }
}

function queryOf({ url = '/' }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.split('?')[1]);
}

/** @throws {AppError} 400 `bad-limit` when it is no whole number from 1 on. */
function limitOf(query: URLSearchParams): number | undefined {
  const limit = query.get('limit');
  if (limit === null) return undefined;
  if (/^0*[1-9]\d*$/.test(limit)) return Number(limit);
  throw new AppError(`limit must be a whole number from 1 on, and is "${limit}"`, {
    ...{ code: 'bad-limit', status: 400, hint: 'Leave it out to get all that are kept.' },
  });
}

/** Never settles when the client leaves before the end of its body: there is nobody to answer. */
function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    readBody(request, (body) => (body === null ? reject(bodyTooLong()) : resolve(body.toString())));
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('The body is not JSON', {
      ...{ code: 'malformed-json', status: 400, cause },
      hint: 'Send nothing, or {"status": 503, "share": 0.5}.',
    });
  }
}

function notFound(): AppError {
  return new AppError('There is nothing at this address', {
    ...{ code: 'not-found', status: 404 },
    hint: 'GET / lists what there is; the base URL for clients ends in /v1.',
  });
}

function methodNotAllowed(method: string, allowed: readonly string[]): AppError {
  return new AppError(`${method} is not possible at this address`, {
    ...{ code: 'method-not-allowed', status: 405, hint: `Use ${allowed.join(' or ')}.` },
  });
}

function bodyTooLong(): AppError {
  return new AppError('The body is longer than 32 MB', { code: 'body-too-long', status: 413 });
}
