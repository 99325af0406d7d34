import { createHash } from 'node:crypto';
import type { AskedRequest } from './asked-request.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from './canonical-json.ts';

/**
 * All that a recording is found by, apart so that a miss can say which of it differs. Of the body nothing is left out: a
 * smaller limit on tokens cuts another answer off, a stream has another form, and a request repeated with a field less,
 * because a server refused it, must not share its line of answers with the one that was refused. Headers, the server's
 * address and the order of fields do not change an answer and are no part of it.
 */
export interface RequestParts {
  readonly endpoint: string;
  /** SHA-256, hex, of the files of the prompt in use. */
  readonly promptHash: string;
  /** Null where the request names none. */
  readonly model: Json;
  /** The form that is asked for (`response_format`, or `text` of the responses API); empty for none. */
  readonly schema: JsonObject;
  /** What is said to the model. */
  readonly content: Json;
  /** The rest of the body: limits, streaming, tools. */
  readonly options: JsonObject;
}

const SCHEMA_FIELDS = ['response_format', 'text'];
const CONTENT_FIELDS = ['messages', 'input', 'instructions', 'prompt'];

/** Takes a request apart; a body that is no JSON object is content as a whole. */
export function requestParts({ endpoint, body }: AskedRequest, promptHash: string): RequestParts {
  if (!isJsonObject(body)) return { endpoint, promptHash, model: null, schema: {}, content: body, options: {} };
  const { model = null, ...fields } = body;
  const known = [...SCHEMA_FIELDS, ...CONTENT_FIELDS];
  const pick = (wanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => wanted(name)));
  return {
    ...{ endpoint, promptHash, model },
    schema: pick((name) => SCHEMA_FIELDS.includes(name)),
    content: pick((name) => CONTENT_FIELDS.includes(name)),
    options: pick((name) => !known.includes(name)),
  };
}

/** SHA-256, hex, of the parts as JSON with sorted keys: the same on every run and machine. */
export function recordingFingerprint(parts: RequestParts): string {
  return createHash('sha256')
    .update(canonicalJson({ ...parts }))
    .digest('hex');
}
