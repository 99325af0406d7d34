import type { WireAnswer } from './wire.ts';

const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

export interface WireErrorFields {
  readonly type?: string;
  /** The parameter that is wrong. */
  readonly param?: string | null;
  readonly code?: string | null;
}

/** An error as the OpenAI API and its like write it. */
export function wireErrorBody(status: number, message?: string, fields: WireErrorFields = {}): string {
  const type = types[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  const said = message ?? `The scenario answers with status ${status}`;
  return JSON.stringify({ error: { message: said, type, param: null, code: null, ...fields } });
}

/** An answer of one piece, at once, without a model's work. */
export function jsonAnswer(status: number, body: string, decidedBy: WireAnswer['decidedBy'] = 'request'): WireAnswer {
  return {
    ...{ status, headers: { 'content-type': 'application/json' }, latencyMs: 0 },
    ...{ frames: [{ text: body, afterMs: 0 }], ending: 'whole', decidedBy, rule: null, usage: null },
  };
}
