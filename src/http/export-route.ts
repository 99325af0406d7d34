import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { allRecords } from '../catalogue/all-records.ts';
import { entryStatuses } from '../catalogue/entry.ts';
import type { CatalogueTransfer, RecordFilter } from '../catalogue/transfer.ts';
import { readQuery } from './list-query.ts';

const given = (name: string) =>
  z
    .string({ error: `${name} may be given once` })
    .min(1)
    .max(200);

type Exported = Pick<CatalogueTransfer, 'read' | 'tagChanges'>;

/** The query of `GET /v1/export.jsonl`. */
export const exportQuerySchema = z.strictObject({
  tag: given('tag').optional(),
  source: given('source').optional(),
  status: z
    .enum(entryStatuses, { error: `status must be one of ${entryStatuses.join(', ')}` })
    .optional()
    .meta({ description: 'Default: all.' }),
  since: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: 'since must be a day such as 2026-01-31, or a time such as 2026-01-31T09:00:00Z',
    })
    .optional()
    .meta({ description: 'Only entries added then or later.', override: { type: 'string' } }),
});

/**
 * `GET /v1/export.jsonl`: all there is to say of every entry, one record a line, as `upshot import` reads it; nothing of those that
 * were deleted. No faster than the client takes it. A connection that breaks off before the end is how an error shows once the answer has begun.
 */
export function getExport({ transfer }: { readonly transfer: Exported }): RequestHandler {
  return async (request, response) => {
    const { tag, source, status, since } = readQuery(request.query, exportQuerySchema);
    const filter: RecordFilter = {
      ...(tag !== undefined && { tag }),
      ...(source !== undefined && { source }),
      ...(status !== undefined && { status }),
      ...(since !== undefined && { since: Date.parse(since) }),
    };
    response.setHeader('content-type', 'application/jsonl; charset=utf-8');
    response.setHeader('content-disposition', 'attachment; filename="upshot.jsonl"');
    response.setHeader('cache-control', 'no-store');
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    try {
      await pipeline(Readable.from(lines(transfer, filter)), response);
    } catch (error) {
      if (!response.headersSent) throw error;
      response.destroy();
    }
  };
}

async function* lines(transfer: Exported, filter: RecordFilter): AsyncGenerator<string> {
  for await (const record of allRecords(transfer, filter)) yield `${JSON.stringify(record)}\n`;
}
