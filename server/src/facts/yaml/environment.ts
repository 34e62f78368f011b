import { bytesOfBase64 } from '../../base/base64';
import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import { isGuessable, isSecret, secretsIn } from '../credential/secret';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { contentTrust, contentTrustVariable } from '../image/trust';

/** Reads `env` of a container: literal values of variables that hold secrets. */
export function readEnvironment(env: YamlNode | undefined, place: Place, emit: Emit): void {
  for (const variable of items(env)) {
    const name = text(at(variable, 'name'));
    if (name !== undefined) readVariable(name, at(variable, 'value'), 0, variable.span, place, emit);
  }
}

/** Reads variables as compose, pipelines and Secrets have them: a mapping, or a list of `NAME=value`. */
export function readComposeEnvironment(environment: YamlNode | undefined, place: Place, emit: Emit): void {
  for (const { key, value, span } of entries(environment)) readVariable(key, value, 0, span, place, emit);
  for (const item of items(environment)) {
    const written = text(item) ?? '';
    const equals = written.indexOf('=');
    if (equals > 0) readVariable(written.slice(0, equals), item, equals + 1, item.span, place, emit);
  }
}

/** Reads `data` of a ConfigMap: variables, and no files. */
export function readPlainData(data: YamlNode | undefined, place: Place, emit: Emit): void {
  for (const { key, value, span } of entries(data)) {
    const isFile = /\.[a-z][a-z\d]{1,4}$|[\r\n]/i.test(key) || /[\r\n]./.test(text(value) ?? '');
    if (!isFile) readVariable(key, value, 0, span, place, emit);
  }
}

/** Reads the passwords among the values of a chart, at any depth. A `secret` there is the name of one. */
export function readChartValues(root: YamlNode, place: Place, emit: Emit): void {
  for (const node of nodesIn(root)) {
    for (const { key, value, span } of entries(node)) {
      if (/pass(?:word|phrase|wd)$|keyPEM$|(?:admin|master|root)_?token$/i.test(key))
        readVariable(key, value, 0, span, place, emit);
    }
  }
}

/** Reads `data` of a Secret, whose values are base64. */
export function readEncodedEnvironment(data: YamlNode | undefined, place: Place, emit: Emit): void {
  for (const { key, value, span } of entries(data)) {
    // What a chart has by default is told of where it stands.
    const decoded = value.kind === 'scalar' && value.assumed ? '' : decode(text(value) ?? '');
    if (decoded === '') continue;
    const isOwn = !isPlaceholder(key, decoded) && isSecret(key, decoded);
    const found = isOwn ? { form: 'environment' as const, name: key } : secretsIn(decoded)[0];
    if (!found) continue;
    const { form, name } = found;
    emit('credential', { span, place, form, name, at: placeOf(value), guessable: isGuessable(decoded) });
  }
}

/** The text that base64 stands for; empty for other bytes. */
function decode(encoded: string): string {
  const bytes = (encoded.length > 20_000 ? undefined : bytesOfBase64(encoded)) ?? '';
  return /^[\x20-\x7e\r\n\t]+$/.test(bytes) ? bytes.trim() : '';
}

/** @param from where the value begins in the scalar */
function readVariable(
  name: string,
  node: YamlNode | undefined,
  from: number,
  span: Span,
  place: Place,
  emit: Emit,
): void {
  const mapped = node?.kind === 'scalar' ? node.content() : undefined;
  const value = mapped?.text.slice(from);
  const isSet = node?.kind === 'scalar' && node.value !== null;
  const switched = isSet && name === contentTrustVariable && contentTrust({ span, place }, value, span);
  if (switched) emit('image.content-trust', switched);
  if (!mapped || !value || isPlaceholder(name, value)) return;
  if (isSecret(name, value)) {
    const at = mapped.span(from, mapped.text.length);
    emit('credential', { span, place, form: 'environment', name, at, guessable: isGuessable(value) });
    return;
  }
  for (const { form, name: own, start, end } of secretsIn(value)) {
    const at = mapped.span(from + start, from + end);
    const guessable = isGuessable(value.slice(start, end));
    emit('credential', { span, place, form, name: own, at, guessable });
  }
}

/** `API_KEY: MY_API_KEY`, `TOKEN: INSERT_TOKEN`, `PASSWORD: $(DB_PASSWORD)`: a name that something replaces. */
const isPlaceholder = (name: string, value: string): boolean =>
  /\$\(|^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(value) ||
  (/[^a-z]/i.test(name) && value.toLowerCase().includes(name.toLowerCase()));
