import type { ChatRequest } from './chat-request.ts';
import { type Answered, type HttpConnection, openConnection } from './http-connection.ts';

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Sent before the measuring begins, so that the server is warm and the connections have found their rhythm. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** A new article with every request; else the same one every time. */
  readonly newArticles: boolean;
}

export interface Loaded {
  /** Answers of status 200 within the measured time. */
  readonly answers: number;
  /** How long the measured time was in the end. */
  readonly seconds: number;
  /** From the write of each request to the last byte of its answer, in milliseconds, in rising order. */
  readonly latencies: Float64Array;
  /** Answers of another status, connections that broke, and requests without an answer, at any time. */
  readonly errors: number;
  readonly firstError: string | null;
  /** Of one answer, head included. */
  readonly answerBytes: number;
  /** Share of its core that this client used in the measured time. Near 1 it is the client that was measured. */
  readonly clientBusy: number;
}

/** How many connections are opened at once: more than fit into a server's backlog would wait for a second try. */
const OPENED_AT_ONCE = 64;
/** How long requests on their way at the end may still take. */
const GRACE_MS = 5000;

/** Every connection sends its next request as soon as the answer to the last one is there. */
export async function closedLoop(load: Load, request: ChatRequest): Promise<Loaded> {
  const { port, connections, newArticles } = load;
  const latencies: number[] = [];
  const opened: HttpConnection[] = [];
  let phase: 'warming' | 'measuring' | 'ending' = 'warming';
  let waiting = 0;
  let count = 0;
  let errors = 0;
  let firstError: string | null = null;
  let answerBytes = 0;

  function fail(cause: string) {
    errors += 1;
    firstError ??= cause;
  }

  async function open(index: number): Promise<() => void> {
    let sentAt = 0;
    const send = () => {
      count += 1;
      const bytes = newArticles ? request.numbered(count) : request.bytes;
      waiting += 1;
      sentAt = performance.now();
      connection.send(bytes);
    };
    const answered = ({ status, size, body }: Answered) => {
      const took = performance.now() - sentAt;
      waiting -= 1;
      if (status !== 200) fail(`status ${status}: ${body().slice(0, 200)}`);
      else if (phase === 'measuring') latencies.push(took);
      answerBytes = size;
      if (phase !== 'ending') send();
    };
    const connection = await openConnection(port, answered, fail);
    opened[index] = connection;
    return send;
  }

  const senders: (() => void)[] = [];
  for (let from = 0; from < connections; from += OPENED_AT_ONCE) {
    const batch = Math.min(OPENED_AT_ONCE, connections - from);
    senders.push(...(await Promise.all(Array.from({ length: batch }, (_, index) => open(from + index)))));
  }
  for (const send of senders) send();
  await sleep(load.warmUpSeconds * 1000);

  const [startedAt, startedCpu] = [performance.now(), process.cpuUsage()];
  phase = 'measuring';
  await sleep(load.seconds * 1000);
  phase = 'ending';
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = process.cpuUsage(startedCpu);

  for (let waited = 0; waiting > 0 && waited < GRACE_MS; waited += 50) await sleep(50);
  if (waiting > 0) fail(`${waiting} requests without an answer`);
  errors += Math.max(0, waiting - 1);
  for (const { socket } of opened) socket.destroy();
  return {
    ...{ answers: latencies.length, seconds, latencies: Float64Array.from(latencies).sort() },
    ...{ errors, firstError, answerBytes, clientBusy: (cpu.user + cpu.system) / 1e6 / seconds },
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
