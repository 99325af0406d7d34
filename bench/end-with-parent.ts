import type { ChildProcess } from 'node:child_process';

/** However this process comes to its exit, the child does not outlive it. */
export function endWithParent<T extends ChildProcess>(child: T): T {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}
