import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { ConfigError } from '../errors.ts';
import { type Path, validate } from './validate.ts';

type Document = ReturnType<typeof parseDocument>;

/**
 * Reads the text of `unsilo.yml` and checks it; `name` is what messages call the file.
 * Returns the settings as they were written, without defaults, so that flags can be laid over them.
 * Throws {@link ConfigError} with the line of each problem.
 */
export function parseConfigFile(text: string, name: string): object {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new ConfigError(`${name}:${line}:${col}: this is not valid YAML: ${broken.message}`);
  }
  const settings = (document.toJS() ?? {}) as object;
  validate(settings, (path) => {
    const line = lineOf(path, document, lines);
    return [line === undefined ? name : `${name}:${line}`, path.join('.')]
      .filter((part) => part !== '')
      .join(': ');
  });
  return settings;
}

/** The line of the setting's key, or of the nearest thing around it that is there. */
function lineOf(path: Path, document: Document, lines: LineCounter): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isNode(item.key) && item.key.toJSON() === key)
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
