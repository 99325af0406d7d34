import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

/** Who holds a reservation. `instance` tells two lives of one process id apart: a container's is often always 1. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly instance: string;
}

/** Whether a process of this host runs, and is the one that had this id when it became the owner. */
export type IsAlive = (pid: number, instance: string) => boolean;

/** Comes before the time at which the owner's process began, where the system tells it. */
const BEGAN = '@';

/** This process. `instance` is to be new in each of its lives; with it goes when the process began. */
export function currentOwner(instance: string): Owner {
  const began = processOf(pid)?.began;
  return { host: hostname(), pid, instance: began === undefined ? instance : `${instance}${BEGAN}${began}` };
}

/**
 * Signal 0 asks without disturbing; EPERM means that it runs as another user. It answers for a process that was killed and not yet
 * collected by its parent as well, and for another one that has the id by now: Linux tells them from the owner.
 */
export const isProcessAlive: IsAlive = (candidate, instance) => {
  try {
    kill(candidate, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const found = processOf(candidate);
  if (found === null) return true;
  const [, began] = instance.split(BEGAN);
  return !ENDED.includes(found.state) && (began === undefined || began === found.began);
};

/** A zombie, and what is just leaving. */
const ENDED = 'ZXx';

/** What Linux says of a process, by proc_pid_stat(5): its state, and when it began, in ticks since the machine did. Null elsewhere. */
function processOf(candidate: number): { readonly state: string; readonly began: string } | null {
  try {
    const stat = readFileSync(`/proc/${candidate}/stat`, 'latin1');
    // The second of the fields, in brackets, is a name in which anything may stand.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const began = rest[18];
    return state === undefined || began === undefined ? null : { state, began };
  } catch {
    return null;
  }
}

/** Whether `holder` is gone for certain, seen from `self`. Of another host nothing is certain: its lease decides. */
export function isDead(holder: Owner, self: Owner, isAlive: IsAlive): boolean {
  if (holder.host !== self.host) return false;
  if (holder.pid === self.pid) return holder.instance !== self.instance;
  return !isAlive(holder.pid, holder.instance);
}
