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
  const bare = withoutAsides(sentence);
  if (bare.length <= limit) return bare;
  const tokens = tagWords(bare);
  let best: string | null = null;
  for (const [index, token] of tokens.entries()) {
    if (token.end > limit) break;
    if (/^[,;]$/.test(token.text) && canEndAt(tokens, index)) best = `${bare.slice(0, token.start).trimEnd()}.`;
  }
  return best !== null && best.length >= limit * 0.3 ? best : null;
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
  return isWhole(head) && isSeparable(tokens[mark]?.text ?? '', tail);
}

function isWhole(head: readonly Token[]): boolean {
  const first = head[0]?.text ?? '';
  if (!SUBORDINATE.test(first)) return hasClause(head);
  const comma = head.findIndex(({ text }) => text === ',');
  return comma > 0 && opensWithClause(head.slice(comma + 1));
}

function isSeparable(mark: string, tail: readonly Token[]): boolean {
  const [first, second] = tail;
  if (!first || !second) return false;
  if (mark === ';') return !/^(?:but|however|unless|except|otherwise)$/i.test(first.text) && opensWithClause(tail);
  if (/^(?:which|who|whose|where)$/i.test(first.text)) return !tail.some(({ text }) => text === ','); // it runs to the end
  if (first.pos === 'VERB' && /ing$/.test(first.text)) return !tail.some(({ text }) => text === ',');
  return /^(?:and|so)$/i.test(first.text) && opensWithClause(tail.slice(1));
}
