import { inWords } from '../duration.ts';
import { AppError, type AppErrorOptions } from '../errors.ts';

type Details = Pick<AppErrorOptions, 'retryable' | 'retryAfterMs' | 'hint' | 'cause'>;

const answered = {
  'fetch-forbidden': 422,
  'fetch-failed': 502,
  'fetch-gone': 502,
  'fetch-too-large': 422,
  'fetch-wrong-type': 415,
  'fetch-timeout': 504,
} as const;

/** An error about an address that was to be fetched; the message begins with the host, so that it says where. */
export function fetchError(code: keyof typeof answered, message: string, details: Details = {}): AppError {
  return new AppError(message, { code, status: answered[code], ...details });
}

/** What is not asked for, since its host wants to be left alone for now. `retryAfterMs` says for how long. */
export class HostRestsError extends AppError {
  constructor(host: string, retryAfterMs: number) {
    super(`${host} asked to be left alone for another ${inWords(retryAfterMs)}`, {
      ...{ code: 'fetch-failed', status: answered['fetch-failed'], retryable: true, retryAfterMs },
    });
  }
}

/** The same for every address that is not public, whatever is there and whether anything is, and for names that lead nowhere. */
export function notPublic(host: string): AppError {
  return fetchError('fetch-forbidden', `${host} is not fetched: there is no such address on the public internet`, {
    hint: 'Check the address, or send the text itself; for the pages of an intranet, set UPSHOT_ALLOW_PRIVATE_FETCH=1.',
  });
}

/** The same where private addresses may be fetched. */
export function keepsSecrets(host: string): AppError {
  return fetchError('fetch-forbidden', `${host} is not fetched: clouds hand out keys and passwords at such addresses`, {
    hint: 'Check the address, or send the text itself.',
  });
}

function timedOut(host: string, cause?: unknown): AppError {
  return fetchError('fetch-timeout', `${host} took too long to answer`, {
    retryable: true,
    hint: 'Try again later, or send the text itself.',
    cause,
  });
}

/** Undici's and Node's own codes, in words. */
const causes: readonly (readonly [RegExp, what: string, passing: boolean])[] = [
  [/^ENOTFOUND$|^ENODATA$/, 'is not known: no such host name', false],
  [/^EAI_/, 'cannot be looked up at the moment', true],
  [/^ECONNREFUSED$/, 'refuses connections', true],
  [/^(?:ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/, 'cannot be reached from here', true],
  [/^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/, 'sends more headers than anybody reads', false],
  [/^HPE_|^UND_ERR_RES_|^UND_ERR_REQ_|^UND_ERR_INVALID/, 'does not answer in HTTP', false],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED)$/, 'broke the connection off', true],
  [/CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|SIGNATURE/, 'has no certificate that can be trusted', false],
  [/^(?:Z_|ERR_BROTLI|ERR__ERROR|ZSTD_|ERR_ZSTD|ERR_PADDING|ERR_)/, 'sends a body that cannot be unpacked', false],
];
const timeouts = /^(?:UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/;

/** What went wrong on the way to a host and back, as an AppError; one that is one already stays as it is. */
export function fetchErrorOf(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (timeouts.test(code)) return timedOut(host, error);
  const [, what, passing] = causes.find(([pattern]) => pattern.test(code)) ?? [null, 'could not be fetched', true];
  return fetchError('fetch-failed', `${host} ${what}`, {
    retryable: passing,
    hint: passing ? 'Try again later, or send the text itself.' : 'Check the address, or send the text itself.',
    cause: error,
  });
}

/** Several addresses of one name, all tried in vain, come as one error that holds theirs. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if (error instanceof DOMException) return error.name === 'TimeoutError' ? 'ETIMEDOUT' : '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof Error && error.name === 'HTTPParserError') return 'HPE_';
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}
