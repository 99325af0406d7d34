import { anyOf, type Foreign, FROM_HERE, perLanguage, plainly, TO_HERE } from './languages.ts';

/** Languages that are called as those who speak them in most countries are. */
const SPOKEN =
  'ar bg cs da de el en es et fa fi fr ga he hi hr hu id is it ja ko lt lv ms nl no pl pt ro ru sk sl sq sr sv th tr uk vi zh';
/** Endings of words for a people, instead of one of the dictionary's form. */
const ENDINGS: Readonly<Record<Foreign, readonly (readonly [form: RegExp, ...instead: string[]])[]>> = {
  de: [[/$/, 'e', 'er', 'en', 'em', 'es']],
  fr: [
    [/$/, 'e', 's', 'es'],
    [/c$/, 'que', 'ques', 'cque', 'cques'],
    [/en$/, 'enne', 'ennes'],
  ],
  es: [
    [/o$/, 'a', 'os', 'as'],
    [/és$/, 'esa', 'eses', 'esas'],
    [/án$/, 'ana', 'anes', 'anas'],
    [/l$/, 'la', 'les', 'las'],
  ],
  it: [
    [/o$/, 'a', 'i', 'hi', 'he'],
    [/e$/, 'i'],
  ],
  pt: [
    [/o$/, 'a', 'os', 'as'],
    [/ês$/, 'esa', 'eses', 'esas'],
    [/ão$/, 'ã', 'ães', 'ãs'],
    [/l$/, 'la', 'is', 'las'],
  ],
  nl: [[/$/, 'e']],
};

/** What English calls the peoples that a text in a language names: `German` for `deutsche`. */
export function peoplesNamed(text: string, language: Foreign): string[] {
  const { pattern, names } = peoplesOf(language);
  return [...new Set(Array.from(text.matchAll(pattern), ([written]) => names.get(plainly(written)) ?? ''))];
}

const peoplesOf = perLanguage((_, language) => {
  const own = new Intl.DisplayNames(language, { type: 'language' });
  const inEnglish = new Intl.DisplayNames('en', { type: 'language' });
  const names = new Map<string, string>();
  for (const code of SPOKEN.split(' ')) {
    const [name, english] = [plainly(own.of(code) ?? ''), inEnglish.of(code) ?? ''];
    if (!/^\p{L}{4,}$/u.test(name)) continue;
    const forms = ENDINGS[language].flatMap(([form, ...instead]) =>
      form.test(name) ? instead.map((ending) => name.replace(form, ending)) : [],
    );
    for (const one of [name, ...forms]) names.set(one, english);
  }
  return { names, pattern: new RegExp(FROM_HERE + anyOf(names.keys()) + TO_HERE, 'giu') };
});
