// Runs before `npm start`, `npm test` and `npm run upshot`, on whatever Node the machine has: plain JavaScript,
// no dependency. Installs exactly what the lockfile says, once per lockfile; everything it prints goes to stderr.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lockfile = `${root}package-lock.json`;
const stamp = `${root}node_modules/.installed-lockfile`;
const wanted = createHash('sha256')
  .update(readFileSync(lockfile))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');

const lock = `${tmpdir()}/upshot-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
if (!isInstalled()) await waitForOthers();
if (!isInstalled()) {
  writeFileSync(lock, String(process.pid));
  process.on('exit', () => rmSync(lock, { force: true }));
  process.stderr.write('upshot: installing what is missing (npm ci)\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const install = spawn(command, [...args, '--loglevel=error', '--prefer-offline'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  });
  // Whoever ends this must not leave an installation at work behind it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => install.kill(signal));
  const status = await new Promise((resolve) => {
    install.on('error', () => resolve(1));
    install.on('exit', (code) => resolve(code ?? 1));
  });
  if (status !== 0) {
    process.stderr.write(
      'upshot: `npm ci` failed (see above); run it by hand with network access or a warm npm cache, then try again\n',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Two commands started side by side must not install into one folder at once. */
async function waitForOthers() {
  let told = false;
  while (isHeld() && !isInstalled()) {
    if (!told) process.stderr.write('upshot: waiting for another command that installs what is missing\n');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Whether whoever made the lock is still there to take it away. */
function isHeld() {
  try {
    return process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch {
    return false;
  }
}

/** By this script, or by hand since the lockfile last changed: npm writes its own copy when an installation is done. */
function isInstalled() {
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wanted;
  const copy = `${root}node_modules/.package-lock.json`;
  if (!existsSync(copy) || statSync(copy).mtimeMs < statSync(lockfile).mtimeMs) return false;
  writeFileSync(stamp, wanted);
  return true;
}
