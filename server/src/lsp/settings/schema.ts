import { catalog } from '../../engine/all';
import { jsonSchema } from '../../engine/settings/schema';
import type { Path } from './place';

/** The part of a JSON schema that is looked at here. */
export interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

let whole: Schema | undefined;

/** The schema of settings files, made when it is first asked for. */
const root = (): Schema => (whole ??= jsonSchema(catalog.rules) as Schema);

/** What may stand at a place. */
export function schemasAt(path: Path): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (schemas, key) => schemas.flatMap(it => alternatives(key === '[]' ? it.items : it.properties?.[key])),
    alternatives(root()),
  );
}

/** What is said of a key, first where it is named, then of its kind. */
export function describe(parents: Path, key: string): string | undefined {
  for (const schema of schemasAt(parents)) {
    const named = schema.properties?.[key];
    if (named?.description) return named.description;
  }
  return undefined;
}

function alternatives(schema: Schema | undefined): readonly Schema[] {
  if (!schema) return [];
  const target = schema.$ref ? root().definitions?.[schema.$ref.replace('#/definitions/', '')] : undefined;
  return [schema, ...alternatives(target), ...(schema.anyOf ?? []).flatMap(alternatives)];
}
