import { canonicalJson, isJsonObject, type Json } from './canonical-json.ts';

export interface Difference {
  /** Where it stands: `messages/1/content`; empty for the whole. */
  readonly path: string;
  /** From 1, when both are texts: the first character that differs. */
  readonly character: number | null;
  /** As JSON, shortened to what is around the difference; `nothing` where there is none. */
  readonly recorded: string;
  readonly now: string;
}

const BEFORE = 12;
const AFTER = 36;

/**
 * Where two values first differ, by their fields in the order of the alphabet. Names made of a hash, such as those of the
 * marks around an article, differ whenever anything after them does: they count only where nothing else differs.
 */
export function firstDifference(recorded: Json, now: Json): Difference | null {
  return find(recorded, now, '', withoutHashes) ?? find(recorded, now, '', (text) => text);
}

type View = (text: string) => string;

function withoutHashes(text: string): string {
  return text.replace(/[0-9a-f]{16,}/g, (hash) => '#'.repeat(hash.length));
}

function find(recorded: Json | undefined, now: Json | undefined, path: string, view: View): Difference | null {
  if (typeof recorded === 'string' && typeof now === 'string') return inText(recorded, now, path, view);
  if (Array.isArray(recorded) && Array.isArray(now)) {
    const longer = recorded.length > now.length ? recorded : now;
    return firstOf(longer.keys(), (at) => find(recorded[at], now[at], join(path, at), view));
  }
  if (isJsonObject(recorded) && isJsonObject(now)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(now)])].sort();
    return firstOf(names, (name) => find(recorded[name], now[name], join(path, name), view));
  }
  const shown = [recorded, now].map((one) => (one === undefined ? 'nothing' : canonicalJson(one)));
  const [before = '', after = ''] = shown;
  return before === after ? null : { path, character: null, recorded: shorten(before), now: shorten(after) };
}

function inText(recorded: string, now: string, path: string, view: View): Difference | null {
  const a = view(recorded);
  const b = view(now);
  if (a === b) return null;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - BEFORE), at + AFTER));
  return { path, character: at + 1, recorded: around(recorded), now: around(now) };
}

function firstOf<T>(items: Iterable<T>, look: (item: T) => Difference | null): Difference | null {
  for (const item of items) {
    const found = look(item);
    if (found !== null) return found;
  }
  return null;
}

function join(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}/${name}`;
}

function shorten(json: string): string {
  return json.length > BEFORE + AFTER ? `${json.slice(0, BEFORE + AFTER)}...` : json;
}
