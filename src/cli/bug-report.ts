/** What a bug report may say about where the program ran: never arguments, paths or messages. */
export interface ProgramFacts {
  readonly version: string;
  /** `https://github.com/…/issues`, from package.json. */
  readonly bugs: string;
  readonly node: string;
  readonly platform: string;
  readonly command: string;
  readonly isVerbose: boolean;
}

/** A link that opens the form for bug reports with everything filled in that holds no private text. */
export function bugReportUrl(errorName: string, stack: string | undefined, facts: ProgramFacts): string {
  const fields = new URLSearchParams({
    template: 'bug.yml',
    title: `${errorName} in unsilo ${facts.command}`,
    version: `unsilo ${facts.version}, Node ${facts.node}, ${facts.platform}`,
    command: `unsilo ${facts.command}`,
    output: [errorName, ...ownFrames(stack)].join('\n'),
  });
  return `${facts.bugs}/new?${fields}`;
}

/** The frames of a stack trace without folders, and without the message: both may be private. */
export function ownFrames(stack: string | undefined): string[] {
  const frame = /^\s+at (?:(?:async )?([\w.<>#$ ]+?) \()?(?:.*[/\\])?([\w.-]+:\d+:\d+)\)?$/;
  return (stack ?? '')
    .split('\n')
    .flatMap((line) => {
      const [, name = '', place] = frame.exec(line) ?? [];
      return place === undefined ? [] : [`  at ${name === '' ? '' : `${name} `}${place}`];
    })
    .slice(0, 8);
}
