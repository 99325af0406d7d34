import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimEvidenceSchema } from '../../src/grounding/evidence.ts';
import { groundSummary } from '../../src/grounding/ground-summary.ts';
import { articleOf } from '../support/article-of.ts';
import { incidentArticle } from '../support/incident-article.ts';

const article = incidentArticle();
const whyItMatters = 'Operators learn how one broken file can stop a queue, and how a quarantine keeps it moving.';
const ground = (...bullets: string[]) => groundSummary(article, { whyItMatters, bullets });
const first = (bullet: string) => ground(bullet)[1];

describe('groundSummary', () => {
  it('answers for the line and then each bullet, in order', () => {
    expect(ground('One broken file blocked the queue.', 'All workers restarted.').map(({ claim }) => claim)).toEqual([
      'whyItMatters',
      'bullets/0',
      'bullets/1',
    ]);
  });

  it('shows the passage with the figure that it names in place of a wrong one, where others say more of the claim', () => {
    const counted = 'So we counted: 1,872 long-lived secrets, of which 1,140 had not been changed in over a year.';
    const stated = 'Everything else has been replaced by credentials that live for 15 minutes.';
    const keys = articleOf([`${counted} The team wrote it down.`, `${stated} Nobody noticed.`]);
    const bullets = ['Credentials live for 15 hours.'];
    const [, evidence] = groundSummary(keys, { whyItMatters, bullets });
    expect(evidence?.issues[0]?.message).toContain('closest it states is "15 minutes"');
    expect(evidence?.spans.map(({ quote }) => quote)).toEqual([counted, stated]);
  });

  it('shows it before further passages that say something of the claim', () => {
    const text = 'The mill of Berg grinds rye on three stones.';
    const others = ['The mill of Berg grinds barley on Mondays.', 'The mill of Berg has a wheel of oak.'];
    const stated = 'By April the yearly bill of millers had shrunk by 31 %.';
    const mill = articleOf([text, ...others, stated]);
    const bullets = ['The mill of Berg grinds rye on three stones, has a wheel of oak and cut its bill by 57 %.'];
    const [, evidence] = groundSummary(mill, { whyItMatters, bullets });
    expect(evidence?.issues[0]?.message).toContain('closest it states is "31 %"');
    expect(evidence?.spans.slice(0, 2).map(({ quote }) => quote)).toEqual([text, stated]);
  });

  it.each([
    ['The map for walkers is printed, and the one for cyclists is to follow in autumn.', 'A map'],
    ['The metrics port moved from 9187 to 9100.', 'The metrics port'],
    ['The organist moved from Bamble to Kragero in 1966.', 'In 1966'],
    ['Upgrade the primary first and the replicas afterwards.', 'Upgrade'],
    ['Concrete piers cost more than timber ones.', 'Timber piers'],
    ['The council of Vik intends to publish the letters of the harbour master.', 'The council'],
  ])('shows first what a claim turns round, and has none of it in the message: %s', (claim, start) => {
    const turned = articleOf([
      'A map for cyclists is printed, and one for walkers is to follow in autumn, whoever asks.',
      'The metrics port moved from 9100 to 9187, as the guide says.',
      'In 1966 the organist moved from Kragero to Bamble, they say.',
      'Upgrade the replicas first and the primary afterwards, says the guide.',
      'Timber piers cost more than concrete ones, as the auditors found.',
      'The council of Vik said that it would not publish the letters of the harbour master.',
    ]);
    const [, evidence] = groundSummary(turned, { whyItMatters, bullets: [claim] });
    const said = evidence?.issues.map(({ message }) => message).join(' ') ?? '';
    expect(said).toMatch(
      /The claim (?:has it the wrong way round|says "\w+" where the article says "not \w+")\. Say it/,
    );
    expect(said).not.toContain('says:');
    expect(evidence?.spans[0]?.quote).toMatch(new RegExp(`^${start}`));
  });

  it('quotes the passage that supports a claim in other words, at its exact place', () => {
    const evidence = first('A malformed TIFF header was crashing every worker that picked the file up.');
    expect(evidence).toMatchObject({ supported: true, issues: [] });
    expect(evidence?.spans[0]?.quote).toBe(
      'A single TIFF with a malformed header crashed the worker that picked it up.',
    );
    for (const { start, end, quote } of evidence?.spans ?? []) expect(article.text.slice(start, end)).toBe(quote);
  });

  it('raises nothing of a claim that is a sentence of the article word for word, whatever else the article says', () => {
    const stated = 'Check if the code is running on Windows.';
    const other = articleOf(['Check if the code is running on macOS.', stated]);
    const [, evidence] = groundSummary(other, { whyItMatters, bullets: [stated] });
    expect(evidence).toMatchObject({ supported: true, issues: [] });
    expect(evidence?.spans[0]?.quote).toBe(stated);
  });

  it('gives one passage for each part of a claim, best first', () => {
    const evidence = first(
      'The queue stopped draining for 52 minutes, and quarantine now takes a message after three deliveries.',
    );
    expect(evidence?.supported).toBe(true);
    expect(evidence?.spans.map(({ quote }) => quote.slice(0, 30))).toEqual([
      'On 4 March our image queue sto',
      'A message that was delivered t',
    ]);
  });

  it('grounds claims about tables and code too', () => {
    expect(first('Minutes to find a poison message went down from 52 to 3.')?.spans[0]?.quote).toBe(
      'minutes to find a poison message | 52 | 3',
    );
    expect(first('The worker runs once in a while true loop.')?.spans.map(({ quote }) => quote)).toContain(
      'while true; do worker --once; done',
    );
  });

  it('raises a figure that is not there and still shows the passage', () => {
    const evidence = first('The image queue stopped draining for 25 minutes.');
    expect(evidence).toMatchObject({ supported: false, issues: [{ code: 'number' }] });
    expect(evidence?.spans).not.toEqual([]);
  });

  it('raises a quotation that is not there', () => {
    expect(first('The engineer called the redelivery counter “a lifesaver”.')?.issues).toMatchObject([
      { code: 'quote' },
    ]);
  });

  it('raises a claim that no passage supports, names its words, and shows no passage', () => {
    const evidence = first('Kafka consumers were moved to Rust to save memory.');
    expect(evidence).toMatchObject({ supported: false, spans: [] });
    expect(evidence?.issues.map(({ code }) => code)).toEqual(['name', 'name', 'support']);
    expect(evidence?.issues[2]?.message).toContain('never mentions Kafka, consumers');
  });

  it.each(['It is what it is.', 'x x x x x', '...', '🙂', '\u200b\u200b'])('raises what says nothing: %j', (claim) => {
    expect(first(claim)).toMatchObject({ supported: false, spans: [], issues: [{ code: 'support' }] });
  });

  it('never asks for support of the line, which is an inference', () => {
    const line = 'Teams everywhere gain confidence in their own judgement.';
    expect(groundSummary(article, { whyItMatters: line, bullets: [] })).toEqual([
      { claim: 'whyItMatters', supported: true, spans: [], issues: [] },
    ]);
    const figure = groundSummary(article, { whyItMatters: `${line.slice(0, -1)} by 70 %.`, bullets: [] });
    expect(figure[0]?.issues).toMatchObject([{ code: 'number' }]);
  });

  describe('measures how much of a claim the article says', () => {
    const common = 'apple bridge candle desert engine forest garden hammer island'.split(' ');
    const foreign = 'jungle kettle ladder marble needle orange pencil quarry ribbon'.split(' ');
    /** A claim of so many words that all weigh the same, the first `known` of them words of the article. */
    const claimOf = (known: number, all: number) =>
      [...common.slice(0, known), ...foreign.slice(0, all - known)].join(' ');
    const groundIn = (sentences: readonly string[], line: string, bullet: string) =>
      groundSummary(articleOf(sentences.map((sentence) => `${sentence}.`)), { whyItMatters: line, bullets: [bullet] });

    it.each([
      [2, 9, true],
      [2, 11, false],
    ])('a bullet with %i of %i words in it is supported: %s', (known, all, supported) => {
      const [, bullet] = groundIn([common.join(' ')], '', claimOf(known, all));
      expect(bullet?.supported).toBe(supported);
    });

    it.each([
      [2, 7, 1],
      [2, 9, 0],
    ])('a line with %i of %i words in it has %i passages to show', (known, all, spans) => {
      const [line] = groundIn([common.join(' ')], claimOf(known, all), '');
      expect(line?.spans).toHaveLength(spans);
    });

    it.each([
      [8, 2],
      [9, 1],
    ])('a second passage has to add one word in %i: %i shown', (all, spans) => {
      const claim = claimOf(all, all);
      const [first, ...rest] = claim.split(' ');
      const [, bullet] = groundIn([rest.join(' '), first ?? ''], '', claim);
      expect(bullet?.spans).toHaveLength(spans);
    });
  });

  it('copes with an article of nothing and with claims of nothing', () => {
    const [line, bullet] = groundSummary(
      { text: '', blocks: [] },
      { whyItMatters: 'It is.', bullets: ['Queues drain.'] },
    );
    expect(line?.supported).toBe(true);
    expect(bullet?.issues).toMatchObject([{ code: 'support' }]);
  });

  it('keeps its promises for any article and any claims', () => {
    const words = fc.array(
      fc.constantFrom('queue', 'the', '12 %', '“open', 'gate”', 'Kafka.', 'é𝄞', '\u00a0', '3', 'ms', '$5', '?'),
    );
    const text = words.map((list) => list.join(' '));
    fc.assert(
      fc.property(
        fc.array(
          text.filter((part) => part.trim() !== ''),
          { maxLength: 6 },
        ),
        text,
        fc.array(text, { maxLength: 4 }),
        (parts, line, bullets) => {
          const made = articleOf(parts);
          const evidence = groundSummary(made, { whyItMatters: line, bullets });
          expect(evidence).toEqual(groundSummary(made, { whyItMatters: line, bullets }));
          for (const one of evidence) {
            claimEvidenceSchema.parse(one);
            expect(one.supported).toBe(one.issues.length === 0);
            for (const { start, end, quote } of one.spans) expect(made.text.slice(start, end)).toBe(quote);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
