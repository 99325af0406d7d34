import type { Range } from '../article/article.ts';
import { cleanLine, showInvisible } from '../article/clean-text.ts';
import { fenceName } from '../prompt/fence.ts';
import type { Prompt } from '../prompt/load-prompt.ts';
import { renderPrompt } from '../prompt/render-prompt.ts';
import { sentArticle } from '../prompt/sent-article.ts';
import { sentParts } from '../prompt/sent-parts.ts';
import type { Issue } from '../summary/issue.ts';
import { summaryLimits } from '../summary/summary.ts';
import type { Tag, Vocabulary } from '../tags/vocabulary.ts';
import type { DraftRequest, Rejected } from './provider.ts';

export interface Message {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface SummariseMessages {
  readonly messages: readonly Message[];
  /** The ranges of `article.text` that the messages show; none where they show the drafts of its parts. */
  readonly read: readonly Range[];
}

/** A rejected draft longer than this has run away; its beginning says enough, and leaves room for the article. In characters. */
const LONGEST_DRAFT_SHOWN = 4_000;

/** Several ask for the messages of one request; and the system message is the same for all. */
const known = new WeakMap<DraftRequest, { readonly system: Message; readonly made: SummariseMessages }>();
const systemMessages = new WeakMap<Prompt, { readonly tags: readonly Tag[]; readonly message: Message }>();

/**
 * What a model is asked. It depends on the article's title, on its text and blocks or in their place on `parts`, on
 * `rejected`, on the vocabulary and on the prompt, and on nothing else. The system message is the same for every article,
 * so that vendors can cache it.
 */
export function summariseMessages(prompt: Prompt, request: DraftRequest, vocabulary: Vocabulary): SummariseMessages {
  const system = systemMessage(prompt, vocabulary);
  const found = known.get(request);
  if (found?.system === system) return found.made;
  const made = messagesOf(prompt, request, system);
  known.set(request, { system, made });
  return made;
}

function systemMessage(prompt: Prompt, { tags }: Vocabulary): Message {
  const found = systemMessages.get(prompt);
  if (found?.tags === tags) return found.message;
  const message: Message = { role: 'system', content: renderPrompt(prompt.system, systemValues(tags)) };
  systemMessages.set(prompt, { tags, message });
  return message;
}

function messagesOf(prompt: Prompt, request: DraftRequest, system: Message): SummariseMessages {
  const { article, parts, rejected } = request;
  const { text, read } = parts ? { text: sentParts(parts), read: [] } : sentArticle(article);
  const title = cleanLine(article.title);
  const fence = fenceName('article', article.text, `${title}\n${text}`);
  const shown = parts
    ? renderPrompt(prompt.parts, { fence, title, count: parts.length, parts: text })
    : renderPrompt(prompt.user, { fence, title, article: text });
  const messages: Message[] = [system, { role: 'user', content: shown }];
  if (rejected) messages.push({ role: 'user', content: renderPrompt(prompt.repair, repairValues(rejected)) });
  return { messages, read };
}

function systemValues(tags: readonly Tag[]): Record<string, string | number> {
  return {
    whyItMattersCharacters: summaryLimits.whyItMatters.characters,
    whyItMattersSentences: summaryLimits.whyItMatters.sentences,
    bulletCharacters: summaryLimits.bullet.characters,
    bulletsMin: summaryLimits.bullets.min,
    bulletsMax: summaryLimits.bullets.max,
    tagsMin: summaryLimits.tags.min,
    tagsMax: summaryLimits.tags.max,
    keywordsMin: summaryLimits.keywords.min,
    keywordsMax: summaryLimits.keywords.max,
    keywordCharacters: summaryLimits.keyword.characters,
    tags: tags.map(({ id, name, description }) => `- \`${id}\` (${name}): ${description}`).join('\n'),
  };
}

function repairValues({ draft, issues }: Rejected): Record<string, string> {
  const whole = typeof draft === 'string' ? draft : (JSON.stringify(draft, null, 2) ?? '');
  const escaped = showInvisible(whole);
  const shown = escaped.length > LONGEST_DRAFT_SHOWN ? `${escaped.slice(0, LONGEST_DRAFT_SHOWN)}\n[...]` : escaped;
  return {
    fence: fenceName('draft', shown),
    draft: shown,
    // A message may name what the draft says, which the article may have dictated: one line, so that it stays a list item.
    issues: issues.map(shownIssue).join('\n'),
  };
}

/** An issue as an item of a list. The passages with it are the article's own words: data, between marks as the article is. */
function shownIssue({ at, message, passages = [] }: Issue): string {
  const item = `- ${at === '' ? 'the whole answer' : cleanLine(at)}: ${cleanLine(message)}`;
  if (passages.length === 0) return item;
  const shown = passages.map((passage) => `  ${cleanLine(passage)}`).join('\n');
  const fence = fenceName('article', shown);
  const nearest = passages.length === 1 ? 'The nearest passage' : 'The nearest passages';
  return `${item} ${nearest} of the article:\n  <${fence}>\n${shown}\n  </${fence}>`;
}
