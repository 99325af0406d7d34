import type { ErrorMessage } from './error-message.ts';
import type { TextWorkers } from './text-workers.ts';

/** The work that a text worker does, by the name under which it is asked for. */
export type TextTask = Exclude<keyof TextWorkers, typeof Symbol.asyncDispose>;
export type TextTaskInput<Task extends TextTask> = Parameters<TextWorkers[Task]>;
export type TextTaskOutput<Task extends TextTask> = Awaited<ReturnType<TextWorkers[Task]>>;

/** What a worker answers: errors are answers too, so that they keep all their fields between threads. */
export type TextTaskAnswer<Task extends TextTask> =
  | { readonly value: TextTaskOutput<Task> }
  | { readonly error: ErrorMessage };

/** What a worker says before it begins; its deadline runs from here. */
export const TASK_STARTED = 'started';
