import fs from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';

/**
 * A disk as Windows has it, on any other system: paths have a letter and backslashes, `C:\` is the folder that
 * `UNSILO_DISK_C` names. It knows the names that Windows refuses, sees no difference between capitals and small letters,
 * replaces no file that is open, and flushes no folder.
 */
const root = process.env.UNSILO_DISK_C ?? '/nowhere';

/** Where a path of Windows lies here. A path without a letter is one of this machine: the package's own files. */
export function here(path) {
  if (typeof path !== 'string') return path;
  const [, letter, rest = path] = /^(?:\\\\\?\\)?([A-Za-z]):(?=[\\/]|$)(.*)$/s.exec(path) ?? [];
  const slashed = rest.replaceAll('\\', '/');
  return letter === undefined ? slashed : join(root, slashed);
}

const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/** @throws Error where Windows would make something else, or nothing, of a name */
function assertName(path) {
  const place = here(path);
  const name = basename(place);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what Windows refuses.
  if (device.test(name) || /[<>:"|?*\\\x00-\x1f]|[. ]$/.test(name))
    throw problem('EINVAL', `Windows has no place for ${JSON.stringify(name)}`, path);
  const twin = list(dirname(place)).find((one) => one !== name && one.toLowerCase() === name.toLowerCase());
  if (twin !== undefined) throw problem('EEXIST', `Windows takes ${name} for ${twin}`, path);
}

function list(folder) {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function problem(code, message, path) {
  return Object.assign(new Error(`${code}: ${message}`), { code, path });
}

/** Open files by their number. */
const open = new Map();

function assertClosed(path) {
  if ([...open.values()].includes(here(path))) throw problem('EPERM', 'the file is open', path);
}

const simple = ['readFileSync', 'existsSync', 'statSync', 'lstatSync', 'readdirSync', 'readlinkSync'];
export const windowsFs = {
  ...fs,
  ...Object.fromEntries(simple.map((name) => [name, (path, ...rest) => fs[name](here(path), ...rest)])),
  realpathSync: (path) => path,
  mkdtempSync: (prefix) => {
    const made = fs.mkdtempSync(here(prefix));
    return prefix + made.slice(here(prefix).length);
  },
  mkdirSync: (path, ...rest) => {
    if (!fs.existsSync(here(path))) assertName(path);
    const made = fs.mkdirSync(here(path), ...rest);
    return made === undefined ? undefined : path;
  },
  writeFileSync: (path, ...rest) => {
    if (typeof path === 'string') assertName(path);
    fs.writeFileSync(here(path), ...rest);
  },
  appendFileSync: (path, ...rest) => {
    if (typeof path === 'string') assertName(path);
    fs.appendFileSync(here(path), ...rest);
  },
  openSync: (path, flags = 'r', ...rest) => {
    if (flags !== 'r') assertName(path);
    const fd = fs.openSync(here(path), flags, ...rest);
    open.set(fd, here(path));
    return fd;
  },
  closeSync: (fd) => {
    open.delete(fd);
    fs.closeSync(fd);
  },
  fsyncSync: (fd) => {
    if (fs.fstatSync(fd).isDirectory()) throw problem('EPERM', 'operation not permitted, fsync');
    fs.fsyncSync(fd);
  },
  renameSync: (from, to) => {
    assertName(to);
    assertClosed(from);
    assertClosed(to);
    fs.renameSync(here(from), here(to));
  },
  rmSync: (path, ...rest) => {
    assertClosed(path);
    fs.rmSync(here(path), ...rest);
  },
  rmdirSync: (path, ...rest) => fs.rmdirSync(here(path), ...rest),
  unlinkSync: (path) => fs.unlinkSync(here(path)),
  truncateSync: (path, ...rest) => fs.truncateSync(here(path), ...rest),
  linkSync: (from, to) => {
    assertName(to);
    fs.linkSync(here(from), here(to));
  },
  copyFileSync: (from, to, ...rest) => {
    assertName(to);
    fs.copyFileSync(here(from), here(to), ...rest);
  },
};

/** For functions that are passed to threads as text: they import nothing, and ask the process for modules. */
export function giveBuiltins() {
  const builtin = process.getBuiltinModule;
  const replaced = { 'node:fs': windowsFs, 'node:path': builtin('node:path/win32') };
  process.getBuiltinModule = (name) => replaced[name] ?? builtin(name);
}
