import type { CommandSpec, OptionSpec } from './command-spec.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

interface Words {
  readonly commands: readonly CommandSpec[];
  readonly commonOptions: readonly OptionSpec[];
  readonly topics: readonly string[];
}

/** A script that completes commands, help topics, options and their choices; everything else is a file name. */
export function completionScript(shell: Shell, words: Words): string {
  return { bash, zsh, fish }[shell](words);
}

function bash({ commands, commonOptions, topics }: Words): string {
  const names = commands.map(({ name }) => name);
  const choices = choicesByOption(commands).map(
    ([option, values]) => `    --${option}) words='${values.join(' ')}' ;;`,
  );
  const options = commands.map(
    ({ name, options }) => `    ${name}) words='${longNames([...options, ...commonOptions]).join(' ')}' ;;`,
  );
  return `# bash completion for unsilo: source <(unsilo completion bash)
_unsilo() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=''
  if ((COMP_CWORD == 1)); then
    words='${[...names, 'help'].join(' ')} --help --version'
  elif [[ \${COMP_WORDS[1]} == help ]]; then
    words='${[...names, ...topics].join(' ')}'
  elif [[ \${COMP_WORDS[1]} == completion && $word != -* ]]; then
    words='${shells.join(' ')}'
  else case \${COMP_WORDS[COMP_CWORD - 1]} in
${choices.join('\n')}
    *) if [[ $word == -* ]]; then case \${COMP_WORDS[1]} in
${options.join('\n')}
    esac; fi ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _unsilo unsilo
`;
}

function zsh({ commands, commonOptions, topics }: Words): string {
  const list = commands.map(
    ({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`,
  );
  const cases = commands.map(({ name, options }) => {
    const specs = [...options, ...commonOptions].map((option) => `      ${quoted(zshSpec(option))}`);
    const rest = name === 'completion' ? `'*:shell:(${shells.join(' ')})'` : `'*:file:_files'`;
    return `    ${name}) _arguments \\\n${specs.join(' \\\n')} \\\n      ${rest} ;;`;
  });
  return `#compdef unsilo
# zsh completion for unsilo: unsilo completion zsh > "\${fpath[1]}/_unsilo"
_unsilo() {
  local -a commands=(
${list.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${cases.join('\n')}
    help) _values topic ${[...commands.map(({ name }) => name), ...topics].join(' ')} ;;
  esac
}
compdef _unsilo unsilo
`;
}

function zshSpec({ name, value, choices, isMany, description }: OptionSpec): string {
  const text = description.replaceAll(/[[\]:]/g, ' ');
  const argument =
    value === undefined ? '' : `:${value}:${choices === undefined ? '_files' : `(${choices.join(' ')})`}`;
  return `${isMany ? '*' : ''}--${name}[${text}]${argument}`;
}

function fish({ commands, commonOptions, topics }: Words): string {
  const isFirst = `not __fish_seen_subcommand_from ${[...commands.map(({ name }) => name), 'help'].join(' ')}`;
  const first = [...commands, { name: 'help', summary: 'explain a command or a topic' }].map(
    ({ name, summary }) => `complete -c unsilo -n ${quoted(isFirst)} -f -a ${name} -d ${quoted(summary)}`,
  );
  const options = commands.flatMap(({ name, options }) =>
    options.map((option) => `${fishSpec(option)} -n '__fish_seen_subcommand_from ${name}'`),
  );
  const about = [...commands.map(({ name }) => name), ...topics].join(' ');
  return [
    '# fish completion for unsilo: unsilo completion fish > ~/.config/fish/completions/unsilo.fish',
    ...first,
    `complete -c unsilo -n '__fish_seen_subcommand_from help' -f -a '${about}'`,
    `complete -c unsilo -n '__fish_seen_subcommand_from completion' -f -a '${shells.join(' ')}'`,
    ...commonOptions.map(fishSpec),
    ...options,
    '',
  ].join('\n');
}

function fishSpec({ name, short, value, choices, description }: OptionSpec): string {
  const form = `complete -c unsilo -l ${name}${short === undefined ? '' : ` -s ${short}`}`;
  const argument = value === undefined ? '' : choices === undefined ? ' -r' : ` -x -a '${choices.join(' ')}'`;
  return `${form}${argument} -d ${quoted(description)}`;
}

function choicesByOption(commands: readonly CommandSpec[]): [string, readonly string[]][] {
  const all = commands.flatMap(({ options }) => options);
  return [
    ...new Map(all.flatMap(({ name, choices }) => (choices === undefined ? [] : [[name, choices] as const]))),
  ];
}

function longNames(options: readonly OptionSpec[]): string[] {
  return options.map(({ name }) => `--${name}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
