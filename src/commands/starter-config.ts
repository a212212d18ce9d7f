/** What is known when a configuration is made for the first time. */
export interface StarterAnswers {
  readonly channels: readonly string[];
  /** By their place in the file, as YAML writes them: `site.baseUrl`. Every other setting is there, switched off. */
  readonly settings: Readonly<Record<string, string>>;
}

const head = `# yaml-language-server: $schema=https://unpkg.com/unsilo/config/unsilo.schema.json
#
# Settings of unsilo, made by \`unsilo init\`. A line with # right before its key is a setting that is off:
# take the # away and it counts. \`unsilo doctor\` tells what is missing.
`;

/**
 * Makes `unsilo.yml` of the commented example: all explanations stay, settings without an answer are switched off.
 *
 * `  language: en` → `  #language: en`
 */
export function starterConfig(example: string, { channels, settings }: StarterAnswers): string {
  const sections = sectionsOf(example).map((section) =>
    section.key === 'channels' && channels.length > 0
      ? { ...section, lines: channels.map((id) => `  - id: ${id}`), isOn: true }
      : answered(section, settings),
  );
  const body = sections.map(({ remarks, key, lines, isOn }) =>
    [...remarks, `${isOn ? '' : '#'}${key}:`, ...lines].join('\n'),
  );
  return `${head}\n${body.join('\n\n')}\n`;
}

interface Section {
  readonly remarks: readonly string[];
  readonly key: string;
  readonly lines: readonly string[];
  readonly isOn: boolean;
}

/** The blocks of the example that begin with a key; the introduction is left out. */
function sectionsOf(example: string): readonly Section[] {
  return example
    .trim()
    .split(/\n\n+/)
    .flatMap((block) => {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => /^\w+:$/.test(line));
      if (at < 0) return [];
      const key = (lines[at] ?? '').slice(0, -1);
      return [{ remarks: lines.slice(0, at), key, lines: lines.slice(at + 1), isOn: false }];
    });
}

function answered(section: Section, settings: StarterAnswers['settings']): Section {
  const known = new Map(Object.entries(settings).filter(([path]) => path.startsWith(`${section.key}.`)));
  const lines = section.lines.map((line) => {
    const [, indent = '', rest = ''] = /^( *)(.*)$/.exec(line) ?? [];
    if (rest.startsWith('#')) return line;
    const path = `${section.key}.${/^[\w-]+/.exec(rest)?.[0]}`;
    const value = indent.length === 2 ? known.get(path) : undefined;
    return value === undefined
      ? `${indent}#${rest}`
      : `${indent}${path.slice(section.key.length + 1)}: ${value}`;
  });
  return { ...section, lines, isOn: known.size > 0 };
}
