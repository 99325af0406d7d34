import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai/core/error';
import { RecordingError } from '../recording/recording-error.ts';
import { retryAfterMs } from '../retry-after.ts';
import { ProviderError, type ProviderErrorCode } from './provider-error.ts';

export interface OpenAiErrorContext {
  readonly provider: string;
  /** Taken out of everything that is shown. */
  readonly apiKey?: string | undefined;
  /** Milliseconds since the Unix epoch, for a `Retry-After` that is a date. */
  readonly now: number;
}

/** What is known of a failure, whichever layer it comes from. */
interface Failure {
  /** HTTP status, or 0 when no answer came. */
  readonly status: number;
  /** The vendor's own code and type, or the transport's codes. */
  readonly codes: readonly string[];
  readonly text: string;
}

interface Row {
  readonly when: (failure: Failure) => boolean;
  readonly code: ProviderErrorCode;
  readonly says: string;
  readonly retryable?: true;
  /** Whether the vendor may have done, and charged, the work. */
  readonly uncertain?: true;
  /** Whether the vendor's own words follow. */
  readonly quoted?: true;
  readonly hint?: string;
}

const has = (failure: Failure, ...codes: string[]) => failure.codes.some((code) => codes.includes(code));
const isCertificateError = (code: string) => /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code);
const TOO_LONG = /context[ _]?(?:length|window|size)|prompt is too long|too many (?:input )?tokens/i;
const NO_CONNECTION = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** What to do about what is no fault of the request or of the settings. */
const PASSES = 'Try again in a moment; UPSHOT_PROVIDER may name another provider for when this one fails.';

/** The first row that fits decides. */
const statusRows: readonly Row[] = [
  {
    when: (f) => f.status === 402 || has(f, 'insufficient_quota', 'billing_hard_limit_reached'),
    code: 'provider-quota-exhausted',
    says: 'has no quota left for this key',
    hint: 'Add credit or raise the limit in the account the key belongs to.',
  },
  {
    when: (f) => f.status === 429,
    code: 'provider-rate-limited',
    says: 'asks for fewer requests',
    retryable: true,
    hint: 'Send fewer requests at once, or ask for a higher rate limit.',
  },
  {
    when: (f) => f.status === 401,
    code: 'provider-authentication',
    says: 'refused the API key',
    hint: 'Check OPENAI_API_KEY, that the key may use this model, and that it belongs to OPENAI_BASE_URL.',
  },
  {
    // Of a key as well as of a model, a project or a country: only the vendor's words tell.
    when: (f) => f.status === 403,
    code: 'provider-authentication',
    says: 'does not allow this request',
    quoted: true,
    hint: 'Check that OPENAI_API_KEY may use this model, and that its vendor serves where you are.',
  },
  {
    when: (f) => f.status === 404,
    code: 'provider-bad-request',
    says: 'does not know the model or the address',
    quoted: true,
    hint: 'Check UPSHOT_MODEL and OPENAI_BASE_URL (it usually ends in /v1).',
  },
  {
    when: (f) => f.status === 413 || has(f, 'context_length_exceeded') || (isClientError(f) && TOO_LONG.test(f.text)),
    code: 'provider-context-exceeded',
    says: 'cannot take so long an article',
    quoted: true,
    hint: 'Use a model with a larger context, or send a shorter article.',
  },
  {
    when: (f) => f.status === 408 || f.status === 504,
    code: 'provider-timeout',
    says: 'timed out on its side',
    retryable: true,
    uncertain: true,
    hint: PASSES,
  },
  {
    when: (f) => has(f, 'content_filter', 'content_policy_violation'),
    code: 'provider-refused',
    says: 'refused the article by its content policy',
    quoted: true,
    hint: 'Leave the article out, or use another provider for it.',
  },
  {
    // Gateways give up on answers that the model behind them may still finish.
    when: (f) => f.status === 502 || f.status >= 520,
    code: 'provider-unavailable',
    says: 'is failing',
    retryable: true,
    uncertain: true,
    quoted: true,
    hint: PASSES,
  },
  {
    when: (f) => f.status === 409 || f.status >= 500,
    code: 'provider-unavailable',
    says: 'is failing',
    retryable: true,
    quoted: true,
    hint: PASSES,
  },
  {
    when: (f) => f.status > 0,
    code: 'provider-bad-request',
    says: 'refused the request',
    quoted: true,
    hint: 'Check that UPSHOT_MODEL is a chat model and OPENAI_BASE_URL an OpenAI-compatible address.',
  },
];

