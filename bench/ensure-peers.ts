import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Installs what the mock is measured beside into bench/node_modules, once per lockfile. (uuid is among it because mock-llm
 * uses it without depending on it.)
 */
export function ensurePeers(): void {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const stamp = `${folder}node_modules/.installed-lockfile`;
  const wanted = createHash('sha256')
    .update(readFileSync(`${folder}package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  process.stderr.write('bench: installing what is measured beside Upshot into bench/node_modules\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  // None of them needs a script of its own to run at installation.
  const options = ['--ignore-scripts', '--loglevel=error', '--prefer-offline'];
  const shell = !npm && process.platform === 'win32';
  const { status } = spawnSync(command, [...args, ...options], { cwd: folder, stdio: ['ignore', 2, 2], shell });
  if (status !== 0)
    throw new Error('`npm ci --prefix bench` failed (see above); it needs network access or a warm cache');
  writeFileSync(stamp, wanted);
}
