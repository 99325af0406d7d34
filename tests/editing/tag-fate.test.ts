import { expect, it } from 'vitest';
import { tagNamesOf } from '../../src/catalogue/search/tag-names.ts';
import { createTagEditor } from '../../src/editing/tag-editor.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const tag = (id: string, name: string) => ({ id, name, description: 'Some.', keywords: [] });
const vocabulary = {
  tags: [tag('general', 'General'), tag('web-fe', 'Web'), tag('web-be', 'Web'), tag('ops', 'Run it')],
};
const { fateOf } = createTagEditor({
  ...{ vocabulary, tagNames: tagNamesOf(vocabulary), clock: createFakeClock() },
  tagChanges: { count: () => 0, changes: () => [], apply: async () => null },
});

it.each([
  ['Run it', { state: 'moved', to: 'ops' }],
  ['WEB-FE', { state: 'moved', to: 'web-fe' }],
  ['web', { state: 'unknown' }],
])('takes a name for the one tag that has it: %s', (asked, fate) => {
  expect(fateOf(asked)).toEqual(fate);
});
