import { expect, it } from 'vitest';
import { mapSqliteError } from '../../src/sqlite/map-sqlite-error.ts';

const failure = (errcode: number) => Object.assign(new Error('disk I/O error'), { errcode });

it.each([
  ['a full disk', 13, 'catalogue-full'],
  ['a disk without room for the index of the log', 4874, 'catalogue-full'],
  ['a read that failed', 266, 'catalogue-io-failed'],
  ['a lock that another connection holds while it recovers', 261, 'catalogue-busy'],
])('says of %s what it is', (_what, errcode, code) => {
  const error = failure(errcode);
  expect(mapSqliteError(error)).toMatchObject({ code, cause: error });
});

it('leaves what is no error of SQLite as it is', () => {
  const error = new Error('another');
  expect(mapSqliteError(error)).toBe(error);
});
