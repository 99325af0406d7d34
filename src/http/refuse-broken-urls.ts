import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';

/** Refuses addresses that cannot be decoded (`%zz`) or that are not paths, before any route looks at them. */
export const refuseBrokenUrls: RequestHandler = (request, _response, next) => {
  const { url } = request;
  if (!url.startsWith('/')) return next(malformedUrl('is not a path'));
  if (url.includes('%')) {
    try {
      decodeURIComponent(url);
    } catch {
      return next(malformedUrl('has a percent sign that is not followed by UTF-8 in two-digit hex'));
    }
  }
  next();
};

function malformedUrl(why: string): AppError {
  return new AppError(`The address asked for ${why}`, {
    code: 'malformed-url',
    status: 400,
    hint: 'Percent-encode the address as UTF-8.',
  });
}
