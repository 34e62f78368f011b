import { type Data, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, listArgument, textArgument } from '../command/command';
import { asText, lowerWords, placeOf } from '../command/native';
import type { MethodInvocation } from '../command/script';
import type { CertificateStored } from './certificate';

/**
 * Certificates that a statement puts into a store or takes out of one. Sources: windows-powershell-docs: pki; PowerShell-Docs:
 * about_Certificate_Provider; windowsserverdocs: certutil. @param made the script makes certificates itself
 */
export function storedBy(event: Command, made: boolean): readonly CertificateStored[] {
  if (is(event, 'Import-Certificate', 'Import-PfxCertificate')) {
    const file = argumentOf(event, 'FilePath');
    const added = stored(event, argumentOf(event, 'CertStoreLocation'), 'add', made && !!file && !file.known, file);
    return is(event, 'Import-PfxCertificate') ? added.map(it => ({ ...it, key: true })) : added;
  }
  if (is(event, 'Remove-Item')) {
    return stored(event, pathOf(event), 'remove', false);
  }
  if (is(event, 'Move-Item', 'Copy-Item')) {
    return stored(event, argumentOf(event, 'Destination'), 'add', made, argumentOf(event, 'Path'));
  }
  if (is(event, 'certutil')) return ofCertutil(event, made);
  return is(event, 'certmgr') ? ofCertmgr(event, made) : [];
}

/** What a command works on: its own path, or that of the listing that is piped into it. */
function pathOf(command: Command): Value<Data> | undefined {
  const { input } = command;
  const own = argumentOf(command, 'Path') ?? argumentOf(command, 'LiteralPath');
  const listed = input && 'kind' in input && is(input, 'Get-ChildItem', 'Get-Item', 'Where-Object') ? input : undefined;
  return own?.known || !listed ? own : pathOf(listed);
}

/** A path of the certificate provider: `Cert:\LocalMachine\Root`. */
function stored(
  { span, place }: Command,
  path: Value<Data> | undefined,
  action: CertificateStored['action'],
  own: boolean,
  what?: Value<Data>,
): readonly CertificateStored[] {
  const text = textOf(path) ?? (path && !path.known ? path.prefix : undefined) ?? '';
  const store =
    /^(?:Microsoft\.PowerShell\.Security\\Certificate::|cert:)[\\/]*(?:LocalMachine|CurrentUser)[\\/](\w+)/i.exec(text);
  if (!path || !store) return [];
  const name = what ? (textOf(what) ?? (what.known ? '' : what.text)) : '';
  return [{ span, place, store: store[1]!.toLowerCase(), action, what: name, at: placeOf(path), own }];
}

/** `certutil -f -addstore root ca.cer`, `certutil -delstore Disallowed 1a2b`, `certutil -importpfx Root ca.pfx` */
function ofCertutil(command: Command, made: boolean): readonly CertificateStored[] {
  const { span, place, args } = command;
  const words = lowerWords(command);
  const verb = words.findIndex(it => /^[-/](?:addstore|delstore|importpfx)$/.test(it));
  const store = words.findIndex((it, index) => index > verb && it !== '' && !/^[-/]/.test(it));
  const rest = words.findIndex((it, index) => index > store && !/^[-/]/.test(it));
  const isImport = words[verb]?.endsWith('importpfx');
  if (verb < 0 || store < 0 || (isImport && rest < 0)) return [];
  const action = words[verb]!.endsWith('delstore') ? 'remove' : 'add';
  const file = args[rest];
  const own = made && file !== undefined && !file.value.known;
  const at = args[store]!.span;
  return [
    { span, place, store: words[store]!, action, what: file?.text ?? '', at, own, ...(isImport && { key: true }) },
  ];
}

/** `certmgr /add ca.cer /s /r localMachine root` */
function ofCertmgr(command: Command, made: boolean): readonly CertificateStored[] {
  const words = lowerWords(command);
  const store = words.findLastIndex(it => it !== '' && !/^[-/]/.test(it));
  const verb = words.find(it => /^[-/](?:add|del)$/.test(it));
  if (!verb || store < 0 || !words.some(it => /^[-/]s$/.test(it))) return [];
  const { span, place, args } = command;
  const action = verb.endsWith('del') ? 'remove' : 'add';
  const what = words.find(it => /\.(?:cer|crt|pem|p7b|der)$/.test(it)) ?? '';
  return [{ span, place, store: words[store]!, action, what, at: args[store]!.span, own: made && what === '' }];
}

const storeType = /(?:^|\.)X509Certificates\.X509Store$|^X509Store$/i;

/** The store that `New-Object ...X509Store 'Root', 'LocalMachine'` or `[...X509Store]::new('Root', ...)` opens. */
export function opened(event: Command | MethodInvocation): Value<string> | undefined {
  const isNew =
    event.kind === 'command' && is(event, 'New-Object') && storeType.test(textArgument(event, 'TypeName') ?? '');
  if (isNew) return asText(listArgument(event, 'ArgumentList')[0] ?? known('my', event.span));
  if (event.kind === 'command' || event.method.toLowerCase() !== 'new' || !storeType.test(event.type)) return undefined;
  return asText(event.args[0] ?? known('my', event.span));
}

/** `$store.Add($certificate)` of the store opened last. */
export function ofStoreObject(
  event: MethodInvocation,
  store: Value<string>,
  own: boolean,
): readonly CertificateStored[] {
  const { span, place, type, method, methodSpan, args } = event;
  const verb = method.toLowerCase();
  if (!store.known || !storeType.test(type) || (verb !== 'add' && verb !== 'remove')) return [];
  const what = args[0] && !args[0].known ? args[0].text : '';
  return [{ span, place, store: store.value.toLowerCase(), action: verb, what, at: methodSpan, own }];
}
