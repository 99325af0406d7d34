/** German words that English does not have. */
const GERMAN = new Set(
  'der das und dem ein eine einer eines einem einen ist sind nicht für mit von auf wird wurde wurden haben sich auch bei nach aus zum zur vor im vom bis durch über unter wie als ihre seine wir sie dass mehr nur noch schon jetzt kein keine'.split(
    ' ',
  ),
);
const OPENS = /^(?:Der|Die|Das|Den|Dem|Des|Ein|Eine|Einem|Einen|Im|Am|Zum|Zur|Beim|Vom) \p{Lu}\p{Ll}/u;
const LEAST_SHARE = 0.12; // of the words of a sentence
const FEWEST = 2;

/**
 * Whether a sentence is in a language that writes every noun with a capital, as German does: then a capital makes no
 * name.
 */
export function capitalisesNouns(sentence: string): boolean {
  const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? [];
  const german = words.filter((word) => GERMAN.has(word)).length;
  return OPENS.test(sentence) || (german >= FEWEST && german >= LEAST_SHARE * words.length);
}
