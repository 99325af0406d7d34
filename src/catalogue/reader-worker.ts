import { workerData } from 'node:worker_threads';
import workerpool from 'workerpool';
import { openReadOnly } from '../sqlite/open-sqlite.ts';
import { toErrorMessage } from '../workers/error-message.ts';
import { type Reader, readerOn } from './reader.ts';
import type { ReaderTask, ReaderTaskAnswer, ReaderTaskInput, ReaderTaskOutput } from './reader-task.ts';

/** What the reader's thread runs: the same reads, on a connection of its own. */
let opened: Reader | undefined;

function reader(): Reader {
  opened ??= readerOn(openReadOnly((workerData as { file: string }).file));
  return opened;
}

const tasks: { readonly [Task in ReaderTask]: (input: ReaderTaskInput<Task>) => Promise<ReaderTaskOutput<Task>> } = {
  list: (query) => reader().list(query),
  sources: (query) => reader().sources(query),
  related: (query) => reader().related(query),
};

function answering<Task extends ReaderTask>(task: Task) {
  return async (input: ReaderTaskInput<Task>): Promise<ReaderTaskAnswer<Task>> => {
    try {
      return { value: await tasks[task](input) };
    } catch (error) {
      return { error: toErrorMessage(error) };
    }
  };
}

workerpool.worker({ list: answering('list'), sources: answering('sources'), related: answering('related') });
