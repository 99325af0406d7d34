import { AppError } from '../errors.ts';
import type { OpenAiServer } from '../provider-config.ts';
import type { CliIo } from './cli-io.ts';

const PING_TIMEOUT_MS = 10_000;

/**
 * Asks the model's server which models it has, which costs nothing.
 *
 * @returns what it said, in words.
 * @throws {AppError} when it cannot be reached, refuses the key or does not have the model.
 */
export async function pingModel(
  { baseUrl, apiKey, model, variables }: OpenAiServer,
  io: Pick<CliIo, 'fetch' | 'interrupts'>,
): Promise<string> {
  const address = new URL(`${(baseUrl ?? 'https://api.openai.com/v1').replace(/\/+$/, '')}/models`);
  const { username, password } = address;
  // `fetch` takes no address with a password in it.
  address.username = '';
  address.password = '';
  const signal = AbortSignal.any([io.interrupts.stop, AbortSignal.timeout(PING_TIMEOUT_MS)]);
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const headers = apiKey ? { authorization: `Bearer ${apiKey}` } : username ? { authorization: `Basic ${basic}` } : {};
  let response: Response;
  try {
    response = await io.fetch(address.href, { headers, signal });
  } catch (cause) {
    const [named, hint] =
      baseUrl === undefined
        ? [address.host, `Check the network, or set ${variables.baseUrl} to another server.`]
        : [`The server of ${variables.baseUrl}`, 'Check the address, and that the server runs.'];
    throw failed(`${named} does not answer`, hint, cause);
  }
  if (response.status === 401 || response.status === 403) {
    throw failed(`The server refuses the key (${response.status})`, `Check ${variables.apiKey}.`);
  }
  if (!response.ok) {
    throw failed(
      `The server answers ${response.status} to GET /models`,
      `Check that ${variables.baseUrl} ends where the API begins, often in /v1.`,
    );
  }
  const models = modelIds(await response.json().catch(() => null));
  if (models === null) return 'the server answers, but does not list its models';
  if (models.includes(model)) return `the server answers and has ${model}`;
  const some = models.slice(0, 8).join(', ');
  throw failed(
    `The server does not have the model ${model}`,
    `Set ${variables.model} to one it has${some && `: ${some}`}.`,
  );
}

function modelIds(body: unknown): string[] | null {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return null;
  return body.data.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? [row.id] : [],
  );
}

function failed(message: string, hint: string, cause?: unknown): AppError {
  return new AppError(message, { code: 'ping-failed', status: 502, hint, cause });
}
