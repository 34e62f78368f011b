import { z } from 'zod';
import { severities } from '../../base/severity';
import type { AnyRule, OptionSpecs } from '../../rules/rule';

/** Built-in policies about images. */
export const imagePresets = ['microsoft', 'chainguard', 'docker-hardened'] as const;

/** The file schema of `.boltseal.yaml`. Rules are checked one by one against `ruleSchema`. */
const levels = ['off', 'on', ...severities] as const;
const patterns = (what: string) =>
  z.array(z.string()).describe(`${what} Patterns as in .gitignore, relative to this file.`);
const ruleMap = z.record(z.string(), z.unknown());

export const levelSchema = z
  .enum(levels)
  .describe('`off`; `on` for the severity of the rule itself; or the severity its findings shall have.');

/** What has no end is written as the last day of a century, or as one that no calendar has. */
const day = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}$/, 'it must be a day of this century, such as 2027-01-31')
  .refine(it => new Date(`${it}T00:00:00Z`).toJSON()?.startsWith(it) ?? false, 'there is no such day');

const imagesSchema = z
  .strictObject({
    presets: z
      .array(z.enum(imagePresets))
      .describe('Built-in policies: whose signatures are asked for of whose images.')
      .optional(),
    trustPolicy: z
      .string()
      .describe(
        'The trust policy of the Notary Project for Notation signatures. The default is `.notation/trustpolicy.json`.',
      )
      .optional(),
    signers: z
      .array(z.looseObject({ name: z.string(), scopes: z.array(z.string()).min(1) }))
      .describe(
        'Whose cosign signatures are accepted for which images. They count once you accepted them on this machine.',
      )
      .optional(),
    lock: z
      .boolean()
      .describe('Whether findings tell where files and `boltseal.lock.yaml` differ. The default is `true`.')
      .optional(),
    exceptions: z
      .array(
        z.strictObject({
          image: z.string().describe('The image, with or without tag: `docker.io/library/golang`.'),
          reason: z.string().min(1).describe('Why it is accepted.'),
          until: day.describe('The last day on which it is accepted: `2027-01-31`.'),
        }),
      )
      .describe('Images that are accepted although nothing vouches for them.')
      .optional(),
  })
  .describe('About the trust in images.');

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
  images: imagesSchema.optional(),
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

type JsonObject = Record<string, unknown>;

const asJson = (schema: z.ZodType): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7' }) as JsonObject;
  return rest;
};

/**
 * The JSON schema of what may be said about rules. What holds for every rule stands once, in `allOf`; so the
 * names, with title and options of the rules, stay a short list.
 */
export function rulesJsonSchema(rules: readonly AnyRule[]): JsonObject {
  const families = [...new Set(rules.map(rule => rule.name.split('/')[0]!))].sort();
  const { additionalProperties: _, ...table } = asJson(ruleTableSchema());
  return {
    type: 'object',
    properties: {
      '*': { description: 'Every rule.' },
      ...Object.fromEntries(families.map(it => [`${it}/*`, { description: `Every rule of the family ${it}.` }])),
      ...Object.fromEntries(rules.map(rule => [rule.name, ruleJsonSchema(rule)])),
    },
    additionalProperties: false,
    allOf: [{ additionalProperties: { anyOf: [asJson(levelSchema), table] } }],
  };
}

function ruleJsonSchema(rule: AnyRule): JsonObject {
  const description = `${rule.title} (${rule.severity}${rule.optIn ? ', off by default' : ''}).`;
  const options: OptionSpecs = rule.options ?? {};
  if (Object.keys(options).length === 0) return { description };
  const properties = asJson(ruleTableSchema(options)).properties as Record<string, JsonObject>;
  for (const [name, spec] of Object.entries(options)) properties[name]!.default = spec.default;
  return { description, properties: { ...properties, severity: true }, additionalProperties: false };
}

/** The JSON schema of the file, for editors. */
export function jsonSchema(rules: readonly AnyRule[]): JsonObject {
  const schema = asJson(fileSchema);
  const properties = schema.properties as Record<string, JsonObject>;
  const inOverride = (properties.overrides!.items as JsonObject).properties as Record<string, JsonObject>;
  for (const holder of [properties, inOverride]) {
    holder.rules = { description: holder.rules!.description, allOf: [{ $ref: '#/definitions/rules' }] };
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Boltseal',
    ...schema,
    definitions: { rules: rulesJsonSchema(rules) },
  };
}
