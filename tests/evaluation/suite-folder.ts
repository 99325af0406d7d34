import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../support/temp-folder.ts';

const prose = (word: string) => `The ${word} of the old service failed on Monday, and 40 shops lost their orders. `;

export const reference = {
  article: 'articles/pump.md',
  domain: 'incident',
  tags: ['sre'],
  summary: {
    whyItMatters: 'Shops lost orders.',
    bullets: ['The pump failed.', 'Shops lost 40 orders.', 'It was Monday.'],
  },
};

/** A folder with a suite of two articles and one of claims; `files` are added or take the place of those. */
export function suiteFolder(files: Readonly<Record<string, unknown>> = {}): Disposable & { readonly path: string } {
  const folder = tempFolder();
  const all: Readonly<Record<string, unknown>> = {
    'summaries.yaml': {
      ...{ name: 'summaries', kind: 'summaries', references: 'references', articles: '.' },
      baselines: ['first.ts', 'absent.ts'],
      thresholds: { valid: { least: 100 } },
    },
    'articles/pump.md': `---\ntitle: Pump\ntags:\n  - ml\nsource: Example\n---\n\n${prose('pump').repeat(10)}`,
    'articles/valve.txt': `VALVE\n\n${prose('valve').repeat(10)}`,
    'references/pump.json': reference,
    'references/valve.json': { ...reference, article: 'articles/valve.txt' },
    'first.ts': 'export const summarise = ({ text }) => [text.slice(0, text.indexOf(".") + 1)];',
    'absent.ts': "import 'a-package-that-nobody-has';\nexport const summarise = () => [];",
    'claims.yaml': { name: 'claims', kind: 'claims', claims: 'claims.jsonl', articles: ['elsewhere', 'articles'] },
    'claims.jsonl': [
      { article: 'pump.md', about: 'true', claim: 'The pump failed on Monday.', expect: [] },
      { article: 'pump.md', about: 'number', claim: 'On Monday 41 shops lost their orders.', expect: ['number'] },
      { article: 'valve.txt', about: 'quote', claim: 'The valve “never failed” on Monday.', expect: ['quote'] },
    ]
      .map((claim) => JSON.stringify(claim))
      .join('\n'),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(join(folder.path, name, '..'), { recursive: true });
    writeFileSync(join(folder.path, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}
