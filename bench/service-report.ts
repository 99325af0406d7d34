import { measureGrounding } from './grounding.ts';
import { measureParsing } from './parsing.ts';
import { measureStarting } from './starting.ts';
import { ms, table } from './table.ts';
import { measureThroughput } from './throughput.ts';

const CONNECTIONS = 64;

/** The service side by side with what one would write instead, as Markdown. */
export async function serviceReport(quick: boolean): Promise<string> {
  const parsings = [10, 100].map((kilobytes) => measureParsing(kilobytes, quick ? 10 : 40));
  const { words, groundMs } = measureGrounding(quick ? 20 : 60);
  const starting = await measureStarting(quick ? 2 : 7);
  const { upshot, bare, ratio } = await measureThroughput({
    rounds: quick ? 1 : 5,
    seconds: quick ? 5 : 10,
    connections: CONNECTIONS,
  });

  const parsing = table(
    ['parsing (warm, median)', 'upshot: an article', 'mdast-util-from-markdown alone', 'ratio'],
    parsings.map((one) => [
      `${one.kilobytes} KB of Markdown`,
      ...[ms(one.articleMs), ms(one.parserMs), one.ratio.toFixed(2)],
    ]),
  );
  const start = table(
    ['from start to', 'upshot', 'bare Express handler', 'ratio'],
    [['first answer', ms(starting.upshotMs), ms(starting.bareMs), starting.ratio.toFixed(2)]],
  );
  const throughput = table(
    [`POST of 6 KB, ${CONNECTIONS} connections, model without latency`, 'upshot', 'bare Express handler'],
    [
      ['requests a second', upshot.requestsPerSecond.toFixed(0), bare.requestsPerSecond.toFixed(0)],
      ['p50', ms(upshot.p50), ms(bare.p50)],
      ['p99', ms(upshot.p99), ms(bare.p99)],
    ],
  );
  return `${parsing}

The line and six bullets of a summary are held against an article of ${words.toLocaleString('en-GB')} words in ${ms(groundMs)} (warm, median).

${start}

${throughput}

Upshot serves ${ratio.toFixed(2)} of the bare handler's rate (median of the rounds), with evidence, ledger, search and listings.
`;
}
