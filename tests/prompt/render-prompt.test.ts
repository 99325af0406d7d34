import { expect, it } from 'vitest';
import { renderPrompt } from '../../src/prompt/render-prompt.ts';

const template = { name: 'greet/user', variables: ['who', 'count'], text: 'Hello {{who}}, {{ count }} times {{who}}.' };

it('puts every value in its places', () => {
  expect(renderPrompt(template, { who: 'world', count: 2 })).toBe('Hello world, 2 times world.');
});

it('never expands what a value contains', () => {
  expect(renderPrompt(template, { who: '{{count}} $& $1', count: 2 })).toContain('Hello {{count}} $& $1, 2 times');
});

it.each([
  ['a missing value', { who: 'x' }, 'no value for count'],
  ['a value that nobody asked for', { who: 'x', count: 1, mood: 'good' }, 'it has no variable mood'],
  ['a value that is only inherited', Object.create({ who: 'x', count: 1 }), 'no value for who, count'],
])('refuses %s', (_, values, message) => {
  expect(() => renderPrompt(template, values)).toThrow(`The prompt greet/user cannot be used: ${message}`);
});
