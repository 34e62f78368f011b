import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, placeOf, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import type { Emit } from '../facts';

/** Reads `env` of a container: literal values of variables that hold secrets. */
export function readEnvironment(env: YamlNode | undefined, place: Place, emit: Emit): void {
  for (const variable of items(env)) {
    const value = at(variable, 'value');
    const name = text(at(variable, 'name'));
    if (value && name !== undefined) report(name, text(value), placeOf(value), variable.span, place, emit);
  }
}

/** Reads `environment` of a compose service: a mapping, or a list of `NAME=value`. */
export function readComposeEnvironment(environment: YamlNode | undefined, place: Place, emit: Emit): void {
  for (const { key, value, span } of entries(environment)) report(key, text(value), placeOf(value), span, place, emit);
  for (const item of items(environment)) {
    const written = text(item);
    const equals = written?.indexOf('=') ?? -1;
    const mapped = item.kind === 'scalar' ? item.content() : undefined;
    if (written === undefined || equals < 1 || !mapped) continue;
    const at = mapped.span(equals + 1, written.length);
    report(written.slice(0, equals), written.slice(equals + 1), at, item.span, place, emit);
  }
}

function report(name: string, value: string | undefined, at: Span, span: Span, place: Place, emit: Emit): void {
  if (value === undefined || !isSecretName(name) || !isLiteralSecret(value)) return;
  emit('credential', { span, place, form: 'environment', name, at, guessable: guessable.has(value.toLowerCase()) });
}

const secretWord = /^(?:password|passwd|pwd|passphrase|secret|token|apikey|credentials?)$/;
const secretPair = /(?:^|_)(?:api|access|secret|private|account|storage|encryption|signing|master|shared)_key$/;

/** Whether a variable holds a secret by its name: the last word tells, `DB_PASSWORD` but not `PASSWORD_FILE`. */
function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
  const last = words[words.length - 1] ?? '';
  if (words.some(it => it === 'public' || it === 'allow' || it === 'no')) return false;
  return secretWord.test(last) || secretPair.test(words.join('_'));
}

/** A value that is the secret itself: no reference, path, placeholder or switch. */
function isLiteralSecret(value: string): boolean {
  const it = value.trim();
  if (it.length < 3 || /[$%]\{?\(?\w+|\{\{|<[^>]+>|^\[.*\]$/.test(it)) return false;
  if (/^(?:true|false|yes|no|none|null|empty|disabled|enabled|\d{1,3})$/i.test(it)) return false;
  return !/^(?:\/|[a-z]:[\\/]|\.{1,2}\/|https?:\/\/[^@]*$|file:|vault:|secretref:|arn:|@Microsoft\.KeyVault)/i.test(it);
}

/** In every list of default passwords. */
const guessable: ReadonlySet<string> = new Set([
  'admin',
  'administrator',
  'changeit',
  'changeme',
  'default',
  'example',
  'guest',
  'letmein',
  'pass',
  'pass@word1',
  'passw0rd',
  'password',
  'password1',
  'password123',
  'p@ssw0rd',
  'p@ssword',
  'p@ssword1',
  'postgres',
  'qwerty',
  'root',
  'sa',
  'secret',
  'test',
  'toor',
  'vagrant',
  'welcome',
  'welcome1',
  '123456',
  '12345678',
]);
