import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

/** Who holds a reservation. `instance` tells two lives of one process id apart: a container's is often always 1. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly instance: string;
}

/** Whether a process of this host runs. */
export type IsAlive = (pid: number) => boolean;

/** This process. `instance` is to be new in each of its lives. */
export function currentOwner(instance: string): Owner {
  return { host: hostname(), pid, instance };
}

/** Signal 0 asks without disturbing; EPERM means that it runs as another user. */
export const isProcessAlive: IsAlive = (candidate) => {
  try {
    return kill(candidate, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Whether `holder` is gone for certain, seen from `self`. Of another host nothing is certain: its lease decides. */
export function isDead(holder: Owner, self: Owner, isAlive: IsAlive): boolean {
  if (holder.host !== self.host) return false;
  if (holder.pid === self.pid) return holder.instance !== self.instance;
  return !isAlive(holder.pid);
}
