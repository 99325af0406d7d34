import { connect, type Socket } from 'node:net';

/** One kept-alive HTTP/1.1 connection, one request at a time, with as little work of its own as possible. */
export interface HttpConnection {
  /** The socket is the caller's to close. */
  readonly socket: Socket;
  /** Sends a whole request; `answered` hears of its answer once the last byte is there. */
  send(request: Buffer): void;
}

export interface Answered {
  readonly status: number;
  /** Head and body, in bytes. */
  readonly size: number;
  /** The body, with the marks of its chunks where it came in chunks. */
  body(): string;
}

const HEAD_END = Buffer.from('\r\n\r\n');
/** JSON has no bare line breaks, so that these bytes can only be the end of a chunked body. */
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/**
 * @param answered is told of every answer.
 * @param broken is told once when the connection ends before it was destroyed, whatever the cause.
 */
export function openConnection(
  port: number,
  answered: (answer: Answered) => void,
  broken: (cause: string) => void,
): Promise<HttpConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received: Buffer | undefined;

  socket.on('data', (chunk: Buffer) => {
    received = received === undefined ? chunk : Buffer.concat([received, chunk]);
    const whole = received;
    const bodyAt = endOfAnswer(whole);
    if (bodyAt === undefined) return;
    received = undefined;
    answered({ status: statusOf(whole), size: whole.length, body: () => whole.toString('utf8', bodyAt) });
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({ socket, send: (request) => socket.write(request) }));
    socket.once('error', reject);
    socket.on('error', (error) => broken(error.message));
    socket.on('end', () => broken('the server closed the connection'));
  });
}

/** Where the body begins, once all of it is there. */
function endOfAnswer(bytes: Buffer): number | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const bodyAt = headEnd + HEAD_END.length;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /content-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return bytes.length >= bodyAt + Number(length) ? bodyAt : undefined;
  const ends = bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  return ends ? bodyAt : undefined;
}

function statusOf(bytes: Buffer): number {
  return Number(bytes.toString('latin1', 9, 12));
}
