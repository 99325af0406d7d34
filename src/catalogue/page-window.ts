/** Which part of an ordered list a page shows. */
export interface PageWindow {
  /** The page shown: the one asked for, or the last when that is past it. From 1. */
  readonly page: number;
  /** At least 1, an empty list too. */
  readonly pageCount: number;
  readonly offset: number;
  /** How many are on it; 0 only when the list is empty. */
  readonly limit: number;
}

/** The page that is wanted, from 1, or the nearest one that there is: past the end of a list that is the last. */
export function pageWindow(total: number, wanted: number, perPage: number): PageWindow {
  const pageCount = Math.max(1, Math.ceil(total / perPage));
  const page = Math.min(Math.max(1, wanted), pageCount);
  const offset = (page - 1) * perPage;
  return { page, pageCount, offset, limit: Math.min(perPage, total - offset) };
}
