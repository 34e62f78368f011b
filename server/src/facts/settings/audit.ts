import { entry, known, textOf, type Value } from '../../base/value';
import { type Command, is } from '../command/command';
import { lowerWords, pairOf, placeOf } from '../command/native';
import { bodyOf } from '../command/resource';
import { quoted } from '../repair';
import type { Setting } from './setting';
import { writer } from './writer';

/** Identifiers by which scripts of any language name what is audited (openspecs: MS-GPAC 2.2.1.2). */
const identifiers: Readonly<Record<string, string>> = {
  '69979848': 'system',
  '69979849': 'logon/logoff',
  '6997984a': 'object access',
  '6997984b': 'privilege use',
  '6997984c': 'detailed tracking',
  '6997984d': 'policy change',
  '6997984e': 'account management',
  '6997984f': 'ds access',
  '69979850': 'account logon',
  '0cce9210': 'security state change',
  '0cce9211': 'security system extension',
  '0cce9212': 'system integrity',
  '0cce9215': 'logon',
  '0cce9217': 'account lockout',
  '0cce921b': 'special logon',
  '0cce9228': 'sensitive privilege use',
  '0cce922b': 'process creation',
  '0cce922f': 'audit policy change',
  '0cce9230': 'authentication policy change',
  '0cce9232': 'mpssvc rule-level policy change',
  '0cce9235': 'user account management',
  '0cce9236': 'computer account management',
  '0cce9237': 'security group management',
  '0cce923f': 'credential validation',
};

const base = ({ span, place }: Command): Pick<Setting, 'span' | 'place' | 'area'> => ({ span, place, area: 'logging' });

/**
 * Reads what a command does to the audit policy of the machine: `audit/subcategory/process creation/success` is enabled
 * or disabled, `audit/*` cleared or restored (windowsserverdocs: auditpol; AuditPolicyDsc).
 */
export function auditSettings(command: Command): readonly Setting[] {
  if (is(command, 'AuditPolicySubcategory', 'xAuditPolicySubcategory')) return ofResource(command);
  if (!is(command, 'auditpol')) return [];
  const words = lowerWords(command);
  const verb = words.findIndex(it => /^\/(?:set|clear|restore)$/.test(it));
  const at = command.args[verb]?.span;
  if (!at || words.some(it => it.startsWith('/user:'))) return [];
  if (words[verb] !== '/set') {
    const value = known(words[verb] === '/clear' ? 'disable' : 'enable', at);
    return [{ ...base(command), name: 'audit/*', value, at }];
  }
  const pairs = command.args.flatMap(it => pairOf(it, ':') ?? []);
  const about = pairs.filter(({ key }) => key === '/category' || key === '/subcategory');
  return pairs.flatMap(({ key, value }) => {
    const what = key === '/success' || key === '/failure' ? key : undefined;
    return what
      ? about.flatMap(it => subjects(it.key, it.value).map(name => setting(command, name + what, value)))
      : [];
  });
}

const setting = (command: Command, name: string, value: Value<string>): Setting => ({
  ...base(command),
  name,
  value,
  at: placeOf(value),
  ...writer(value),
  ...machineOf(name),
});

/**
 * A subcategory is named by its identifier where that is known: its name depends on the language of Windows. So does what
 * `auditpol` prints; of what is not English it is not known what stood before, and it is left as it is.
 */
function machineOf(name: string): Pick<Setting, 'machine'> {
  const [, subcategory, result] = /^audit\/subcategory\/(.+)\/(success|failure)$/.exec(name) ?? [];
  if (!subcategory || !result) return {};
  const id = Object.keys(identifiers).find(it => identifiers[it] === subcategory);
  const about = quoted(`/subcategory:${id === undefined ? subcategory : `{${id}-69ae-11d9-bed3-505054503030}`}`);
  return {
    machine: {
      kind: 'command',
      subject: `Audit policy, ${subcategory}, ${result}`,
      read: `switch -Regex (auditpol.exe /get ${about} /r | Out-String) { '\\b${result}\\b' { 'enable'; break } 'No Auditing|Success|Failure' { 'disable'; break } default { throw "$_" } }`,
      write: `auditpol.exe /set ${about} "/${result}:$Value"`,
    },
  };
}

/** Names separated by commas, each with quotes of its own or not. */
function subjects(key: string, value: Value<string>): readonly string[] {
  // What is set up anew counts even where its name is not known.
  if (!value.known) return [`audit${key}/?`];
  return value.value.split(',').map(it => {
    const name = it.replace(/["']/g, '').trim().toLowerCase();
    const id = /^\{([0-9a-f]{8})-/.exec(name)?.[1];
    return `audit${key}/${(id && identifiers[id]) ?? name}`;
  });
}

function ofResource(command: Command): readonly Setting[] {
  const body = bodyOf(command);
  const name = body && textOf(entry(body, 'Name'));
  const flag = body && textOf(entry(body, 'AuditFlag'));
  const ensure = body && entry(body, 'Ensure');
  if (!name || !flag || !ensure?.known) return [];
  const on = !/^absent$/i.test(textOf(ensure) ?? '');
  const about = `audit/subcategory/${name.toLowerCase()}/${flag.toLowerCase()}`;
  const at = placeOf(ensure);
  return [{ ...base(command), name: about, value: known(on ? 'enable' : 'disable', at), at }];
}

const wide = /^audit\/(?:\*$|category\/)/;

/** Settings without those that switch auditing off as a whole before it is set up anew. */
export function withoutRebuilt(settings: readonly Setting[]): readonly Setting[] {
  const rebuilt = settings.findLast(
    ({ area, name, value }) => area === 'logging' && name.startsWith('audit/') && textOf(value) !== 'disable',
  )?.span.start;
  if (rebuilt === undefined) return settings;
  const last = settings.findLastIndex(it => it.span.start === rebuilt);
  return settings.filter(
    ({ area, name, span }, index) => index > last || span.start === rebuilt || area !== 'logging' || !wide.test(name),
  );
}
