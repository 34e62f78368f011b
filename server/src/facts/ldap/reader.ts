import { replace } from '../../base/edit';
import { type Data, isObject, itemsOf, knownValue, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, textArgument, truth } from '../command/command';
import { literalOf, placeOf } from '../command/native';
import type { ScriptEvent, ScriptReader } from '../command/script';
import type { Fact } from '../fact';
import type { LdapBind } from './bind';

/**
 * Reads simple binds off cmdlets of Active Directory and the classes of .NET. Sources: windows-powershell-docs:
 * ActiveDirectory; dotnet docs: System.DirectoryServices.AuthenticationTypes, System.DirectoryServices.Protocols.
 */
export const readLdap: ScriptReader = ({ events }, emit) => {
  const secured = events.some(securesConnection);
  for (const event of events) {
    const bind = bindOf(event, secured);
    if (bind) emit('ldap.bind', bind);
  }
};

function bindOf(event: ScriptEvent, secured: boolean): LdapBind | undefined {
  if (event.kind === 'command') return fromCmdlet(event) ?? fromEntry(event, entryArguments(event));
  if (event.kind === 'invocation') {
    return /^new$/i.test(event.method) && directoryEntry.test(event.type) ? fromEntry(event, event.args) : undefined;
  }
  const basic = /\bLdapConnection\.AuthType$/i.test(event.target) && /(^|::)basic$/i.test(textOf(event.value) ?? '');
  return basic && !secured ? make(event, event.value, 'Negotiate') : undefined;
}

/** `Get-ADUser -AuthType Basic`: on port 636 TLS holds it. */
function fromCmdlet(command: Command): LdapBind | undefined {
  if (!/^[a-z]+-AD[a-z]/i.test(command.name)) return undefined;
  const type = argumentOf(command, 'AuthType');
  if (!type || !/^(basic|1)$/i.test(textOf(type) ?? '') || secure(textArgument(command, 'Server'))) return undefined;
  return make(command, type, 'Negotiate');
}

const directoryEntry = /^(System\.)?DirectoryServices\.DirectoryEntry$/i;

const entryArguments = (command: Command): readonly Value<Data>[] =>
  is(command, 'New-Object') && directoryEntry.test(textArgument(command, 'TypeName') ?? '')
    ? itemsOf(argumentOf(command, 'ArgumentList'))
    : [];

/** `DirectoryEntry(path, user, password, 'None')`: no type of authentication means a simple bind. */
function fromEntry(event: Fact, [path, user, , type]: readonly Value<Data>[]): LdapBind | undefined {
  const text = nameOf(type);
  if (!type || !user || text === undefined || !/^(none|0)$|::none$/i.test(text)) return undefined;
  if (user.known && (user.value === null || user.value === '')) return undefined;
  return secure(textOf(path)) || !/^LDAP:/i.test(textOf(path) ?? 'LDAP:') ? undefined : make(event, type, 'Secure');
}

/** A text, or the static member that an object stands for: `DirectoryServices.AuthenticationTypes::None`. */
function nameOf(value: Value<Data> | undefined): string | undefined {
  const data = knownValue(value);
  return isObject(data) ? data.type : textOf(value);
}

const secure = (server: string | undefined): boolean => /:(636|3269)\b/.test(server ?? '');

/** TLS is asked for by a property or a method of the connection. */
function securesConnection(event: ScriptEvent): boolean {
  if (event.kind === 'invocation') return /^StartTransportLayerSecurity$/i.test(event.method);
  return event.kind === 'assignment' && /SecureSocketLayer$/i.test(event.target) && truth(event.value) !== false;
}

function make({ span, place }: Fact, value: Value<Data>, good: string): LdapBind {
  const literal = literalOf(value);
  const fix = literal && { title: `Use ${good}`, edits: [replace(literal, good)] };
  return { span, place, text: nameOf(value)!.replace(/^.*::/, ''), at: placeOf(value), ...(fix ? { fix } : {}) };
}
