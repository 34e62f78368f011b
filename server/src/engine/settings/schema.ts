import { z } from 'zod';
import { severities } from '../../base/severity';
import type { AnyRule, OptionSpecs } from '../../rules/rule';

/** The file schema of `.boltseal.yaml`. Rules are checked one by one against `ruleSchema`. */
const levels = ['off', 'on', ...severities] as const;
const patterns = (what: string) =>
  z.array(z.string()).describe(`${what} Patterns as in .gitignore, relative to this file.`);
const ruleMap = z.record(z.string(), z.unknown());

export const levelSchema = z
  .enum(levels)
  .describe('`off`; `on` for the severity of the rule itself; or the severity its findings shall have.');

export const fileSchema = z.strictObject({
  rules: ruleMap.describe('Rules by name, `family/*` or `*`. A narrower name wins over a wider one.').optional(),
  overrides: z
    .array(
      z.strictObject({
        files: z
          .union([z.string(), z.array(z.string()).min(1)])
          .describe('The files meant. Patterns as in .gitignore, relative to this file.'),
        rules: ruleMap.describe('As `rules` above, for these files only.'),
      }),
    )
    .describe('Settings for some of the files. Later ones win.')
    .optional(),
  include: patterns('Only these files are read.').optional(),
  exclude: patterns('These files are not read.').optional(),
  suppressions: z
    .strictObject({
      requireReason: z
        .boolean()
        .describe('A comment that suppresses a rule counts only when it states a reason after ` -- `.')
        .optional(),
    })
    .describe('About comments that suppress findings.')
    .optional(),
  failOn: z
    .enum([...severities, 'never'])
    .describe('The command line fails when a finding is at least this severe. The default is `high`.')
    .optional(),
  maxFileSize: z
    .number()
    .int()
    .positive()
    .describe('Files larger than this, in bytes, are not read. The default is 5000000.')
    .optional(),
});

export type SettingsFile = z.infer<typeof fileSchema>;

/** What may be said about a rule: a level, or a table of its severity and options. */
export const ruleTableSchema = (options: OptionSpecs = {}) =>
  z.strictObject({
    severity: levelSchema.optional(),
    ...Object.fromEntries(
      Object.entries(options).map(([name, spec]) => [
        name,
        optionSchema(spec.default).describe(spec.description).optional(),
      ]),
    ),
  });

function optionSchema(value: unknown): z.ZodType {
  if (Array.isArray(value)) return z.array(z.string());
  if (typeof value === 'number') return z.number();
  if (typeof value === 'boolean') return z.boolean();
  return z.string();
}

/** The JSON schema of the file, for editors: every rule with its title and options. */
export function jsonSchema(rules: readonly AnyRule[]): Record<string, unknown> {
  const schema = z.toJSONSchema(fileSchema, { target: 'draft-7' }) as JsonObject;
  const level = { ...(z.toJSONSchema(levelSchema, { target: 'draft-7' }) as JsonObject) };
  delete level.$schema;
  const ruleProperties: JsonObject = {};
  for (const rule of rules) {
    const table = z.toJSONSchema(ruleTableSchema(rule.options), { target: 'draft-7' }) as JsonObject;
    delete table.$schema;
    for (const [name, spec] of Object.entries((rule.options ?? {}) as OptionSpecs)) {
      ((table.properties as JsonObject)[name] as JsonObject).default = spec.default;
    }
    ruleProperties[rule.name] = { description: `${rule.title} (${rule.severity})`, anyOf: [level, table] };
  }
  const wide = { anyOf: [level, z.toJSONSchema(ruleTableSchema(), { target: 'draft-7' })] };
  delete (wide.anyOf[1] as JsonObject).$schema;
  const families = [...new Set(rules.map(rule => rule.name.split('/')[0]!))].sort();
  const definition = {
    type: 'object',
    additionalProperties: false,
    properties: {
      '*': { ...wide, description: 'Every rule.' },
      ...Object.fromEntries(families.map(it => [`${it}/*`, { ...wide, description: `Every rule about ${it}.` }])),
      ...ruleProperties,
    },
  };
  const properties = schema.properties as Record<string, JsonObject>;
  const inOverride = (properties.overrides!.items as JsonObject).properties as Record<string, JsonObject>;
  for (const holder of [properties, inOverride]) {
    holder.rules = { description: holder.rules!.description, $ref: '#/definitions/rules' };
  }
  return {
    $schema: schema.$schema,
    title: 'Boltseal settings',
    ...schema,
    definitions: { rules: definition },
  };
}

type JsonObject = Record<string, unknown>;
