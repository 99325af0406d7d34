import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const file = fileURLToPath(new URL('../../src/workers/text-worker.ts', import.meta.url));
const loaded = [...readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g)].map(([, path]) => path ?? '');

it('finds what the threads load', () => {
  expect(loaded).toContain('./judge-draft.ts');
  expect(loaded).toContain('../article/parse-article.ts');
});

// A thread that is ended while one of its modules waits ends the whole process: github.com/nodejs/node/issues/60755.
it.each(loaded)('%s can be loaded by a thread without waiting for anything', (path) => {
  expect(() => createRequire(file)(path)).not.toThrow(); // what waits at its top level cannot be required
});
