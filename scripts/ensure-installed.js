// Runs before `npm start`, `npm test` and `npm run upshot`, on whatever Node the machine has: plain JavaScript,
// no dependency. Installs exactly what the lockfile says, once per lockfile; everything it prints goes to stderr.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed-lockfile`;
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';

if (installed !== wanted) {
  process.stderr.write('upshot: installing what is missing (npm ci)\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const result = spawnSync(command, [...args, '--loglevel=error', '--prefer-offline'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  });
  if (result.status !== 0) {
    process.stderr.write(
      'upshot: `npm ci` failed (see above); run it by hand with network access or a warm npm cache, then try again\n',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
