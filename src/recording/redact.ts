import { isJsonObject, type Json } from './canonical-json.ts';

/** The headers of an answer that a client acts on. All others, cookies and names of organisations too, are left out. */
const KEPT_HEADERS = /^(?:content-type|retry-after|retry-after-ms|x-should-retry|x-ratelimit-.+)$/;

/** Local servers take any key, such as `ollama`: so short a word is no secret, and may well be part of an article. */
const SHORTEST_SECRET = 8;

/** What vendors' keys and account names look like, whole or masked as vendors quote them in their errors. */
const LOOKS_SECRET: readonly (readonly [RegExp, string])[] = [
  [/\bsk-(?=[\w-]*\d)[\w-]{12,}/g, '[key]'],
  [/\bsk-[\w-]*(?:\*|\.{3})[\w*.-]*/g, '[key]'],
  [/\borg-(?=[a-z]*\d)[a-z\d]{12,}/gi, '[organisation]'],
  [/\bproj_(?=[a-z]*\d)[a-z\d]{12,}/gi, '[project]'],
];

export interface Redactor {
  /** The same value without any secret, in names of fields as in texts. */
  json(value: Json): Json;
  /** The headers that may be kept, in the order of their names. */
  headers(headers: Headers): Record<string, string>;
}

/** Takes these keys, and whatever looks like a vendor's key, out of what is to be kept or compared with it. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length); // a key may begin with another

  function text(given: string): string {
    const known = forms.reduce((rest, form) => rest.replaceAll(form, '[key]'), given);
    return LOOKS_SECRET.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), known);
  }

  function json(value: Json): Json {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(json);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [text(name), json(inner)]));
  }

  return {
    json,
    headers: (headers) =>
      Object.fromEntries(
        [...headers].filter(([name]) => KEPT_HEADERS.test(name)).map(([name, value]) => [name, text(value)]),
      ),
  };
}
