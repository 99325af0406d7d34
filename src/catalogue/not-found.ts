import { AppError } from '../errors.ts';

/** 404 for an id that no entry has, or none that whoever asks may see. `hint` says where to look instead of the list. */
export function noSuchArticle(id: string, hint = 'GET /v1/articles lists what there is.'): AppError {
  return new AppError(`There is no article “${id.slice(0, 60)}”`, { code: 'article-not-found', status: 404, hint });
}

/** 404 for the text of an entry that has none. */
export function noTextOf(id: string): AppError {
  return new AppError(`The article ${id} has no text`, {
    code: 'text-not-found',
    status: 404,
    hint: 'An imported digest comes without the texts it was made from.',
  });
}
