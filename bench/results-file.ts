import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const START = `# Results

Written by \`npm run bench\`, each part by its last whole run. Figures of different machines cannot be compared; ratios can,
to a degree.
`;

/** Puts a part into the file in place of what it said before; other parts stay. */
export function keepResults(file: string, part: string, text: string): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : START;
  const [from, to] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const block = `${from}\n${text.trimEnd()}\n${to}\n`;
  const [start, end] = [before.indexOf(from), before.indexOf(to)];
  const after =
    start < 0 || end < start
      ? `${before.trimEnd()}\n\n${block}`
      : before.slice(0, start) + block + before.slice(end + to.length).replace(/^\n/, '');
  writeFileSync(file, after);
}
