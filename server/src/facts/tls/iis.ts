import { type Edit, replace } from '../../base/edit';
import { type Data, knownValue, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, textArgument } from '../command/command';
import { literalOf, lowerWords, pairOf, placeOf } from '../command/native';
import type { Emit } from '../facts';
import type { Setting } from '../settings/setting';

/** Switches of IIS and ASP.NET that are read, by lower-case section and attribute. Microsoft IIS configuration reference. */
const names: Readonly<Record<string, string>> = {
  'access/sslflags': 'access/sslFlags',
  'httpcookies/requiressl': 'httpCookies/requireSSL',
  'forms/requiressl': 'forms/requireSSL',
  'compilation/debug': 'compilation/debug',
  'customerrors/mode': 'customErrors/mode',
  'hsts/enabled': 'hsts/enabled',
};

/** The name of a switch by its section and attribute; `undefined` for one that nobody asks about. */
export const iisSwitch = (section: string, attribute: string): string | undefined =>
  names[`${section}/${attribute}`.toLowerCase()];

/** The last section of a path: `access` of `/system.webServer/security/access[@x]`. */
const lastOf = (path: string): string => /([\w.]+)(?:\[[^\]]*\])?\/?$/.exec(path.trim())?.[1] ?? '';

/** Reads what commands write to the configuration of IIS: modules WebAdministration and IISAdministration, `appcmd`. */
export function readIis(command: Command, emit: Emit): void {
  if (command.name === 'appcmd') readAppCmd(command, emit);
  else if (is(command, 'Set-WebConfigurationProperty', 'Set-WebConfiguration')) {
    const section = lastOf(textArgument(command, 'Filter') ?? '');
    // The value of a section is that of its first attribute, which for `access` is `sslFlags`.
    const attribute = is(command, 'Set-WebConfiguration') ? 'sslFlags' : (textArgument(command, 'Name') ?? '');
    emitSwitch(command, iisSwitch(section, attribute), argumentOf(command, 'Value'), emit);
  } else if (is(command, 'Set-IISConfigAttributeValue')) {
    const { input } = command;
    const path = input && 'kind' in input ? textArgument(input, 'SectionPath') : undefined;
    const name = path && iisSwitch(lastOf(path), textArgument(command, 'AttributeName') ?? '');
    emitSwitch(command, name, argumentOf(command, 'AttributeValue'), emit);
  }
}

/** `appcmd set config "Site" /section:access /sslFlags:None` */
function readAppCmd(command: Command, emit: Emit): void {
  const [verb, what] = lowerWords(command);
  if (verb !== 'set' || what !== 'config') return;
  const pairs = command.args
    .flatMap(it => pairOf(it, ':') ?? [])
    .map(it => ({ ...it, key: it.key.replace(/^[-/]/, '') }));
  const section = pairs.find(it => it.key === 'section')?.value;
  if (!section?.known) return;
  for (const { key, value } of pairs) emitSwitch(command, iisSwitch(lastOf(section.value), key), value, emit);
}

function emitSwitch(
  { span, place }: Command,
  name: string | undefined,
  value: Value<Data> | undefined,
  emit: Emit,
): void {
  if (!name || !value) return;
  const { setTo } = writerOf(value);
  emit('setting', { span, place, area: 'iis', name, value, at: placeOf(value), ...(setTo ? { setTo } : {}) });
}

/** Writes `$true` where a boolean stands, and its text where a text does. */
function writerOf(value: Value<Data>): Pick<Setting, 'setTo'> {
  const literal = literalOf(value);
  if (!literal) return {};
  const isText = typeof knownValue(value) !== 'boolean';
  const cased = /^[A-Z]/.test(textOf(value) ?? '');
  const setTo = (to: boolean | number | string): Edit => {
    if (typeof to !== 'boolean') return replace(literal, String(to));
    return replace(literal, isText ? (cased ? (to ? 'True' : 'False') : `${to}`) : `$${to}`);
  };
  return { setTo };
}
