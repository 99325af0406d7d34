import workerpool from 'workerpool';
import { parseArticle } from '../article/parse-article.ts';
import { systemClock } from '../clock.ts';
import type { SafetyContext } from '../safety/check-safety.ts';
import { withHidden } from '../safety/hidden-instructions.ts';
import { toErrorMessage } from './error-message.ts';
import {
  TASK_STARTED,
  type TextOrder,
  type TextTask,
  type TextTaskAnswer,
  type TextTaskInput,
  type TextTaskOutput,
} from './text-task.ts';

/** What the pool starts in each of its threads. What only some tasks need is loaded with the first of them. */
const tasks: { readonly [Task in TextTask]: (...input: TextTaskInput<Task>) => Promise<TextTaskOutput<Task>> } = {
  parse: async (input) => {
    if (loading === undefined) loadOnceIdle();
    return withHidden(input.text, parseArticle(input));
  },
  judge: async (question, context) => {
    const { judgeDraft } = await judging();
    return judgeDraft({ ...question, context: unpacked(context) });
  },
  readToCheck: async (request) => {
    const { articleToCheck } = await import('../grounding/check-claims.ts');
    return articleToCheck(request);
  },
  checkSome: async (article, claims) => {
    const { checkClaims } = await import('../grounding/check-claims.ts');
    return checkClaims(article, claims);
  },
  parseFeed: async (text, address) => {
    const { parseFeedDocument } = await import('../feeds/feed-document.ts');
    return parseFeedDocument(text, address);
  },
  extract: async (article, vocabulary) => {
    const { extractSummary } = await import('../extract/extract-summary.ts');
    return extractSummary(article, vocabulary);
  },
  countTokens: async (texts) => {
    const { countTokens } = await import('../prompt/count-tokens.ts');
    return texts.map(countTokens);
  },
  split: async (article, share) => {
    const [{ splitArticle }, { countTokens }] = await Promise.all([
      import('../prompt/split-article.ts'),
      import('../prompt/count-tokens.ts'),
    ]);
    return splitArticle(article, share, countTokens);
  },
};

/** How long after the last article, in milliseconds: those that follow at once had better be read first. */
const IDLE_MS = 20;
let parsed = 0;

/** Drafts are judged next, and are yet to be written. */
function loadOnceIdle(): void {
  parsed += 1;
  const latest = parsed;
  const soon = systemClock.sleep(IDLE_MS).then(() => (latest === parsed ? judging() : undefined));
  soon.catch(() => undefined); // whoever judges says what is wrong
}

let loading: Promise<typeof import('./judge-draft.ts')> | undefined;

function judging() {
  loading ??= import('./judge-draft.ts');
  return loading;
}

let latest: { readonly packed: string; readonly context: SafetyContext } | undefined;

/** The same one comes with every draft. */
function unpacked(packed: string): SafetyContext {
  if (latest?.packed !== packed) latest = { packed, context: JSON.parse(packed) as SafetyContext };
  return latest.context;
}

async function work(announced: boolean, orders: readonly TextOrder[]): Promise<readonly TextTaskAnswer[]> {
  if (announced) workerpool.workerEmit(TASK_STARTED);
  const answers: TextTaskAnswer[] = [];
  for (const order of orders) answers.push(await answerTo(order));
  return answers;
}

async function answerTo<Task extends TextTask>({ task, input }: TextOrder<Task>): Promise<TextTaskAnswer> {
  try {
    return { value: await tasks[task](...input) };
  } catch (error) {
    return { error: toErrorMessage(error) };
  }
}

/** Parses something tiny before the first task comes: a cold parser takes ten times as long as a warm one. */
function warmUp(): void {
  const prose = 'A **warm** parser answers the first [reader](https://example.com/) as fast as the next one. '.repeat(
    10,
  );
  parseArticle({ format: 'markdown', text: `# Warm\n\n${prose}\n\n- one\n- two\n` });
}

warmUp();
workerpool.worker({ work });
