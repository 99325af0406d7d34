import { decodings } from './decodings.ts';
import { foreignOrder } from './foreign-orders.ts';
import { hasForgedMarks, RUN_TOGETHER } from './forged-marks.ts';
import { orderScore } from './order-model.ts';
import { hasPartedLetters } from './plain-letters.ts';
import { spokenOf, withoutSpeech } from './quoted-orders.ts';
import { unquoted } from './unquoted.ts';

/**
 * From these scores on (see order-model.ts) a sentence gives orders, steers, or may. Of ordinary sentences
 * that nothing was learnt from one in a thousand reaches `STEERS`, and one in four hundred `MAY_STEER`.
 */
const ORDERS = 0.7;
const STEERS = 0.6;
const MAY_STEER = 0.25;
/** Of a sentence whose letters are disguised, or that is encoded, less is needed: nobody hides an ordinary one. */
const MAY_STEER_DISGUISED = 0;

/**
 * How a sentence speaks to whoever summarises it: it gives orders outright, or it says what a summary must hold or announces
 * what is to be said (`steer`), or it may do so (`maybe`). Others do the latter as well, if rarely, so that is no more than
 * a reason not to believe it alone; and `maybe` counts only where the sentence has no place in its article.
 */
export function gradeSentence(sentence: string): 'order' | 'steer' | 'aside' | 'maybe' | null {
  const own = withoutSpeech(sentence);
  const texts = decodings(own);
  const isDisguised = texts.slice(1).some((text) => text.normalize('NFKC') !== own.normalize('NFKC'));
  if (hasPartedLetters(own) && texts.some((text) => RUN_TOGETHER.test(text))) return 'order';
  const pieces = texts.flatMap((text) => windows(spokenOf(text)));
  // What is to be said may be as long as it likes: the order is what stands before or around it.
  const score = pieces
    .flatMap((piece) => [piece, ...bare(piece)])
    .reduce((most, piece) => Math.max(most, orderScore(piece)), Number.NEGATIVE_INFINITY);
  if (score >= ORDERS || pieces.some(hasForgedMarks)) return 'order';
  const foreign = pieces.map(foreignOrder);
  if (foreign.includes('order')) return 'order';
  if (score >= STEERS) return 'steer';
  if (foreign.includes('steer')) return 'aside';
  // Whoever lets somebody say so outright may mean the reader: a story can do without that sentence.
  if (own !== sentence && windows(sentence).some((piece) => orderScore(piece) >= ORDERS)) return 'steer';
  return score >= (isDisguised ? MAY_STEER_DISGUISED : MAY_STEER) ? 'maybe' : null;
}

/** What announces something, with a mark at its end. */
const ANNOUNCES = /^.{15,}?[:=](?=\s)/su;

/** A sentence without what it quotes and announces, where it does. */
function bare(text: string): string[] {
  const unspoken = unquoted(text);
  const without = ANNOUNCES.exec(unspoken)?.[0] ?? unspoken;
  return without === text ? [] : [without];
}

/** Longer sentences are judged in pieces and clause by clause: an order must not drown in words. In characters, with what pieces share. */
const WINDOW = 250;
const SHARED = 120;
const CLAUSE = /[^,;:–—]{15,}/gu;

function windows(text: string): string[] {
  if (text.length <= WINDOW) return [text];
  const count = Math.ceil((text.length - SHARED) / (WINDOW - SHARED));
  const pieces = Array.from({ length: count }, (_, index) =>
    text.slice(index * (WINDOW - SHARED), index * (WINDOW - SHARED) + WINDOW),
  );
  return [...pieces, ...(text.match(CLAUSE) ?? [])];
}
