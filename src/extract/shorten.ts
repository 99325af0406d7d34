import { hasClause, opensWithClause, type Token, tagWords } from './language.ts';

const SUBORDINATE =
  /^(?:if|when|whenever|while|although|though|because|since|after|before|as|once|unless|until|whether|whereas|even)$/i;

/**
 * Brings a sentence under `limit` characters by leaving out whole parts of it, least first: what stands in brackets or
 * between dashes, a participle or relative clause at the end, a second main clause. Never cuts where the rest would no
 * longer be a sentence or would say something else (`but`, `unless`, `only if` are kept). Null when it cannot be done.
 */
export function shorten(sentence: string, limit: number): string | null {
  if (sentence.length <= limit) return sentence;
  let bare = withoutAsides(sentence);
  if (bare.length <= limit) return bare;
  let tokens = tagWords(bare);
  const inner = innerClause(tokens);
  if (inner) {
    bare = `${bare.slice(0, inner.start)}${bare.slice(inner.end)}`;
    if (bare.length <= limit) return bare;
    tokens = tagWords(bare);
  }
  let best: string | null = null;
  for (const [index, token] of tokens.entries()) {
    if (token.end > limit) break;
    if (/^[,;]$/.test(token.text) && canEndAt(tokens, index)) best = `${bare.slice(0, token.start).trimEnd()}.`;
  }
  return best !== null && best.length >= limit * 0.25 ? best : null;
}

function withoutAsides(sentence: string): string {
  return sentence
    .replace(/\s*\([^()]*\)/g, '')
    .replace(/\s+[—–]\s[^—–]*\s[—–]\s+/g, ' ')
    .replace(/\s+([.,;:])/g, '$1');
}

function canEndAt(tokens: readonly Token[], mark: number): boolean {
  const head = tokens.slice(0, mark);
  const tail = tokens.slice(mark + 1);
  return isWhole(head) && isSeparable(tokens[mark]?.text ?? '', head, tail);
}

function isWhole(head: readonly Token[]): boolean {
  const first = head[0]?.text ?? '';
  if (!SUBORDINATE.test(first)) return hasClause(head);
  const comma = head.findIndex(({ text }) => text === ',');
  return comma > 0 && opensWithClause(head.slice(comma + 1));
}

/** Whether what stands after the last comma is a clause, and no part of a list. */
function endsWithClause(head: readonly Token[]): boolean {
  return hasClause(head.slice(head.findLastIndex(({ text }) => text === ',') + 1));
}

/** Whether after a further comma something is stated that has nothing to do with what stands before it. */
function statesMore(tail: readonly Token[]): boolean {
  const comma = tail.findIndex(({ text }) => text === ',');
  return comma >= 0 && hasClause(tail.slice(comma + 1));
}

function isSeparable(mark: string, head: readonly Token[], tail: readonly Token[]): boolean {
  const [first, second] = tail;
  if (!first || !second) return false;
  if (mark === ';') return !/^(?:but|however|unless|except|otherwise)$/i.test(first.text) && opensWithClause(tail);
  if (/^(?:which|who|whose|where)$/i.test(first.text)) return !tail.some(({ text }) => text === ','); // it runs to the end
  if (/^(?:with|including|such|an?)$/i.test(first.text) || /ing$/.test(first.text)) {
    return !statesMore(tail) && endsWithClause(head);
  }
  return /^(?:and|so)$/i.test(first.text) && opensWithClause(tail.slice(1));
}

/** `Acme, which sells lamps, has grown`: the clause with both its commas, when its subject finds its verb right after it. */
function innerClause(tokens: readonly Token[]): { start: number; end: number } | null {
  const opening = tokens.findIndex(
    ({ text }, index) => /^(?:which|who|whose|where)$/i.test(text) && tokens[index - 1]?.text === ',',
  );
  const subject = tokens.slice(0, Math.max(0, opening - 1));
  if (opening < 2 || opening > 12 || hasClause(subject) || subject.some(({ text }) => /^[,;:]$/.test(text)))
    return null;
  const closing = tokens.findIndex(({ text }, index) => index > opening && text === ',');
  const next = tokens.slice(closing + 1).find(({ pos, text }) => pos !== 'ADV' && !/^(?:today|yesterday)$/i.test(text));
  if (closing < 0 || !next || !(next.pos === 'AUX' || (next.pos === 'VERB' && !/ing$/.test(next.text)))) return null;
  return { start: tokens[opening - 1]?.start ?? 0, end: tokens[closing]?.end ?? 0 };
}
