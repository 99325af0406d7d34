import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { PromptRef } from './prompt-ref.ts';
import { badPrompt, placeholdersOf, type Template } from './render-prompt.ts';

export interface Prompt {
  readonly ref: PromptRef;
  readonly system: Template;
  /** Shows the article. */
  readonly user: Template;
  /** Follows `user` when a draft was rejected. */
  readonly repair: Template;
  /** Takes the place of `user` where an article is drafted from the drafts of its parts. */
  readonly parts: Template;
}

/** `parts` last: what is drafted of a whole article does not depend on it. */
const FILES = ['system', 'user', 'repair', 'parts'] as const;

/** Two folders up from here is the package, for the sources as for what is built into `dist`. */
const BUILT_IN = fileURLToPath(new URL('../../prompts/summarise', import.meta.url));

const frontMatterSchema = z.strictObject({
  name: z.string(),
  version: z.int().min(1),
  variables: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'a variable is one word of letters and digits')),
});

/**
 * Reads `system.md`, `user.md`, `repair.md` and `parts.md` of a prompt's folder, by default the one that came with Upshot.
 * The prompt has the name that their front matter gives it (`<name>/system`), whatever the folder is called.
 *
 * @throws {AppError} `bad-prompt` when a file is missing, its front matter is wrong, its text uses other variables than
 *   it declares, or the files are of different versions.
 */
export function loadPrompt(folder: string = BUILT_IN): Prompt {
  const promptName = nameIn(folder);
  const hash = createHash('sha256');
  const versions = new Set<number>();
  let wholeHash = '';
  const [system, user, repair, parts] = FILES.map((file) => {
    const name = `${promptName}/${file}`;
    const content = readText(`${folder}/${file}.md`, name);
    if (file === 'parts') wholeHash = hash.copy().digest('hex');
    hash.update(`${name}\0${content}\0`);
    const { template, version } = parseTemplate(name, content);
    versions.add(version);
    return template;
  }) as [Template, Template, Template, Template];
  if (versions.size > 1) throw badPrompt(promptName, `its files are of versions ${[...versions].join(' and ')}`);
  const version = `${promptName}@${[...versions].join()}`;
  return { ref: { version, hash: wholeHash, partsHash: hash.digest('hex') }, system, user, repair, parts };
}

/** What `system.md` calls itself; the folder's name where it does not say so, for what is then wrong with it. */
function nameIn(folder: string): string {
  const folderName = basename(resolve(folder));
  const content = readText(`${folder}/system.md`, `${folderName}/system`);
  return /^---\n(?:.*\n)*?name:[ \t]*([\p{L}\p{N}_-]+)\/system[ \t]*\n/u.exec(content)?.[1] ?? folderName;
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n'); // one hash, however git checked the file out
  } catch (error) {
    throw badPrompt(name, `${file} cannot be read`, error);
  }
}

function parseTemplate(name: string, content: string): { template: Template; version: number } {
  const [, head, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(content) ?? [];
  if (head === undefined || text === undefined)
    throw badPrompt(name, 'it must begin with front matter between --- lines');
  const parsed = frontMatterSchema.safeParse(parseYaml(name, head));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badPrompt(name, `front matter: ${[...(issue?.path ?? []), issue?.message].join(': ')}`);
  }
  const { variables, version } = parsed.data;
  if (parsed.data.name !== name) throw badPrompt(name, `its front matter calls it ${parsed.data.name}`);
  const used = placeholdersOf(text);
  const undeclared = used.filter((variable) => !variables.includes(variable));
  const unused = variables.filter((variable) => !used.includes(variable));
  if (undeclared.length > 0) throw badPrompt(name, `it uses ${undeclared.join(', ')} without declaring it`);
  if (unused.length > 0) throw badPrompt(name, `it declares ${unused.join(', ')} without using it`);
  return { template: { name, variables, text: text.trim() }, version };
}

function parseYaml(name: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw badPrompt(name, `front matter: ${(error as Error).message.split('\n')[0]}`, error);
  }
}
