import { type CallContent, drawsFor, purposes } from './chance.ts';
import type { NumberRange } from './number-range.ts';
import type { ManualOutage, Outage } from './scenario-schema.ts';

/** When and by whom an outage might be met. */
export interface OutageCall {
  readonly content: CallContent;
  readonly repetition: number;
  /** From 1, in the order of arrival. */
  readonly number: number;
  /** Since the scenario began. */
  readonly seconds: number;
}

/** The outage that a call meets: the one started by hand, else the first of the scenario. A share is drawn by the call. */
export function outageMet(
  outages: readonly Outage[],
  manual: ManualOutage | null,
  seed: number,
  call: OutageCall,
): ManualOutage | Outage | undefined {
  const meets = (share: number, purpose: number) =>
    share >= 1 || drawsFor(seed, call.content, call.repetition, purpose)() < share;
  if (manual !== null && meets(manual.share ?? 1, purposes.manualOutage)) return manual;
  return outages.find(
    ({ seconds, calls, share }, index) =>
      (seconds === undefined || (call.seconds >= seconds.from && call.seconds < seconds.to)) &&
      (calls === undefined || within(call.number, calls)) &&
      meets(share, purposes.outage + index),
  );
}

function within(number: number, { from, to }: NumberRange): boolean {
  return number >= from && number <= to;
}
