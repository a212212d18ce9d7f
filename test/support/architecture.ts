import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { packageRoot } from '../../src/paths.ts';

/** The rules about imports are data, and they stand in src/README.md: what the document says is what is enforced. */
export interface Architecture {
  readonly folders: readonly FolderRule[];
  readonly importers: readonly { readonly name: string; readonly places: readonly string[] }[];
}

interface FolderRule {
  readonly folder: string;
  readonly imports: readonly { readonly folder: string; readonly typesOnly: boolean }[];
  readonly isPure: boolean;
}

export function parseArchitecture(readme: string): Architecture {
  return {
    folders: table(readme, 'Folders').map(([folder, , imports, effects]) => ({
      folder: unquoted(folder),
      imports: parseImports(imports),
      isPure: effects === 'none',
    })),
    importers: table(readme, 'One importer for each package').map(([name, places]) => ({
      name: unquoted(name),
      places: places.split(', ').map(unquoted),
    })),
  };
}

export interface Source {
  /** Below `src/`, with slashes. */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

/** All TypeScript under src/. */
export function readSources(): Source[] {
  return readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.replaceAll(sep, '/'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(packageRoot, 'src', path), 'utf8')));
}

export function parseSource(path: string, text: string): Source {
  const code = withoutComments(text);
  return {
    path,
    code,
    lines: text.split('\n').length,
    imports: [...staticImports(code), ...otherImports(code)],
  };
}

function staticImports(code: string): Import[] {
  const form = /^(?:import|export)\s+(type\s+)?[^'"`;]*?\bfrom\s+'([^']+)'/gm;
  return [...code.matchAll(form)].map(([statement, type, from]) => ({
    from: from!,
    isType: type !== undefined || onlyTypes(statement),
  }));
}

/** `import { type A, type B } from …`, but not `import { type A, b } from …`. */
function onlyTypes(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1]?.split(',') ?? [''];
  return names.filter((name) => name.trim() !== '').every((name) => name.trim().startsWith('type '));
}

function otherImports(code: string): Import[] {
  const form = /\bimport\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm;
  return [...code.matchAll(form)].map(([, lazy, bare]) => ({ from: (lazy ?? bare)!, isType: false }));
}

export function forbiddenFolders({ folders }: Architecture, { path, imports }: Source): string[] {
  const own = path.split('/')[0]!;
  const rule = folders.find(({ folder }) => folder === own);
  return imports.flatMap(({ from, isType }) => {
    if (!from.startsWith('.')) return [];
    const target = relative(join(packageRoot, 'src'), resolve(packageRoot, 'src', dirname(path), from));
    const [place, ...rest] = target.split(sep);
    if (place === '..' || place === undefined) return [`${path}: ${from} leaves src`];
    if (rest.length === 0 || rule === undefined) return [];
    const allowed =
      place === own || rule.imports.some((one) => one.folder === place && (isType || !one.typesOnly));
    return allowed ? [] : [`${path} must not import ${target.replaceAll(sep, '/')}`];
  });
}

export function forbiddenPackages({ importers }: Architecture, { path, imports }: Source): string[] {
  return imports.flatMap(({ from }) => {
    if (from.startsWith('.') || from.startsWith('node:')) return [];
    const rule = importers.find(({ name }) => from === name || from.startsWith(`${name}/`));
    if (rule === undefined) return [`${path}: ${from} has no place in src/README.md`];
    return rule.places.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)))
      ? []
      : [`${path} must not import ${from}`];
  });
}

/** Lines of a pure file that reach for Node, the process, a clock, the network or chance. */
export function effects({ folders }: Architecture, { path, code, imports }: Source): string[] {
  if (!folders.some(({ folder, isPure }) => isPure && path.startsWith(`${folder}/`))) return [];
  const reached = imports.map(({ from }) => from).filter((from) => isNode(from) || from === '../paths.ts');
  const lines = code.split('\n').filter((line) => effect.test(line));
  return [...reached, ...lines].map((what) => `${path}: ${what.trim()}`);
}

const effect =
  /\b(?:process|performance|globalThis|Buffer|console)\b\s*[.[(]|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\b(?:fetch|setTimeout|setInterval)\(/;

function isNode(from: string): boolean {
  return from.startsWith('node:') && from !== 'node:crypto';
}

/** A table of data, such as emoji names, may be long: it says so in its first line. */
export function isData({ code }: Source): boolean {
  return code.trimStart().startsWith('export const') && !code.includes('=>') && !code.includes('function ');
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

function table(markdown: string, heading: string): [string, string, string, string][] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => {
    const cells = row.split('|').slice(1, -1);
    return cells.map((cell) => cell.trim()) as [string, string, string, string];
  });
}

function parseImports(cell: string): { folder: string; typesOnly: boolean }[] {
  if (cell === '–') return [];
  return cell.split(', ').map((name) => ({
    folder: name.replace(' (types)', ''),
    typesOnly: name.endsWith(' (types)'),
  }));
}

function unquoted(cell: string): string {
  return cell.replaceAll('`', '');
}
