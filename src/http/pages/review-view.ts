import type { Entry } from '../../catalogue/entry.ts';
import type { ErrorDetail } from '../../errors.ts';
import { summaryLimits } from '../../summary/summary.ts';
import { type Card, cardOf } from './card.ts';
import { type ClaimView, claimsOf } from './claims.ts';
import { wrongAt } from './told-in-form.ts';

/** What the template `decide` is given. */
export interface DecideView {
  readonly id: string;
  readonly title: string;
  /** When the entry last changed, as far as whoever decides has seen. */
  readonly seen: string;
  /** Page of the list to come back to. */
  readonly page: number;
  readonly by?: string;
  readonly reason?: string;
}

/** A claim with what it is to say, as typed so far. */
interface MendedClaim extends ClaimView {
  readonly value: string;
  /** With what was typed. */
  readonly wrong: string | null;
}

export interface ReviewEntryView {
  readonly card: Card;
  readonly line: MendedClaim;
  readonly bullets: readonly MendedClaim[];
  readonly unbacked: number;
  readonly claims: number;
  readonly writtenBy: string;
  readonly decide: DecideView;
}

/** What was typed into the form of an entry. */
export interface TypedReview {
  readonly id: string;
  readonly whyItMatters: string | undefined;
  /** Undefined: the form had none. */
  readonly bullets: readonly string[] | undefined;
  readonly by: string | undefined;
  readonly reason: string | undefined;
}

interface ReviewState {
  readonly page: number;
  readonly typed: TypedReview | undefined;
  /** What is wrong with it. */
  readonly errors: readonly ErrorDetail[] | undefined;
}

/** Characters shown to each side of a passage, so that it can be judged without the article. */
const AROUND = 160;

export function reviewEntryView(
  entry: Entry,
  text: string | null,
  { page, typed, errors = [] }: ReviewState,
): ReviewEntryView {
  const card = cardOf(entry);
  const { evidence, provenance } = entry;
  const { line, bullets } = claimsOf(entry, text, AROUND);
  const mine = typed?.id === entry.id ? typed : undefined;
  const empty: ClaimView = { text: '', passages: [], issues: [] };
  const wrongWith = (field: string) => (mine ? wrongAt(`/edits/summary/${field}`, errors) : null);
  const rows = Math.max(bullets.length, summaryLimits.bullets.max, mine?.bullets?.length ?? 0);
  return {
    card,
    line: { ...line, value: mine?.whyItMatters ?? line.text, wrong: wrongWith('whyItMatters') },
    bullets: Array.from({ length: rows }, (_, index) => {
      const claim = bullets[index] ?? empty;
      const value = mine?.bullets ? (mine.bullets[index] ?? '') : claim.text;
      // What was left empty is not sent, and not counted.
      const place = mine?.bullets?.slice(0, index).filter((bullet) => bullet !== '').length ?? index;
      return { ...claim, value, wrong: value === '' ? null : wrongWith(`bullets/${place}`) };
    }),
    unbacked: evidence.filter(({ supported }) => !supported).length,
    claims: evidence.length,
    writtenBy: card.extractive ? 'Extracted without a model' : `Written by ${provenance.model}`,
    decide: {
      ...{ id: entry.id, title: card.name, seen: entry.updatedAt, page },
      ...{ by: mine?.by ?? '', reason: mine?.reason ?? '' },
    },
  };
}

/** What a reviewer changed of what waits, as a request to edit; undefined: nothing. */
export function editsOf(
  { summary }: Pick<Entry, 'summary'>,
  { whyItMatters, bullets }: TypedReview,
): object | undefined {
  const line = whyItMatters === undefined || whyItMatters === summary.whyItMatters ? {} : { whyItMatters };
  const typed = bullets?.filter((bullet) => bullet !== '');
  const same = typed === undefined || JSON.stringify(typed) === JSON.stringify(summary.bullets);
  const edits = { ...line, ...(same ? {} : { bullets: typed }) };
  return Object.keys(edits).length === 0 ? undefined : { summary: edits };
}
