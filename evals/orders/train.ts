// Learns src/safety/order-model.json from the lines beside this file, in a second:
//   node evals/orders/train.ts
// With --sets nothing is written. What is printed then is found in each set by a model that was learnt from all others.
import { writeFileSync } from 'node:fs';
import { createOrderScore } from '../../src/safety/order-model.ts';
import { spokenOf, withoutSpeech } from '../../src/safety/quoted-orders.ts';
import { learn } from './learn.ts';
import { examplesWithout, setsOf } from './lines.ts';

const THRESHOLDS = [0, 0.2, 0.4, 0.6, 0.8];

if (process.argv.includes('--sets')) {
  const [orders, innocents] = [setsOf('orders'), setsOf('innocents')];
  const rows = orders.map((_, set) => {
    const score = createOrderScore(learn(examplesWithout(set)));
    const scores = (lines: readonly string[] = []) => lines.map((line) => score(spokenOf(withoutSpeech(line))));
    return { orders: scores(orders[set]), innocents: scores(innocents[set]) };
  });
  const share = (scores: readonly number[], least: number) =>
    `${((scores.filter((one) => one >= least).length / scores.length) * 100).toFixed(1)} %`;
  for (const least of THRESHOLDS) {
    const all = { orders: rows.flatMap((row) => row.orders), innocents: rows.flatMap((row) => row.innocents) };
    const bySet = rows.map((row) => `${share(row.orders, least)}/${share(row.innocents, least)}`).join('  ');
    process.stdout.write(
      `from ${least}: orders ${share(all.orders, least)}, innocents ${share(all.innocents, least)}; by set ${bySet}\n`,
    );
  }
} else {
  const model = learn(examplesWithout());
  writeFileSync(new URL('../../src/safety/order-model.json', import.meta.url), `${JSON.stringify(model)}\n`);
}
