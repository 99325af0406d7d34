import { type Entry, IMPORTED } from '../catalogue/entry.ts';
import type { ClaimEvidence } from '../grounding/evidence.ts';
import { oneLine } from './one-line.ts';
import type { Terminal } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

/** An entry for people: title, line, bullets, tags, what backs it. Ends in a line end. */
export function formatEntry(entry: Entry, terminal: Terminal): string {
  const { style, width } = terminal;
  const { summary, title } = entry;
  const meta = [entry.source, entry.author, entry.publishedAt?.slice(0, 10), entry.url].flatMap((part) =>
    part ? [oneLine(part)] : [],
  );
  const lead = 'Why it matters:';
  const why = wrapText(`${lead} ${oneLine(summary.whyItMatters)}`, width);
  return [
    style('bold', wrapText(title === null ? 'Untitled' : oneLine(title), width)),
    ...(meta.length > 0 ? [style('dim', wrapText(meta.join(' · '), width))] : []),
    '',
    `${style('bold', lead)}${why.slice(lead.length)}`,
    '',
    ...summary.bullets.map((bullet) => wrapText(oneLine(bullet), width, '  • ', '    ')),
    '',
    style('dim', `Tags: ${summary.tags.join(', ')}`),
    ...claimLines(entry.evidence, terminal),
    ...(entry.status === 'needs-review' ? [style('yellow', wrapText(heldBack(entry), width))] : []),
    style('dim', wrapText(writtenBy(entry), width)),
    '',
  ].join('\n');
}

/** What to do about an entry that waits for review; one line, without its end. */
export function howToDecide({ id }: Entry): string {
  return `Look at it: upshot show ${id} --evidence; decide: upshot review ${id} --accept, or --reject`;
}

/** Each claim with the passage that backs it best, or the nearest ones and what is wrong with it. Ends in a line end. */
export function formatEvidence(entry: Entry, { style, width }: Terminal): string {
  if (entry.evidence.length === 0) return 'No evidence is kept with this entry.\n';
  const claims = entry.evidence.map(({ claim, spans, issues, supported }) => {
    const text = claimText(entry, claim);
    const passages = supported ? spans.slice(0, 1) : spans;
    return [
      style('bold', wrapText(`${supported ? '✓' : '✗'} ${oneLine(text)}`, width, '', '  ')),
      ...issues.map(({ message }) => style('red', wrapText(oneLine(message), width, '  ! ', '    '))),
      ...passages.map(({ quote, start, end }) =>
        style('dim', wrapText(`“${oneLine(quote)}” [${start}–${end}]`, width, '  ')),
      ),
      ...(passages.length > 0 || issues.length > 0 ? [] : [style('dim', '  no single passage')]),
    ].join('\n');
  });
  const dropped = entry.provenance.dropped.map(({ claim, issues }) =>
    [
      wrapText(`Left out: ${claim === null ? 'what no summary may hold' : oneLine(claim)}`, width, '', '  '),
      ...issues.map(({ code, message }) =>
        style('red', wrapText(oneLine(`${code}: ${message}`), width, '  ! ', '    ')),
      ),
    ].join('\n'),
  );
  return `${[...claims, ...dropped].join('\n\n')}\n`;
}

function claimLines(evidence: readonly ClaimEvidence[], { style, width }: Terminal): string[] {
  if (evidence.length === 0) return [];
  const wrong = evidence.filter(({ supported }) => !supported);
  const count = `${evidence.length - wrong.length} of ${evidence.length}`;
  if (wrong.length === 0) return [style('dim', `Backed by the article: ${count} claims`)];
  return [
    style('yellow', `Backed by the article: ${count} claims; look at these:`),
    ...wrong.map(({ claim, issues }) =>
      style(
        'yellow',
        wrapText(
          `${nameOf(claim)}: ${issues.map(({ message }) => oneLine(message)).join('; ')}`,
          width,
          '  ! ',
          '    ',
        ),
      ),
    ),
  ];
}

function heldBack({ revises }: Entry): string {
  const until = revises === undefined ? '' : `; ${oneLine(revises)} stays published as it is until it is accepted`;
  return `Needs review, so it is not published${until}`;
}

function writtenBy({ provenance }: Entry): string {
  if (provenance.provider === IMPORTED) return 'Imported from a digest: its article is not here';
  if (provenance.provider === 'extractive') return 'Extracted without a model: sentences of the article itself';
  const { provider, model, costUsd, calls } = provenance;
  const cost = costUsd === null ? 'cost unknown' : `$${costUsd.toFixed(4)}`;
  return oneLine(`Written by ${model} (${provider}), ${calls} ${calls === 1 ? 'call' : 'calls'}, ${cost}`);
}

function nameOf(claim: string): string {
  const bullet = /^bullets\/(\d+)$/.exec(claim)?.[1];
  return bullet === undefined ? 'why it matters' : `bullet ${Number(bullet) + 1}`;
}

function claimText({ summary }: Entry, claim: string): string {
  const bullet = /^bullets\/(\d+)$/.exec(claim)?.[1];
  return (bullet === undefined ? summary.whyItMatters : summary.bullets[Number(bullet)]) ?? claim;
}
