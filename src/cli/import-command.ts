import { InvalidArgumentError, Option } from 'commander';
import { cleanLine } from '../article/clean-text.ts';
import type { Upshot } from '../compose.ts';
import type { DigestPage } from '../digest/digest.ts';
import { digestError } from '../digest/digest-error.ts';
import { parseDigest } from '../digest/parse-digest.ts';
import { postsOf } from '../digest/posts-of.ts';
import { restoreLines } from '../digest/restore-lines.ts';
import { cancelledError } from '../errors.ts';
import { aboutFile } from './about-file.ts';
import type { CliCommand } from './cli-command.ts';
import { openInput } from './import-inputs.ts';
import { type ImportReport, openImportReport } from './import-report.ts';
import { openUpshot } from './open-upshot.ts';
import { soughtTag } from './sought-tag.ts';
import { refuseStdinTwice } from './wrong-usage.ts';

interface ImportOptions {
  readonly tagAs?: string;
  readonly source?: string;
  readonly replace?: true;
  readonly report?: string;
  readonly json?: true;
}

export const importCommand: CliCommand = {
  define(command) {
    command
      .argument('<file...>', 'what `upshot export` wrote as jsonl, or plain digests; - for stdin')
      .option('--tag-as <tag>', 'of digests: file the posts under this tag of the vocabulary')
      .option('--source <name>', 'of digests: where the posts are from', sourceName)
      .option('--replace', 'of jsonl: let entries that say something else here give way; it stays in their history')
      .addOption(new Option('--report <file>', 'write the failures there, as JSON Lines (default: stdout)'))
      .option('--json', 'print one line of JSON for every entry')
      .addHelpText(
        'after',
        '\nDigests are imported all or none; of jsonl every line by itself. The same import again changes nothing.' +
          '\n\nExamples:\n  upshot import catalogue.jsonl\n  upshot import sre-1.txt sre-2.txt --source "Example Digest"',
      );
  },

  async run(files, { tagAs, ...rest }: ImportOptions, context) {
    refuseStdinTwice(files);
    await using opened = await openUpshot(context);
    const { upshot } = opened;
    const options = tagAs === undefined ? rest : { ...rest, tagAs: await soughtTag(tagAs, upshot) };
    using report = openImportReport(options, context.io);
    const pages: DigestPage[] = [];
    for (const file of files) {
      const input = await openInput(file, context.io);
      if (context.io.interrupts.stop.aborted) throw cancelledError();
      if ('records' in input) await importRecords(input, options, upshot, report);
      else pages.push(...(await aboutFile(file, () => readPages(input.digest, options, upshot))));
    }
    const { stop } = context.io.interrupts;
    if (pages.length > 0 && !stop.aborted) await importPages(pages, options, upshot, report);
    await upshot.transfer.settle(stop);
    return report.close(stop.aborted);
  },
};

async function importRecords(
  { name, records }: { readonly name: string; readonly records: AsyncIterable<Uint8Array> },
  { replace }: ImportOptions,
  { transfer, vocabulary }: Upshot,
  report: ImportReport,
): Promise<void> {
  for await (const { line, ...result } of restoreLines(records, transfer, { replace: replace === true, vocabulary })) {
    report.add({ place: `${name}:${line}`, ...result });
  }
}

function readPages(text: string, { tagAs }: ImportOptions, { vocabulary }: Upshot): DigestPage[] {
  const known = vocabulary.tags.map(({ id }) => id);
  return parseDigest(text).map((page) => {
    const tag = tagAs ?? page.tag;
    if (known.includes(tag)) return { ...page, tag };
    const hint = `The vocabulary is ${known.join(', ')}: name one of them with --tag-as <tag>, or add this one to it.`;
    throw digestError(page.line, `the tag ${JSON.stringify(tag.slice(0, 60))} is not in the vocabulary`, hint);
  });
}

async function importPages(
  pages: readonly DigestPage[],
  { source = null }: { readonly source?: string | null },
  { transfer, clock }: Upshot,
  report: ImportReport,
): Promise<void> {
  const posts = postsOf(pages, { source, now: clock.now() });
  const added = await transfer.addPosts(posts);
  for (const [index, { id }] of posts.entries()) report.add({ id, outcome: added[index] ?? 'unchanged' });
}

function sourceName(text: string): string {
  const name = cleanLine(text);
  if (name !== '' && name.length <= LONGEST_SOURCE) return name;
  throw new InvalidArgumentError(`It must be a name of at most ${LONGEST_SOURCE} characters.`);
}

const LONGEST_SOURCE = 200;
