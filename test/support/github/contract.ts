import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { packageRoot } from '../../../src/paths.ts';

interface Operation {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly body?: object;
}

const ajv = new Ajv({ strict: false, coerceTypes: true });
(addFormats as unknown as (target: Ajv) => void)(ajv);

const { operations } = JSON.parse(
  readFileSync(join(packageRoot, 'test/fixtures/github-rest.json'), 'utf8'),
) as { operations: Readonly<Record<string, Operation>> };

/** Holds a REST request against GitHub's own OpenAPI description; empty when nothing is wrong with it. */
export function violations(method: string, path: string, query: URLSearchParams, body: unknown): string[] {
  const route = Object.keys(operations).find((one) => isMatch(one, method, path));
  const operation = route === undefined ? undefined : operations[route];
  if (operation === undefined) return [`GitHub describes no ${method} ${path}`];
  const found: string[] = [];
  for (const [name, value] of query) {
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
    if (parameter === undefined) found.push(`no parameter ${name}`);
    else if (!ajv.validate(parameter.schema, value)) found.push(`${name}: ${ajv.errorsText()}`);
  }
  for (const { name, required, in: place } of operation.parameters)
    if (place === 'query' && required && !query.has(name)) found.push(`parameter ${name} is missing`);
  if (operation.body !== undefined) {
    const schema = { ...operation.body, additionalProperties: false };
    if (!ajv.validate(schema, body ?? {})) found.push(ajv.errorsText());
  }
  return found.map((text) => `${method} ${path}: ${text}`);
}

function isMatch(route: string, method: string, path: string): boolean {
  const [verb, template = ''] = route.split(' ');
  const form = new RegExp(`^${template.replace(/\{[a-z_]+\}/g, '[^/]+')}$`);
  return verb === method && form.test(path);
}
