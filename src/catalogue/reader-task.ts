import type { ErrorMessage } from '../workers/error-message.ts';
import type { EntryPage, ListQuery } from './catalogue.ts';
import type { Entry } from './entry.ts';
import type { ReadQuery } from './read-page.ts';
import type { RelatedQuery } from './reader.ts';
import type { SourcePage } from './source-page.ts';

/** What the reader's thread is asked, and what it answers. */
interface ReaderTasks {
  list: { input: ReadQuery; output: EntryPage };
  sources: { input: Pick<ListQuery, 'page' | 'perPage'>; output: SourcePage };
  related: { input: RelatedQuery; output: readonly Entry[] };
}

export type ReaderTask = keyof ReaderTasks;
export type ReaderTaskInput<Task extends ReaderTask> = ReaderTasks[Task]['input'];
export type ReaderTaskOutput<Task extends ReaderTask> = ReaderTasks[Task]['output'];
export type ReaderTaskAnswer<Task extends ReaderTask> =
  | { readonly value: ReaderTaskOutput<Task> }
  | { readonly error: ErrorMessage };
