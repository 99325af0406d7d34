import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { type BatchedAccounts, batchedAccounts } from './sqlite-accounts.ts';

/** Changes rows of calls, and with them the accounts. It must do nothing else, as it may be run anew. */
export type Booking<T> = (accounts: BatchedAccounts) => T;

interface Waiting {
  readonly booking: Booking<unknown>;
  readonly atOnce: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** As many as share a commit. */
const LARGEST_BATCH = 128;

/**
 * Runs the bookings that are asked for at the same time as one write: an account that all of them change is read and written
 * once. What one throws undoes them all. They outlive a crash at once, and a power cut with the next durable write.
 *
 * One that is wanted `atOnce` is booked before this returns, and with it all that waits, in order: what was answered is
 * booked before what that let in. Who asked for the others hears of it in the next turn, after all who read from the wire in this one.
 */
export function createBookings(
  db: Sqlite,
  writer: Writer,
): <T>(booking: Booking<T>, options?: { readonly atOnce?: boolean }) => Promise<T> {
  const waiting: Waiting[] = [];
  let isBooking = false;

  async function bookWaiting(atOnce: boolean): Promise<void> {
    let batch: Waiting[] = [];
    const bookBatch = () => {
      if (batch.length === 0) batch = waiting.splice(0, LARGEST_BATCH);
      const accounts = batchedAccounts(db);
      const booked = batch.map(({ booking }) => booking(accounts));
      accounts.flush();
      return booked;
    };
    try {
      const values = await writer.write(bookBatch, { durable: false, atOnce });
      const answer = (isDue: boolean) => {
        for (const [index, one] of batch.entries()) if (one.atOnce === isDue) one.resolve(values[index]);
      };
      answer(true);
      if (atOnce) await nextTurn();
      answer(false);
    } catch (error) {
      if (batch.length === 0) batch = waiting.splice(0);
      for (const { reject } of batch) reject(error);
    }
  }

  async function bookInGroups(): Promise<void> {
    isBooking = true;
    while (waiting.length > 0) await bookWaiting(false);
    isBooking = false;
  }

  return <T>(booking: Booking<T>, { atOnce = false } = {}) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ booking, atOnce, resolve: (value) => resolve(value as T), reject });
      if (atOnce) void bookWaiting(true);
      if (waiting.length > 0 && !isBooking) void bookInGroups();
    });
}
