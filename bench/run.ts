// `npm run bench [-- service|backlog|catalogue|mock] [--quick|--long]`: everything side by side with what one would take instead, as
// ratios within one run. A whole run is kept in bench/RESULTS.md, a quick one only printed. `--long` adds a backlog of 100,000 articles.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backlogReport } from './backlog/report.ts';
import { catalogueReport } from './catalogue/report.ts';
import { ensurePeers } from './ensure-peers.ts';
import { machine } from './machine.ts';
import { keepResults } from './results-file.ts';
import { serviceReport } from './service-report.ts';

const parts = {
  service: { title: 'The service', report: serviceReport },
  backlog: { title: 'The backlog', report: backlogReport },
  catalogue: { title: 'The catalogue', report: catalogueReport },
  mock: {
    title: 'The mock server',
    async report(quick: boolean) {
      ensurePeers();
      const { mockReport } = await import('./mock/report.ts'); // reads the peers' versions
      return mockReport(quick);
    },
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, long: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(`bench: there is no ${unknown.join(', ')}; there are ${Object.keys(parts).join(' and ')}\n`);
  process.exit(2);
}
// What was started is ended by the handlers of `exit`, which a signal alone would not call.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  for (const name of ['service', 'backlog', 'catalogue', 'mock'] as const) {
    if (positionals.length === 0 || positionals.includes(name)) await run(name);
  }
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function run(name: keyof typeof parts): Promise<void> {
  const { title, report } = parts[name];
  const command = `npm run bench -- ${name}${values.quick ? ' --quick' : ''}${values.long ? ' --long' : ''}`;
  const text = `## ${title}

\`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}.

${await report(values.quick, values.long)}`;
  process.stdout.write(`${text}\n`);
  if (!values.quick) keepResults(fileURLToPath(new URL('RESULTS.md', import.meta.url)), name, text);
}
