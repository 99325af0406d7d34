import type { Article, GroundableArticle } from '../article/article.ts';
import type { CheckRequest } from '../grounding/check-request.ts';
import type { Finding } from '../grounding/ground-summary.ts';
import type { ErrorMessage } from './error-message.ts';
import type { JudgedDraft, Judgement } from './judgement.ts';
import type { TextWorkers } from './text-workers.ts';

/**
 * A check is several tasks: its article is read once, and its claims are held against it some at a time. What all drafts are
 * held against goes as JSON: a thread reads it once, and taking it over as it is costs more than all the rest.
 */
interface TextTasks extends Omit<TextWorkers, 'check' | 'judge' | typeof Symbol.asyncDispose> {
  judge(question: Omit<JudgedDraft, 'context'>, context: string): Promise<Judgement>;
  readToCheck(request: Omit<CheckRequest, 'claims'>): Promise<Article>;
  checkSome(article: GroundableArticle, claims: readonly string[]): Promise<Finding[]>;
}

/** The work that a text worker does, by the name under which it is asked for. */
export type TextTask = keyof TextTasks;
export type TextTaskInput<Task extends TextTask> = Parameters<TextTasks[Task]>;
export type TextTaskOutput<Task extends TextTask> = Awaited<ReturnType<TextTasks[Task]>>;

/** A task, and what it is given. */
export interface TextOrder<Task extends TextTask = TextTask> {
  readonly task: Task;
  readonly input: TextTaskInput<Task>;
}

/** What a worker answers: errors are answers too, so that they keep all their fields between threads. */
export type TextTaskAnswer = { readonly value: TextTaskOutput<TextTask> } | { readonly error: ErrorMessage };

/** What a worker that has only now been started says before it begins; its deadline runs from here. */
export const TASK_STARTED = 'started';
