import type { ArticleInput } from '../article/article-input.ts';
import { isAddress } from '../backlog/addresses.ts';
import { AppError } from '../errors.ts';
import { checkLimits, claimTextSchema } from '../grounding/check-request.ts';
import type { Finding } from '../grounding/ground-summary.ts';
import { articleOfBytes, readArticleFile, readFileBytes } from '../input/article-file.ts';
import { collectArticle, decodeUtf8 } from '../input/read-bytes.ts';
import { aboutFile } from './about-file.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { oneLine } from './one-line.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { wrapText } from './wrap-text.ts';
import { wrongUsage } from './wrong-usage.ts';

interface CheckOptions {
  readonly claims: string;
  readonly json?: true;
}

interface GivenClaim {
  readonly id: string;
  readonly text: string;
}

/**
 * Runs here and not in a worker, and takes any number of claims: whoever types the command waits for nobody else's article,
 * and keeps nobody waiting. Each claim has the limits of `POST /v1/check`.
 */
export const checkCommand: CliCommand = {
  define(command) {
    command
      .argument('<article>', 'Markdown, HTML or text file; - is stdin')
      .requiredOption('--claims <file>', 'the claims, one a line: text, or JSON {"id", "text"}; - is stdin')
      .option('--json', 'print one line of JSON a claim')
      .addHelpText(
        'after',
        `\nAny number of claims, each of at most ${checkLimits.characters} characters and ${checkLimits.figures} figures. Exit code 3 when the article does not back one.\n\nExamples:\n  upshot check post.md --claims summary.txt\n  pbpaste | upshot check post.md --claims - --json`,
      );
  },

  async run([file = ''], options: CheckOptions, context) {
    const { io } = context;
    if (file === '-' && options.claims === '-')
      throw wrongUsage('Article and claims cannot both be stdin', 'Give a file for one of them.');
    if (isAddress(file))
      throw wrongUsage(
        `${oneLine(file)} is an address`,
        'Fetch the page first: curl -sL <address> | upshot check - ...',
      );
    const given = await aboutFile(file, () => readArticle(file, context));
    const claims = await aboutFile(options.claims, async () => readClaims(await readText(options.claims, context)));
    const [{ parseArticle }, { createGrounder }] = await Promise.all([
      import('../article/parse-article.ts'),
      import('../grounding/ground-summary.ts'),
    ]);
    const grounder = createGrounder(await aboutFile(file, () => parseArticle(given, { anyLength: true })));
    const terminal = terminalOf(io.stdout, io.env);
    let unsupported = 0;
    for (const { id, text } of claims) {
      const { supported, spans, issues } = grounder.check(text, 'statement');
      if (!supported) unsupported += 1;
      if (options.json) io.stdout.write(`${JSON.stringify({ id, text, supported, spans, issues })}\n`);
      else io.stdout.write(readable(text, { supported, spans, issues }, terminal));
    }
    if (!options.json)
      io.stderr.write(`Backed by the article: ${claims.length - unsupported} of ${claims.length} claims\n`);
    return unsupported > 0 ? 3 : 0;
  },
};

function readable(text: string, { supported, spans, issues }: Finding, { style, width }: Terminal): string {
  const lines = [
    wrapText(`${supported ? '✓' : '✗'} ${oneLine(text)}`, width, '', '  '),
    ...issues.map(({ code, message }) => wrapText(`${code}: ${oneLine(message)}`, width, '    ')),
    ...spans.map(({ quote }) => style('dim', wrapText(`“${oneLine(quote)}”`, width, '    '))),
  ];
  return `${lines.join('\n')}\n`;
}

async function readArticle(file: string, { io }: CliContext): Promise<ArticleInput> {
  if (file !== '-') return readArticleFile(file, io.cwd, io.interrupts.stop);
  return articleOfBytes(await collectArticle(io.stdin));
}

/** Claims come from a file of any name, so it is read as an article is, whatever its extension. */
async function readText(file: string, { io }: CliContext): Promise<string> {
  if (file === '-') return decodeUtf8(await collectArticle(io.stdin));
  return decodeUtf8(await readFileBytes(file, io.cwd, io.interrupts.stop));
}

/** One claim a line; the id of one without is the number of its line. */
function readClaims(text: string): GivenClaim[] {
  const claims = text.split(/\r?\n/).flatMap((line, at): GivenClaim[] => {
    const written = line.trim();
    if (written === '') return [];
    const claim = written.startsWith('{') ? readJson(written, at + 1) : { id: String(at + 1), text: written };
    return [{ ...claim, text: checkText(claim.text, at + 1) }];
  });
  if (claims.length === 0) throw wrongUsage('There are no claims to check', 'Write one claim a line.');
  return claims;
}

function readJson(line: string, number: number): GivenClaim {
  let sent: unknown;
  try {
    sent = JSON.parse(line);
  } catch (cause) {
    throw badLine(number, cause);
  }
  if (typeof sent !== 'object' || sent === null || !('text' in sent) || typeof sent.text !== 'string')
    throw badLine(number);
  const id = 'id' in sent && (typeof sent.id === 'string' || typeof sent.id === 'number') ? String(sent.id) : null;
  return { id: id ?? String(number), text: sent.text };
}

function checkText(text: string, number: number): string {
  const parsed = claimTextSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError(`Line ${number} of the claims: ${parsed.error.issues[0]?.message}`, {
    code: 'invalid-check',
    status: 400,
    exitCode: 2,
    hint: 'Write one sentence a line.',
  });
}

function badLine(number: number, cause?: unknown): AppError {
  return new AppError(`Line ${number} of the claims is no JSON object with a text`, {
    code: 'malformed-claims',
    status: 400,
    exitCode: 2,
    hint: 'Write {"id": "a", "text": "..."}, or the claim as plain text.',
    cause,
  });
}
