/**
 * Windows can't have a file or folder of such a name, with any ending:
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const device = /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/** Whether Windows takes a name for one of its devices: `aux`, `NUL.txt`. */
export function isDeviceName(name: string): boolean {
  return device.test(name);
}
