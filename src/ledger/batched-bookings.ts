import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { type BatchedAccounts, batchedAccounts } from './sqlite-accounts.ts';

/** Changes rows of calls, and with them the accounts. It must do nothing else, as it may be run anew. */
export type Booking<T> = (accounts: BatchedAccounts) => T;

interface Waiting {
  readonly booking: Booking<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** As many as share a commit. */
const LARGEST_BATCH = 128;

/**
 * Runs the bookings that are asked for at the same time as one write: an account that all of them change is read and written
 * once. What one throws undoes them all. They outlive a crash at once, and a power cut with the next durable write.
 */
export function createBookings(db: Sqlite, writer: Writer): <T>(booking: Booking<T>) => Promise<T> {
  const waiting: Waiting[] = [];

  async function bookWaiting(): Promise<void> {
    let batch: Waiting[] = [];
    try {
      const values = await writer.write(
        () => {
          if (batch.length === 0) batch = waiting.splice(0, LARGEST_BATCH);
          const accounts = batchedAccounts(db);
          const booked = batch.map(({ booking }) => booking(accounts));
          accounts.flush();
          return booked;
        },
        { durable: false },
      );
      for (const [index, { resolve }] of batch.entries()) resolve(values[index]);
    } catch (error) {
      if (batch.length === 0) batch = waiting.splice(0);
      for (const { reject } of batch) reject(error);
    }
    if (waiting.length > 0) void bookWaiting();
    else isBooking = false;
  }

  let isBooking = false;
  return <T>(booking: Booking<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ booking, resolve: (value) => resolve(value as T), reject });
      if (isBooking) return;
      isBooking = true;
      void bookWaiting();
    });
}
