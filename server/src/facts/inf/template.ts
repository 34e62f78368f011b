import { lookUp } from '../../base/look-up';
import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, known, textOf, type Value } from '../../base/value';
import { fieldsOf, type InfFile, type InfLine, type InfPart, parseInf } from '../../syntax/inf/parse';
import type { Command } from '../command/command';
import { madeCommand } from '../command/made';
import { placeOf } from '../command/native';
import type { Fact, Place } from '../fact';
import type { Emit } from '../facts';
import { parseKey } from '../registry/key';
import { setting } from '../registry/made';
import { emitFileWrites } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import { templateRights } from '../rights/reader';
import type { UserRight } from '../rights/right';
import type { ServiceChange } from '../services/change';
import { changesOf } from '../services/reader';
import { machineOf } from '../settings/account';
import type { Setting } from '../settings/setting';
import { writer } from '../settings/writer';

/** Roots of keys in security templates. */
const roots: Readonly<Record<string, string>> = { MACHINE: 'HKLM', USERS: 'HKU', CLASSES_ROOT: 'HKCR' };

const types: Readonly<Record<string, string>> = {
  1: 'String',
  2: 'ExpandString',
  3: 'Binary',
  4: 'DWord',
  7: 'MultiString',
};

/** Names of `[System Access]` to those of the setting that the commands for accounts have as well. */
const accounts: Readonly<Record<string, string>> = {
  minimumpasswordlength: 'minpwlen',
  maximumpasswordage: 'maxpwage',
  minimumpasswordage: 'minpwage',
  passwordhistorysize: 'uniquepw',
  passwordcomplexity: 'complexity',
  cleartextpassword: 'reversible',
  lockoutbadcount: 'lockoutthreshold',
  lockoutduration: 'lockoutduration',
  resetlockoutcount: 'lockoutwindow',
  allowadministratorlockout: 'adminlockout',
  enableguestaccount: 'guest/active',
};

/** What a security template sets. */
export interface Template {
  readonly file: InfFile;
  readonly writes: readonly RegistryWrite[];
  readonly settings: readonly Setting[];
  readonly services: readonly ServiceChange[];
  readonly rights: readonly UserRight[];
}

/** What a security template sets, `secedit /configure /cfg x.inf` or `GptTmpl.inf` of a group policy. Source: MS-GPSB 2.2. */
export function templateOf(text: MappedText, place: Place): Template {
  const file = parseInf(text.text);
  const inner: Place = { ...place, encode: text.encode };
  const lines = (name: string): readonly InfLine[] =>
    file.sections.flatMap(it => (it.name.toLowerCase() === name ? it.lines : []));
  return {
    file,
    writes: lines('registry values').flatMap(it => writeOf(it, text, inner)),
    settings: lines('system access').flatMap(it => accountOf(it, text, inner)),
    services: lines('service general setting').flatMap(it => changesOf(serviceOf(it, text, inner))),
    rights: lines('privilege rights').flatMap(it => templateRights(it, text, inner)),
  };
}

/** Reads a security template wherever it stands. */
export function readTemplate(text: MappedText, place: Place, emit: Emit): InfFile {
  const template = templateOf(text, place);
  for (const it of template.settings) emit('setting', it);
  emitChanges(template, emit);
  emitFileWrites(template.writes, emit);
  return template.file;
}

/** What a template changes that is neither a setting nor a registry value. */
export function emitChanges({ services, rights }: Template, emit: Emit): void {
  for (const it of services) emit('service.change', it);
  for (const it of rights) emit('user.right', it);
}

const spanOf = (part: Span, text: MappedText): Span => text.span(part.start, part.end);

function valueOfPart(part: InfPart, text: MappedText): Value<Data> {
  const quoted = /^"(.*)"$/s.exec(part.text);
  const at = quoted ? text.span(part.start + 1, part.end - 1) : spanOf(part, text);
  return known(quoted ? quoted[1]! : part.text, at, at);
}

/** `MACHINE\System\CurrentControlSet\Control\Lsa\LmCompatibilityLevel=4,5` */
function writeOf({ start, end, key, value }: InfLine, text: MappedText, place: Place): readonly RegistryWrite[] {
  const [type, ...rest] = value ? fieldsOf(value) : [];
  const path = key.text.replace(/^"|"$/g, '').split('\\');
  const root = lookUp(roots, path[0]!.toUpperCase()) ?? path[0]!;
  const parsed = parseKey([root, ...path.slice(1, -1)].join('\\'));
  const [first] = rest;
  if (!parsed || !type || !first || path.length < 3) return [];
  const items = rest.map(it => valueOfPart(it, text));
  const data: Value<Data> = type.text === '7' ? known({ kind: 'list', items }, text.span(first.start, end)) : items[0]!;
  const target = { ...parsed, keySpan: spanOf(key, text) };
  const statement = { span: text.span(start, end), place };
  return [setting(statement, target, path.at(-1)!, data, lookUp(types, type.text) ?? '')];
}

/** `MinimumPasswordLength = 14` */
function accountOf({ start, end, key, value }: InfLine, text: MappedText, place: Place): readonly Setting[] {
  const data = value && valueOfPart(value, text);
  return data ? accountSetting(key.text, data, { span: text.span(start, end), place }) : [];
}

/** The setting that a line of `[System Access]` makes. */
export function accountSetting(key: string, value: Value<Data>, { span, place }: Fact): readonly Setting[] {
  const name = lookUp(accounts, key.toLowerCase());
  if (!name || !/^-?\d+$/.test(textOf(value) ?? '')) return [];
  const machine = machineOf(name);
  const base = { span, place, area: 'account' as const, name, called: key, value, at: placeOf(value) };
  return [{ ...base, ...writer(value), ...(machine ? { machine } : {}) }];
}

/** `"AppIDSvc",2,""`: the service and its start type. */
function serviceOf({ start, end, key, value }: InfLine, text: MappedText, place: Place): Command {
  // Old templates write `AppIDSvc,2,""` behind an equals sign or not.
  const [name, type] = value ? [key, fieldsOf(value)[0]] : fieldsOf(key);
  const statement = { span: text.span(start, end), nameSpan: spanOf(name ?? key, text), place };
  const given = (own: string, part: InfPart | undefined) =>
    part ? [{ name: own, nameSpan: spanOf(part, text), value: valueOfPart(part, text) }] : [];
  return madeCommand('Set-Service', statement, [...given('Name', name), ...given('StartupType', type)]);
}
