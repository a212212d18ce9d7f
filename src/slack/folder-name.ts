/** The letters of DOS (code page 437) from 0x80 on: what a program shows that knows nothing of UTF-8 in a ZIP. */
const dosLetters =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/**
 * The channel's name as Slack wrote it, for a folder that was packed or unpacked by other programs: Macs take letters
 * apart, old ones read UTF-8 as DOS letters. `caf├⌐` → `café`
 */
export function folderName(name: string): string {
  return (fromDos(name) ?? name).normalize('NFC');
}

/** Undefined unless every letter is one of DOS and the bytes they stand for are UTF-8. */
function fromDos(name: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole.
  if (/^[\x00-\x7f]*$/.test(name)) return undefined;
  const bytes = [...name].map((letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : dosLetters.indexOf(letter) + 0x80;
  });
  if ([...name].some((letter) => letter.charCodeAt(0) >= 0x80 && !dosLetters.includes(letter)))
    return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
