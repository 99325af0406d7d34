import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

interface SourceFile {
  /** Path below src/, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Files below src/ that it imports, dynamically or not; types included. */
  readonly imports: readonly string[];
}

const files: SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)].map((match) =>
      relative(src, resolve(src, dirname(path), match[1] ?? '')).replaceAll('\\', '/'),
    );
    return { path: path.replaceAll('\\', '/'), text, imports };
  });

const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);

/** Ways in, from the outside to the inside; a folder imports only from its own row or from rows below. */
const layers: readonly (readonly string[])[] = [
  ['main.ts'],
  ['cli'],
  ['compose.ts', 'open-providers.ts', 'open-sqlite-store.ts', 'http', 'ingest', 'backlog', 'evaluation', 'mock-llm'],
  ['queue'],
  ['summarise.ts', 'review.ts', 'editing', 'digest'],
  ['draft-summary.ts'],
  ['provider'],
  ['workers', 'catalogue', 'ledger', 'runs', 'fetching', 'prompt', 'recording', 'scenario'],
  ['extract', 'feeds', 'grounding', 'safety', 'sqlite'],
  ['summary', 'tags', 'input', 'telemetry', 'config.ts'],
  ['provider-config.ts'],
  ['environment.ts'],
  ['article'],
  [
    'clock.ts',
    'describe-issues.ts',
    'duration.ts',
    'edit-distance.ts',
    'errors.ts',
    'mask-secret.ts',
    'precise-timer.ts',
    'random-id.ts',
    'retry-after.ts',
    'settings-file.ts',
    'version.ts',
    'young-space.ts',
  ],
];
const rowOf = (path: string) => layers.findIndex((row) => row.includes(folderOf(path)));

/** Who may pick an adapter: compose.ts, the two files that it leaves a part to, and the adapter's own folder. */
const adapters = [
  'provider/openai-provider.ts',
  'provider/extractive-provider.ts',
  'provider/breaker-provider.ts',
  'provider/context-provider.ts',
  'provider/failover-provider.ts',
  'provider/limiter-provider.ts',
  'provider/long-article-provider.ts',
  'provider/metered-provider.ts',
  'provider/pacer-provider.ts',
  'provider/retry-provider.ts',
  'provider/ledger-provider.ts',
  'catalogue/sqlite-catalogue.ts',
  'catalogue/sqlite-editing.ts',
  'catalogue/sqlite-tag-changes.ts',
  'catalogue/sqlite-reading.ts',
  'catalogue/sqlite-syndication.ts',
  'catalogue/sqlite-transfer.ts',
  'ingest/sqlite-feed-states.ts',
  'ledger/sqlite-ledger.ts',
  'queue/sqlite-queue.ts',
  'runs/sqlite-runs.ts',
  'workers/text-worker-pool.ts',
  'fetching/guarded-fetcher.ts',
];

describe('the structure of src/', () => {
  it('has every file in a known layer', () => {
    expect(files.filter(({ path }) => rowOf(path) === -1).map(({ path }) => path)).toEqual([]);
  });

  it('imports only downwards', () => {
    const upward = files.flatMap(({ path, imports }) =>
      imports.filter((target) => rowOf(target) < rowOf(path)).map((target) => `${path} -> ${target}`),
    );
    // Ports name each other's types; what they must never do is reach up to a way in.
    expect(upward).toEqual([]);
  });

  it('has no cycle between files', () => {
    const graph = new Map(files.map(({ path, imports }) => [path, imports]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      if (done.has(path)) return;
      for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('has no two folders that import from each other', () => {
    const edges = new Set(
      files.flatMap(({ path, imports }) => imports.map((target) => `${folderOf(path)} -> ${folderOf(target)}`)),
    );
    const both = [...edges].filter((edge) => {
      const [from, to] = edge.split(' -> ');
      return from !== to && edges.has(`${to} -> ${from}`);
    });
    expect(both).toEqual([]);
  });

  it('picks adapters in compose.ts alone', () => {
    const pickers = files.flatMap(({ path, imports }) =>
      imports.filter((target) => adapters.includes(target)).map((target) => ({ path, target })),
    );
    const elsewhere = pickers.filter(
      ({ path, target }) =>
        !['compose.ts', 'open-providers.ts', 'open-sqlite-store.ts'].includes(path) &&
        folderOf(path) !== folderOf(target),
    );
    expect(elsewhere).toEqual([]);
    expect(pickers.length).toBeGreaterThan(adapters.length / 2);
  });

  it('is at most two folders deep, has no file past 300 lines and no grab-bag', () => {
    expect(files.filter(({ path }) => path.split('/').length > 3).map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ path }) => /(?:^|\/)(?:utils?|helpers?|types|index|common|misc)\.ts$/.test(path))).toEqual(
      [],
    );
  });

  it.each([
    // The ledger asks the system whether the process that holds a reservation still lives.
    { rule: 'process', pattern: /\bprocess\.\w|['"]node:process['"]/, allowed: ['main.ts', 'ledger/owner.ts'] },
    {
      rule: 'the environment',
      pattern: /\bparseEnv\b|\.env['"`]/,
      allowed: ['environment.ts', 'cli/effective-variables.ts'],
    },
    {
      rule: 'the time',
      pattern: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bset(?:Timeout|Interval)\(/,
      allowed: ['clock.ts', 'precise-timer.ts', 'telemetry/logger.ts'],
    },
    {
      rule: 'randomness',
      pattern: /\bMath\.random\b|\brandom(?:Bytes|UUID|Int|FillSync)\(|\bgetRandomValues\(/,
      allowed: ['random-id.ts'],
    },
    { rule: 'a class other than an error', pattern: /\bclass (?!\w*Error\b)\w/, allowed: [] },
    { rule: 'console', pattern: /\bconsole\.\w/, allowed: [] },
  ])('touches $rule only where that is allowed', ({ pattern, allowed }) => {
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
    expect(
      files.filter(({ path, text }) => !allowed.includes(path) && pattern.test(code(text))).map(({ path }) => path),
    ).toEqual([]);
  });
});
