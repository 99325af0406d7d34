import type { AppError } from '../errors.ts';
import { figure } from './work-figures.ts';

/** Counts what articles failed with, by the code of the error. */
export interface WhyFailed {
  /** Counts an article once, by where it stands, however often it is met. */
  add(place: string, error: AppError): void;
  /** A heading, and a line for each of the most frequent codes with the message of the first error that had it; none where nothing failed. */
  lines(): string[];
}

const MOST_TOLD = 4; // codes

export function createWhyFailed(): WhyFailed {
  const kinds = new Map<string, { readonly message: string; count: number; alike: boolean }>();
  const places = new Set<string>();
  return {
    add(place, { code, message }) {
      if (places.has(place)) return;
      places.add(place);
      const kind = kinds.get(code) ?? { message, count: 0, alike: true };
      kind.count += 1;
      kind.alike &&= message === kind.message;
      kinds.set(code, kind);
    },
    lines() {
      const told = [...kinds].sort(([, one], [, other]) => other.count - one.count);
      const [most, others] = [told.slice(0, MOST_TOLD), told.slice(MOST_TOLD)];
      const widest = Math.max(0, ...most.map(([, { count }]) => figure(count).length));
      const rest = others.reduce((sum, [, { count }]) => sum + count, 0);
      if (most.length === 0) return [];
      return [
        'Why they failed:',
        ...most.map(([code, { count, message, alike }]) => {
          const such = alike ? '' : ', such as';
          return `  ${figure(count).padStart(widest)} ${code}${such}: ${message}`;
        }),
        ...(rest > 0 ? [`  ${figure(rest).padStart(widest)} with other codes`] : []),
      ];
    },
  };
}
