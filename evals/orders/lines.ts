import { readFileSync } from 'node:fs';
import { type Example, exampleOf, type Kind } from './learn.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8').trim();

/** The lines of a file beside this one, set by set: an empty line parts sets, each of which has one author. */
export function setsOf(kind: Kind): string[][] {
  return read(`${kind}.txt`)
    .split('\n\n')
    .map((set) => set.split('\n'));
}

/** All that is learnt from but the orders and innocents of one set, if any. */
export function examplesWithout(left: number | null = null): Example[] {
  return (['orders', 'innocents', 'ordinary'] as const).flatMap((kind) =>
    setsOf(kind)
      .filter((_, set) => kind === 'ordinary' || set !== left)
      .flatMap((lines) => lines.map((line) => exampleOf(line, kind))),
  );
}
