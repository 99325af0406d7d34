// Makes dist/, which is what the published package runs (Node refuses TypeScript inside node_modules): compiles src/ and
// copies beside it what is not TypeScript.
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
for (const file of globSync('**/*.{eta,css}', { cwd: join(root, 'src') })) {
  mkdirSync(join(root, 'dist', dirname(file)), { recursive: true });
  copyFileSync(join(root, 'src', file), join(root, 'dist', file));
}
