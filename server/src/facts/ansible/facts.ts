import { replace } from '../../base/edit';
import { itemsOf, textOf } from '../../base/value';
import { truth } from '../command/command';
import { itemsOfText, literalOf, placeOf } from '../command/native';
import { isGuessable, isLiteralSecret } from '../credential/secret';
import type { Emit } from '../facts';
import { profileRepairs } from '../firewall/repair';
import { accountSetting } from '../inf/template';
import { type ModuleArgument, named, wordOf } from './arguments';
import type { TaskPlace } from './modules';

/** Emits what a task states that no cmdlet stands for. */
export function emitTaskFacts(name: string, task: TaskPlace, given: readonly ModuleArgument[], emit: Emit): void {
  emitPasswords(task, given, emit);
  if (name === 'win_firewall') emitProfiles(task, given, emit);
  else if (name === 'win_security_policy') emitPolicy(task, given, emit);
  else if (name === 'win_certificate_store') emitStored(task, given, emit);
  else if (name === 'win_get_url' || name === 'win_package' || name === 'win_uri')
    emitUnchecked(name, task, given, emit);
}

/** Passwords among the arguments of a module. */
function emitPasswords({ span, place }: TaskPlace, given: readonly ModuleArgument[], emit: Emit): void {
  for (const { name, value } of given) {
    if (!/(?:^|_)password$/.test(name) || /^(?:update|user_cannot_change)_/.test(name)) continue;
    const secret = textOf(value);
    if (!value.known || secret === undefined || !isLiteralSecret(secret)) continue;
    const account = textOf(named(given, 'name', 'username', 'user', 'domain_admin_user')?.value);
    const own = name === 'password' && account ? account : name;
    emit('credential', { span, place, form: 'account', name: own, at: placeOf(value), guessable: isGuessable(secret) });
  }
}

/** Arguments that set a profile, with the parameter of `Set-NetFirewallProfile` that does the same. */
const profileArguments = [
  {
    argument: 'state',
    what: 'state',
    values: { enabled: 'on', disabled: 'off' },
    parameter: 'Enabled',
    good: 'enabled',
    repair: 'True',
    title: 'Switch the firewall on',
  },
  {
    argument: 'inbound_action',
    what: 'inbound',
    values: { allow: 'allow', block: 'block' },
    parameter: 'DefaultInboundAction',
    good: 'block',
    repair: 'Block',
    title: 'Block what no rule lets in',
  },
] as const;

/** `win_firewall: { profiles: [Domain], state: disabled, inbound_action: allow }` */
function emitProfiles({ span, place }: TaskPlace, given: readonly ModuleArgument[], emit: Emit): void {
  const listed = itemsOfText(named(given, 'profiles')?.value).flatMap(it => (it.known ? [it.value.toLowerCase()] : []));
  const profiles = listed.length > 0 ? listed : ['domain', 'private', 'public'];
  for (const { argument, what, values, parameter, good, repair, title } of profileArguments) {
    const written = wordOf(given, argument);
    const value = Object.entries(values).find(([word]) => word === written)?.[1];
    if (!value || written === undefined) continue;
    const at = placeOf(named(given, argument)!.value);
    const mend = { title, edit: replace(at, good) };
    const repairs = profileRepairs(place, profiles, parameter, repair);
    emit('firewall.profile', { span, place, what, value, written, profiles, at, mend, repairs });
  }
}

/** `win_security_policy: { section: System Access, key: MinimumPasswordLength, value: 14 }` */
function emitPolicy(task: TaskPlace, given: readonly ModuleArgument[], emit: Emit): void {
  const key = named(given, 'key');
  const value = named(given, 'value');
  const name = textOf(key?.value);
  if (!value || name === undefined || wordOf(given, 'section') !== 'system access') return;
  for (const it of accountSetting(name, value.value, task)) emit('setting', it);
}

/** `win_certificate_store: { path: C:\\ca.cer, store_name: Root }` */
function emitStored({ span, place }: TaskPlace, given: readonly ModuleArgument[], emit: Emit): void {
  const store = named(given, 'store_name');
  const name = textOf(store?.value)?.toLowerCase();
  const state = wordOf(given, 'state') ?? 'present';
  if (!store || name === undefined || !/^(?:present|absent)$/.test(state)) return;
  const what = textOf(named(given, 'path')?.value) ?? '';
  const key = named(given, 'password') ? { key: true as const } : {};
  const action = state === 'present' ? 'add' : 'remove';
  emit('certificate.stored', { span, place, store: name, action, what, at: placeOf(store.value), own: false, ...key });
}

/** `validate_certs: false` */
function emitUnchecked(who: string, { span, place }: TaskPlace, given: readonly ModuleArgument[], emit: Emit): void {
  const check = named(given, 'validate_certs');
  if (!check || truth(check.value) !== false) return;
  const text = `${check.name}: ${textOf(itemsOf(check.value)[0])}`;
  const at = { start: check.nameSpan.start, end: check.value.span.end };
  const literal = literalOf(check.value);
  const mend = literal ? { mend: { title: 'Check the certificate', edits: [replace(literal, 'true')] } } : {};
  emit('tls.validation-off', { span, place, who: `\`${who}\``, text, at, ...mend });
}
