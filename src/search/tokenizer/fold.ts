/** Letters that a decomposition leaves whole, and what people type who do not have them on their keyboard. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * A word as people type it who leave accents out: `café` → `cafe`, `größe` → `grosse`, `ёлка` → `елка`. Only where
 * writers do so: Latin and Greek accents, the dots of ё, the vowel signs of Arabic and Hebrew; never й or the signs of
 * Indian scripts, without which a word is another word. Lower case in, lower case out.
 */
export function foldAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(/([a-z\u0370-\u03ff])[\u0300-\u036f]+/g, '$1')
    .replace(/\u0435\u0308/g, 'е')
    .replace(/[\u064b-\u0652\u0670\u0591-\u05bd\u05bf-\u05c7]/g, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC');
}
