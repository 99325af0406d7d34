import type { Entry } from '../catalogue/entry.ts';
import { AppError } from '../errors.ts';

/** The entry is no longer what was looked at: nothing was done, and what is there now comes with it. */
export class EditConflictError extends AppError {
  readonly entry: Entry;

  constructor(entry: Entry) {
    super(`The article ${entry.id} has changed since you looked at it`, {
      code: 'changed-meanwhile',
      status: 412,
      retryable: true,
      hint: 'Look at it again as it is now, then change it.',
    });
    this.entry = entry;
  }
}

/** Of an entry that nothing can be drafted from. */
export function noText(id: string): AppError {
  return new AppError(`The article ${id} has no text to summarise`, {
    code: 'no-text',
    status: 409,
    hint: 'An imported digest comes without the texts it was made from. Send the article.',
  });
}

export function takenByAnother(what: 'url' | 'text', by: string): AppError {
  const name = what === 'url' ? 'address' : 'text';
  return new AppError(`Another article has this ${name}: ${by}`, {
    code: `${what}-taken`,
    status: 409,
    hint: `See /v1/articles/${encodeURIComponent(by)}.`,
    ...(what === 'url' ? { errors: [{ detail: 'another article has this address', pointer: '/url' }] } : {}),
  });
}
