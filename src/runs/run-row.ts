import type { Run, RunItem, RunState } from './runs.ts';

export interface RunRow {
  readonly seq: number;
  readonly id: string;
  readonly series: string;
  readonly name: string;
  readonly command: string;
  readonly inputs: string;
  readonly options: string;
  readonly state: RunState;
  readonly reason_code: string | null;
  readonly reason_message: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly life: number;
  readonly host: string;
  readonly pid: number;
  readonly instance: string;
  readonly lease_until: number;
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly waiting: number;
  readonly skipped: number;
}

export const RUN_COLUMNS = `seq, id, series, name, command, inputs, options, state, reason_code, reason_message, started_at,
  ended_at, life, owner_host AS host, owner_pid AS pid, owner_instance AS instance, lease_until, created, revised, unchanged,
  failed, waiting, skipped`;

/** Why a run without an ending is interrupted: its process is gone. */
const crashed = { code: 'crashed', message: 'Its process ended without a word' };

/** @param lost whether the process that works on it is gone. */
export function toRun(row: RunRow, lost: boolean): Run {
  const { id, series, name, command, life, created, revised, unchanged, failed, waiting, skipped } = row;
  const broken = row.state === 'running' && lost;
  const reason =
    row.reason_code === null ? null : { code: row.reason_code, message: row.reason_message ?? row.reason_code };
  return {
    ...{ id, series, name, command, life },
    inputs: JSON.parse(row.inputs) as Run['inputs'],
    options: JSON.parse(row.options) as Run['options'],
    state: broken ? 'interrupted' : row.state,
    reason: broken ? crashed : reason,
    counts: { created, revised, unchanged, failed, waiting, skipped },
    startedAt: new Date(row.started_at).toISOString(),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
  };
}

export interface ItemRow extends Omit<RunItem, 'error'> {
  readonly code: string | null;
  readonly message: string | null;
  readonly hint: string | null;
}

export const ITEM_COLUMNS = 'key, outcome, run, at, place, entry, provider, code, message, hint';

export function toItem({ code, message, hint, ...row }: ItemRow): RunItem {
  const error = code === null ? null : { code, message: message ?? code, ...(hint !== null && { hint }) };
  return { ...row, error };
}
