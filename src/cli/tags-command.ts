import { checkTagEdit } from '../editing/tag-editor.ts';
import type { CliCommand } from './cli-command.ts';
import { type DeedOptions, deedOf } from './deed-of.ts';
import { openUpshot } from './open-upshot.ts';
import { wrongUsage } from './wrong-usage.ts';

interface TagsOptions extends DeedOptions {
  readonly name?: string;
  readonly json?: true;
}

export const tagsCommand: CliCommand = {
  define(command) {
    command
      .argument('[change]', 'rename, merge or retire; without one, the tags are listed')
      .argument('[tag]', 'the tag that is changed')
      .argument('[into]', 'its new id, or the tag that it becomes part of')
      .option('--name <text>', 'with rename: what people read')
      .option('--reason <text>', 'why, to be kept with the history of every article')
      .option('--by <name>', 'who you are, for the history')
      .option('--json', 'print it as JSON')
      .addHelpText(
        'after',
        `
All articles with the tag change at once. Old addresses of a tag lead to what it is now.

Examples:
  upshot tags rename ml machine-learning --name "Machine learning"
  upshot tags merge finops culture
  upshot tags retire mobile`,
      );
  },

  async run([change, tag, into], { name, json, ...options }: TagsOptions, context) {
    const { stdout } = context.io;
    const { by, reason } = deedOf(options);
    const edit =
      change === undefined ? null : checkTagEdit({ ...editOf(change, tag, into), ...(name && { name }), reason });
    await using opened = await openUpshot(context);
    const { vocabulary, catalogue, tagEditor } = opened.upshot;
    if (tag !== undefined && edit !== null) {
      const { entries } = await tagEditor.change(tag, edit, by);
      if (json) stdout.write(`${JSON.stringify({ tag: edit.rename ?? edit.merge ?? null, entries })}\n`);
      else stdout.write(`Changed ${entries} ${entries === 1 ? 'article' : 'articles'}.\n`);
      return 0;
    }
    const counts = await catalogue.tagCounts();
    const tags = vocabulary.tags.map(({ id, name }) => ({ id, name, count: counts.get(id) ?? 0 }));
    if (json) stdout.write(`${JSON.stringify({ tags })}\n`);
    else for (const { id, name, count } of tags) stdout.write(`${String(count).padStart(7)}  ${id}  (${name})\n`);
    return 0;
  },
};

function editOf(change: string, tag: string | undefined, into: string | undefined) {
  if (change === 'retire' && tag !== undefined && into === undefined) return { retire: true };
  if ((change === 'rename' || change === 'merge') && into !== undefined) return { [change]: into };
  throw wrongUsage('That is no change of a tag', 'Give rename <tag> <new>, merge <tag> <into> or retire <tag>.');
}
