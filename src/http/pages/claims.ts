import type { Entry } from '../../catalogue/entry.ts';
import { sectionOf } from './section-of.ts';
import { firstRowOf, type TableRow, tableRow } from './table-row.ts';

/** A claim of a summary as the template `evidence` shows it. */
export interface ClaimView {
  readonly text: string;
  /** Best first. */
  readonly passages: readonly PassageView[];
  readonly issues: readonly { readonly label: string; readonly message: string }[];
}

export interface PassageView {
  /** What stands around the quote in its paragraph, as far as it was asked for. */
  readonly before: string;
  readonly quote: string;
  readonly after: string;
  /** Where the quote is a row of a table. */
  readonly row: TableRow | null;
  /** How far into the article it begins, in per cent; null where the text is not kept. */
  readonly percent: number | null;
  /** The heading above it, as far as the text tells. */
  readonly section: string | null;
}

/** What is wrong with a claim, by the code of the issue; what the article does not bear out, or what no summary may hold. */
const kinds: Readonly<Record<string, string>> = {
  number: 'Not backed (figure)',
  name: 'Not backed (name)',
  quote: 'Not backed (quotation)',
  direction: 'Not backed (direction)',
  negation: 'Not backed (negation)',
  support: 'Loosely backed',
  link: 'Not allowed (link)',
  reader: 'Not allowed (word to the reader)',
  voice: 'Not allowed (voice of the model)',
  markup: 'Not allowed (markup)',
  leak: 'Not allowed (prompt)',
  instruction: 'Not allowed (instruction)',
};

/** What a message tells whoever is to mend the claim: its last sentence. */
const ADVICE = / (?:Use|Put|Say|Quote|Write|Replace) [^"“”]+\.$/;

/** Issues as those are told of them who can only read: without advice. */
export function withoutAdvice(claim: ClaimView): ClaimView {
  return {
    ...claim,
    issues: claim.issues.map(({ label, message }) => ({ label, message: message.replace(ADVICE, '') })),
  };
}

/** The line and the bullets of an entry with what `text`, the article, says to each, and `around` characters beside it. */
export function claimsOf(
  { summary, evidence }: Pick<Entry, 'summary' | 'evidence'>,
  text: string | null,
  around = 0,
): { readonly line: ClaimView; readonly bullets: readonly ClaimView[] } {
  const claim = (ref: string, claimed: string): ClaimView => {
    const found = evidence.find(({ claim }) => claim === ref);
    return {
      text: claimed,
      passages: withoutHeads(found?.spans ?? [], text).map((span) => passageOf(span, text, around)),
      issues: found?.issues.map(({ code, message }) => ({ label: kinds[code] ?? 'Not backed', message })) ?? [],
    };
  };
  return {
    line: claim('whyItMatters', summary.whyItMatters),
    bullets: summary.bullets.map((bullet, index) => claim(`bullets/${index}`, bullet)),
  };
}

type Span = Entry['evidence'][number]['spans'][number];

/** Without the first row of a table of which another row is shown, as it then stands above that one. */
function withoutHeads(spans: readonly Span[], text: string | null): readonly Span[] {
  if (text === null) return spans;
  const heads = new Set(spans.filter(isRow).map(({ start }) => firstRowOf(text, start)));
  return spans.filter((span) => !heads.has(span.quote));

  function isRow({ start, quote }: Span): boolean {
    return tableRow(text ?? '', start, quote) !== null;
  }
}

function passageOf({ start, end, quote }: Span, text: string | null, around: number): PassageView {
  if (text === null) return { before: '', quote, after: '', row: null, percent: null, section: null };
  const before = text.slice(Math.max(0, start - around), start).toWellFormed();
  const after = text.slice(end, end + around).toWellFormed();
  return {
    before: wordsFrom(before.slice(before.lastIndexOf('\n') + 1), start > around && !before.includes('\n')),
    quote,
    after: wordsUpTo(after.split('\n', 1)[0] ?? '', end + around < text.length && !after.includes('\n')),
    row: tableRow(text, start, quote),
    percent: Math.min(99, Math.floor((start / Math.max(1, text.length)) * 100)),
    section: sectionOf(text, start),
  };
}

/** Without the word that the cut went through. */
function wordsFrom(text: string, cut: boolean): string {
  return cut && text.includes(' ') ? text.replace(/^\S*\s+/, '… ') : text;
}

function wordsUpTo(text: string, cut: boolean): string {
  return cut && text.includes(' ') ? text.replace(/\s+\S*$/, ' …') : text;
}
