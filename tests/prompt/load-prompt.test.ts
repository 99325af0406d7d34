import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { promptUsed } from '../../src/prompt/prompt-ref.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'upshot-prompt-'));
  folder = join(root, 'greet');
  mkdirSync(folder);
  for (const file of ['system', 'user', 'repair', 'parts']) write(file, page(file));
});
afterEach(() => rmSync(root, { recursive: true }));

function page(file: string, { version = 1, variables = '[who]', text = 'Hello {{who}}.' } = {}): string {
  return `---\nname: greet/${file}\nversion: ${version}\nvariables: ${variables}\n---\n${text}\n`;
}

function write(file: string, content: string): void {
  writeFileSync(join(folder, `${file}.md`), content);
}

describe('the built-in prompt', () => {
  it('loads, with folder and version as its name and a hash of its files', () => {
    const { ref, system, user, repair, parts } = loadPrompt();
    expect(ref.version).toBe('summarise@1');
    expect(ref.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(ref.partsHash).toMatch(/^[0-9a-f]{64}$/);
    expect([system, user, repair, parts].map(({ name }) => name)).toEqual([
      'summarise/system',
      'summarise/user',
      'summarise/repair',
      'summarise/parts',
    ]);
  });
});

describe('a prompt folder', () => {
  it('changes its hash with every file and not with line ends', () => {
    const { hash } = loadPrompt(folder).ref;
    expect(loadPrompt(folder).ref.hash).toBe(hash);
    write('user', page('user').replaceAll('\n', '\r\n'));
    expect(loadPrompt(folder).ref.hash).toBe(hash);
    write('repair', page('repair', { text: 'Again, {{who}}.' }));
    expect(loadPrompt(folder).ref.hash).not.toBe(hash);
  });

  it('has a hash of its own for what is drafted from parts, which alone depends on parts.md', () => {
    const { ref } = loadPrompt(folder);
    expect(ref.partsHash).not.toBe(ref.hash);
    write('parts', page('parts', { text: 'All of you, {{who}}.' }));
    const changed = loadPrompt(folder).ref;
    expect(changed.hash).toBe(ref.hash);
    expect(changed.partsHash).not.toBe(ref.partsHash);
    write('user', page('user', { text: 'You, {{who}}.' }));
    expect(loadPrompt(folder).ref.partsHash).not.toBe(changed.partsHash);
    expect(promptUsed(ref, false)).toEqual(ref);
    expect(promptUsed(ref, true)).toMatchObject({ version: 'greet@1', hash: ref.partsHash });
    expect(promptUsed({ version: 'old@1', hash: 'h' }, true).hash).toBe('h');
  });

  it('has the name that its files give it, wherever it lies', () => {
    const moved = join(root, 'my-prompt');
    renameSync(folder, moved);
    expect(loadPrompt(moved).ref.version).toBe('greet@1');
    expect(loadPrompt(`${moved}/`).user.name).toBe('greet/user');
    writeFileSync(join(moved, 'system.md'), page('system').replace('greet/', 'hail/'));
    expect(() => loadPrompt(moved)).toThrow(
      'The prompt hail/user cannot be used: its front matter calls it greet/user',
    );
    writeFileSync(join(moved, 'system.md'), 'Hello');
    expect(() => loadPrompt(moved)).toThrow('The prompt my-prompt/system cannot be used: it must begin with');
  });

  it.each([
    ['no front matter', 'Hello', 'it must begin with front matter'],
    ['front matter that is no YAML', '---\nname: [\n---\nHello', 'front matter:'],
    ['no version', '---\nname: greet/user\nvariables: []\n---\nHello', 'front matter: version:'],
    ['a field nobody knows', page('user').replace('version', 'author: me\nversion'), 'front matter:'],
    ['another name', page('system'), 'its front matter calls it greet/system'],
    ['an undeclared variable', page('user', { text: '{{who}} {{whom}}' }), 'it uses whom without declaring it'],
    ['an unused variable', page('user', { variables: '[who, when]' }), 'it declares when without using it'],
    ['another version', page('user', { version: 2 }), 'its files are of versions 1 and 2'],
  ])('with %s is refused', (_, content, message) => {
    write('user', content);
    expect(() => loadPrompt(folder)).toThrow(message);
  });

  it('without one of its files is refused, without naming a path', () => {
    rmSync(join(folder, 'repair.md'));
    expect(() => loadPrompt(folder)).toThrow(/^The prompt greet\/repair cannot be used: \S+repair\.md cannot be read/);
  });
});
