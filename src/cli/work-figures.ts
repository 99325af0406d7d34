import type { ProgressReading } from '../backlog/work-progress.ts';
import type { Account } from '../ledger/account.ts';
import { dollars } from '../ledger/budget-error.ts';

const grouped = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** A number for people: 12,345. */
export function figure(number: number): string {
  return grouped.format(number);
}

/** US dollars; what has no price is said, never shown as nothing. */
export function dollarsOf(costUsd: number | null): string {
  return costUsd === null ? 'no price known' : dollars(costUsd);
}

/** What an account spent, in words. */
export function costOf({ costUsd, unpriced }: Pick<Account, 'costUsd' | 'unpriced'>): string {
  if (unpriced === 0) return dollarsOf(costUsd ?? 0);
  return costUsd === null ? dollarsOf(null) : `${dollarsOf(costUsd)} and what has no price`;
}

/** What stands in an account of calls that nobody knows the cost of. */
export function saidOfUncertain({ uncertain, uncertainUsd }: Pick<Account, 'uncertain' | 'uncertainUsd'>): string {
  const [calls, them] = uncertain === 1 ? ['call', 'it'] : ['calls', 'them'];
  const most = uncertainUsd > 0 ? `, up to ${dollars(uncertainUsd)}` : '';
  return (
    `${figure(uncertain)} ${calls} had no answer and may have been charged, which only the bill of your vendor tells. Tokens, ` +
    `cost and budgets count ${them} with the longest answer that is allowed${most}: where that uses up a budget, raise it.`
  );
}

/** 12.3 s, 4 min 5 s, 2 h 3 min. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${(ms / 1000).toFixed(1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** The time left, no more exact than anybody could know it. */
export function roughly(ms: number): string {
  if (ms < 60_000) return `${Math.max(1, Math.round(ms / 1000))} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function rateOf(perSecond: number): string {
  return perSecond < 0.95 ? `${(perSecond * 60).toFixed(1)} a minute` : `${perSecond.toFixed(1)} a second`;
}

/** Shorter ones are over before anybody has read of them. */
const TOLD_PAUSE_MS = 5000;

/** The same, with for how long yet the provider wants to be sent nothing: where that goes on and on, it stands still. */
export function heldBack(reading: ProgressReading, heldMs: number): ProgressReading {
  const stands = reading.stands || (heldMs > 0 && reading.quietMs >= TOLD_PAUSE_MS);
  return { ...reading, pauseMs: Math.max(reading.pauseMs, heldMs), stands };
}

/** How far it is, how fast it goes and when it will be there, or for how long it stands still. */
export function wayFigures({ met, total, perSecond, msLeft, pauseMs, stands }: ProgressReading): string[] {
  const read = `${figure(met)}${total === null ? '' : ` of ${figure(total)}`} read`;
  if (pauseMs >= TOLD_PAUSE_MS) return [read, `waiting for the provider, ${roughly(pauseMs)}`];
  if (stands) return [read, 'waiting for the provider'];
  return [
    read,
    ...(perSecond > 0 ? [rateOf(perSecond)] : []),
    ...(msLeft !== null && msLeft > 0 ? [`${roughly(msLeft)} left`] : []),
  ];
}

/** What became of the articles of the run. */
export function countFigures({
  created,
  revised,
  unchanged,
  failed,
  waiting,
  skipped,
}: ProgressReading['counts']): string[] {
  return [
    `${figure(created + revised)} done`,
    `${figure(failed)} failed`,
    `${figure(unchanged + skipped)} skipped`,
    ...(waiting > 0 ? [`${figure(waiting)} to review`] : []),
  ];
}

/** What the run has spent. Nothing where nothing was asked of a model. */
export function spentFigures(account: Account): string[] {
  if (account.calls === 0) return [];
  return [
    `${figure(account.calls)} ${account.calls === 1 ? 'call' : 'calls'}`,
    `${short.format(account.inputTokens + account.outputTokens)} tokens`,
    costOf(account),
    ...(account.uncertain > 0 ? [`${figure(account.uncertain)} uncertain`] : []),
  ];
}
