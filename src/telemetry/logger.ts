import { type Logger, pino, stdSerializers } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on `stream` (stderr in the product: stdout is for results). Headers that carry keys never get in. */
export function createLogger(level: string, stream: { write(line: string): unknown }): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { err: stdSerializers.errWithCause },
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
    stream as { write(line: string): void },
  );
}
