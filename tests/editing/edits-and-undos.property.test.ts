import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEditor } from '../../src/editing/editor.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { tempFolder } from '../support/temp-folder.ts';

const fields = ['title', 'author', 'source', 'keywords'] as const;
type Field = (typeof fields)[number];

const step = fc.oneof(
  fc.record({
    what: fc.constant('edit' as const),
    field: fc.constantFrom(...fields),
    value: fc.constantFrom('one', 'two', 'three'),
  }),
  fc.record({ what: fc.constant('unlock' as const), field: fc.constantFrom(...fields) }),
  fc.record({ what: fc.constant('undo' as const), number: fc.nat(12) }),
);

/** One field, as a person sees it. */
interface Held {
  readonly value: unknown;
  readonly locked: boolean;
}
type State = Record<Field, Held>;

const givenTo = (field: Field, value: string) => (field === 'keywords' ? [value, 'more'] : value);
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What a person expects: the states one after the other, and what undoing the step from one to the next gives. */
function undone(states: readonly State[], number: number): State | null {
  const [before, after, now] = [states[number - 2], states[number - 1], states.at(-1)];
  if (!before || !after || !now) return null;
  const next = { ...now };
  for (const field of fields) {
    const [was, became, is] = [before[field], after[field], now[field]];
    const isTouched = !same(was.value, became.value) && !same(is.value, was.value);
    if (isTouched && !same(is.value, became.value)) return null;
    next[field] = {
      value: isTouched ? was.value : is.value,
      locked: was.locked === became.locked ? is.locked : was.locked,
    };
  }
  return next;
}

it('ends in the state that one expects, whatever is edited, unlocked and undone', async () => {
  using folder = tempFolder();
  const clock = createFakeClock();
  const file = join(folder.path, 'upshot.db');
  await using store = await openSqliteStore({ file, clock, instance: 'test' });
  const editor = createEditor({ ...store, workers: inProcessWorkers, clock, tagChanges: () => [] });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      runs += 1;
      const id = `e${runs}`;
      const { entry } = await store.catalogue.save(candidate(id));
      const first = { title: entry.title, author: null, source: null, keywords: entry.summary.keywords };
      const states = [
        Object.fromEntries(fields.map((field) => [field, { value: first[field], locked: false }])) as State,
      ];
      for (const step of steps) {
        const now = states.at(-1) as State;
        const deed = { by: null, reason: null };
        let next: State | null = null;
        if (step.what === 'edit') {
          const value = givenTo(step.field, step.value);
          next = same(value, now[step.field].value) ? now : { ...now, [step.field]: { value, locked: true } };
          const edit =
            step.field === 'keywords' ? { summary: { keywords: value as string[] } } : { [step.field]: value };
          await editor.edit(id, edit, deed);
        } else if (step.what === 'unlock') {
          next = { ...now, [step.field]: { ...now[step.field], locked: false } };
          await editor.edit(id, { unlock: [step.field] }, deed);
        } else {
          next = undone(states, step.number);
          const result = editor.undo(id, step.number, deed).then(
            () => 'done',
            () => 'refused',
          );
          expect(await result).toBe(next === null ? 'refused' : 'done');
        }
        if (next !== null && !same(next, now)) states.push(next);
        const { title, author, source, summary, locked, version } = (await store.catalogue.get(id)) ?? entry;
        const shown = { title, author, source, keywords: summary.keywords };
        expect(version).toBe(states.length);
        expect(
          Object.fromEntries(fields.map((name) => [name, { value: shown[name], locked: locked.includes(name) }])),
        ).toEqual(states.at(-1));
      }
      const history = await editor.history(id, 1, 100);
      expect(history.items.map(({ number }) => number)).toEqual(states.map((_, index) => states.length - index));
    }),
    { seed: 20261122, numRuns: 40 },
  );
});
