import { tooMany } from './article-error.ts';

/** How much of something is allowed, and how to name it in the plural. */
export type Limit = readonly [most: number, what: string];

export interface Tally<Name extends string> {
  /** Counts further. @throws {AppError} 422 `article-too-complex` when the limit of that name is passed. */
  add(name: Name, count?: number): void;
  /** Starts again from nothing. */
  reset(...names: Name[]): void;
  /** Holds one measurement against the limit, without counting. */
  check(name: Name, count: number): void;
}

/** Counts what a text has too much of, against limits. */
export function createTally<Name extends string>(limits: Readonly<Record<Name, Limit>>): Tally<Name> {
  const counts = new Map<Name, number>();
  const check = (name: Name, count: number) => {
    const [most, what] = limits[name];
    if (count > most) throw tooMany(what, count, most);
  };
  return {
    check,
    add(name, count = 1) {
      if (count === 0) return;
      const sum = (counts.get(name) ?? 0) + count;
      check(name, sum);
      counts.set(name, sum);
    },
    reset(...names) {
      for (const name of names) counts.delete(name);
    },
  };
}
