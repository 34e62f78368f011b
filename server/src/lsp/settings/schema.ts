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
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly additionalProperties?: Schema | boolean;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

let whole: Schema | undefined;

/** The schema of settings files, made when it is first asked for. */
const root = (): Schema => (whole ??= jsonSchema(catalog.rules) as Schema);

/** What may stand at a place. */
export function schemasAt(path: Path): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (schemas, key) => schemas.flatMap(it => parts(key === '[]' ? it.items : schemaOf(it, key))),
    parts(root()),
  );
}

/** What is said of a key. */
export function describe(parents: Path, key: string): string | undefined {
  for (const schema of schemasAt(parents)) {
    const named = schema.properties?.[key];
    if (typeof named === 'object' && named.description) return named.description;
  }
  return undefined;
}

function schemaOf({ properties, additionalProperties }: Schema, key: string): Schema | boolean | undefined {
  return properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
}

/** A schema with all that it refers to, all that it combines and all that it leaves open. */
function parts(schema: Schema | boolean | undefined): readonly Schema[] {
  if (typeof schema !== 'object') return [];
  const target = schema.$ref ? root().definitions?.[schema.$ref.replace('#/definitions/', '')] : undefined;
  return [schema, ...parts(target), ...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap(parts)];
}