const transportRows: readonly Row[] = [
  {
    when: (f) => f.codes.some(isCertificateError),
    code: 'provider-unreachable',
    says: 'shows a certificate that cannot be trusted',
    hint: 'Check OPENAI_BASE_URL, or make the certificate known with NODE_EXTRA_CA_CERTS.',
  },
  {
    when: (f) => has(f, ...NO_CONNECTION),
    code: 'provider-unreachable',
    says: 'cannot be reached',
    retryable: true,
    hint: 'Check that the server at OPENAI_BASE_URL is running and the network is up.',
  },
  {
    when: (f) => has(f, 'timeout', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'),
    code: 'provider-timeout',
    says: 'did not answer in time',
    retryable: true,
    uncertain: true,
    hint: PASSES,
  },
  {
    when: (f) => has(f, 'UND_ERR_RES_EXCEEDED_MAX_SIZE'),
    code: 'provider-invalid-answer',
    says: 'sent an answer far too long for a summary',
    uncertain: true,
    hint: 'Check that OPENAI_BASE_URL is the address of an OpenAI-compatible API (it usually ends in /v1).',
  },
  {
    when: () => true,
    code: 'provider-unavailable',
    says: 'broke the connection before the whole answer had come',
    retryable: true,
    uncertain: true,
    hint: PASSES,
  },
];

/**
 * What a failure of the SDK or of the transport means, with the decision whether to try again. Null when it is neither:
 * a defect of ours, or a cancellation, which is the caller's to name.
 */
export function mapOpenAiError(error: unknown, context: OpenAiErrorContext): ProviderError | null {
  if (error instanceof APIUserAbortError) return null;
  if (error instanceof SyntaxError) return unreadable(context);
  if (!(error instanceof APIError)) return null;
  if (error.cause instanceof RecordingError) return unrecorded(error.cause, context);
  const failure = failureOf(error);
  const row = (failure.status > 0 ? statusRows : transportRows).find(({ when }) => when(failure));
  if (row === undefined) return null;
  const words = redact(failure.text, context.apiKey);
  const status = failure.status > 0 ? ` (HTTP ${failure.status})` : '';
  const quote = row.quoted && words !== '' ? `: ${words}` : '';
  const wait = error.headers ? retryAfterMs(error.headers, context.now) : undefined;
  return new ProviderError(`${context.provider} ${row.says}${status}${quote}`, {
    code: row.code,
    provider: context.provider,
    retryable: row.retryable === true && error.headers?.get('x-should-retry') !== 'false',
    uncertain: row.uncertain ?? false,
    ...(row.hint === undefined ? {} : { hint: row.hint }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    // Never the SDK's own error, which holds whatever the server sent back.
    cause: new Error(redact(`${failure.status || failure.codes.join(' ')} ${failure.text}`, context.apiKey)),
  });
}

/** The SDK takes whatever `fetch` throws for a broken connection; what a replay says is for people to read as it is. */
function unrecorded(error: RecordingError, { provider }: OpenAiErrorContext): ProviderError {
  const { message, code, status, exitCode, hint, cause } = error;
  return new ProviderError(message, {
    ...{ code, status, exitCode, provider, cause, asked: false },
    ...(hint === undefined ? {} : { hint }),
  });
}

function failureOf(error: APIError): Failure {
  if (!(error instanceof APIConnectionError)) {
    const codes = [error.code, error.type].filter((code): code is string => typeof code === 'string');
    return { status: error.status ?? 0, codes, text: vendorWords(error.message) };
  }
  const codes = transportCodes(error.cause);
  if (codes.length === 0 && error instanceof APIConnectionTimeoutError) codes.push('timeout');
  return { status: 0, codes, text: error.message };
}

/** What the vendor wrote, without the status that the SDK puts before it; of a page of HTML nothing but its title. */
function vendorWords(message: string): string {
  const words = message.replace(/^\d{3} /, '');
  if (words === 'status code (no body)') return '';
  return /^\s*</.test(words) ? (/<title>([^<]*)/i.exec(words)?.[1] ?? '') : words;
}

/** The codes along the chain of causes, also of several tries at once (IPv6 and IPv4). */
function transportCodes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...code, ...inner.flatMap((one) => transportCodes(one, depth + 1))];
}

function isClientError({ status }: Failure): boolean {
  return status === 400 || status === 422;
}

function unreadable({ provider }: OpenAiErrorContext): ProviderError {
  return new ProviderError(`${provider} sent an answer that is not JSON`, {
    code: 'provider-invalid-answer',
    provider,
    retryable: true,
    uncertain: true,
    hint: 'Try again, or check OPENAI_BASE_URL: it usually ends in /v1.',
  });
}

const LONGEST_QUOTE = 300;

/** Vendors quote the key back in their errors, whole or in part. */
export function redact(text: string, apiKey: string | undefined): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const withoutKey = apiKey ? line.replaceAll(apiKey, '[key]') : line;
  return withoutKey
    .replace(/\bBearer \S+/gi, 'Bearer [key]')
    .replace(/\bsk-[\w*.-]+/g, '[key]')
    .slice(0, LONGEST_QUOTE);
}
