// `npm run bench`: everything side by side with what one would take instead, as ratios within one run.
import { cpus } from 'node:os';
import { measureParsing } from './parsing.ts';
import { measureStarting } from './starting.ts';
import { measureThroughput } from './throughput.ts';

const quick = process.argv.includes('--quick');
const print = (line: string) => process.stdout.write(`${line}\n`);
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

print(`node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown processor'}\n`);

print('| parsing (warm, median) | upshot: an article | mdast-util-from-markdown alone | ratio |\n|---|---|---|---|');
for (const kilobytes of [10, 100]) {
  const { articleMs, parserMs, ratio } = measureParsing(kilobytes, quick ? 10 : 40);
  print(`| ${kilobytes} KB of Markdown | ${ms(articleMs)} | ${ms(parserMs)} | ${ratio.toFixed(2)} |`);
}

const starting = await measureStarting(quick ? 2 : 7);
print('\n| from start to | upshot | bare Express handler | ratio |\n|---|---|---|---|');
print(`| first answer | ${ms(starting.upshotMs)} | ${ms(starting.bareMs)} | ${starting.ratio.toFixed(2)} |`);

const connections = 64;
const { upshot, bare, ratio } = await measureThroughput({
  rounds: quick ? 1 : 5,
  seconds: quick ? 5 : 10,
  connections,
});
print(
  `\n| POST of 6 KB, ${connections} connections, model without latency | upshot | bare Express handler |\n|---|---|---|`,
);
print(`| requests a second | ${upshot.requestsPerSecond.toFixed(0)} | ${bare.requestsPerSecond.toFixed(0)} |`);
print(`| p50 | ${ms(upshot.p50)} | ${ms(bare.p50)} |`);
print(`| p99 | ${ms(upshot.p99)} | ${ms(bare.p99)} |`);
print(`\nupshot serves ${ratio.toFixed(2)} of the bare handler's rate (median of the rounds)`);
