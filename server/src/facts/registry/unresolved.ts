import { type Data, textOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command } from '../command/command';
import { wordOf } from '../command/native';
import type { ScriptEvent } from '../command/script';
import { splattedInto } from '../command/unresolved';
import { parseAnyKey, parseProviderPath } from './key';

/**
 * What decides where and what an event would write to the registry, when it is recognised and no write could be read off
 * it; empty for what is no registry write.
 */
export function openWrite(event: ScriptEvent): readonly (Value<Data> | undefined)[] {
  if (event.kind === 'assignment') return [];
  if (event.kind === 'invocation') {
    return /^microsoft\.win32\.registry$/i.test(event.type) && /^setvalue$/i.test(event.method) ? event.args : [];
  }
  switch (event.name.toLowerCase()) {
    case 'set-itemproperty':
    case 'new-itemproperty':
      return ofProperty(event, () => true);
    case 'new-item':
    case 'set-item':
    case 'remove-item':
      return ofProperty(event, saysRegistry);
    case 'set-gpregistryvalue':
    case 'set-gpprefregistryvalue':
      return [argumentOf(event, 'Key'), argumentOf(event, 'ValueName'), argumentOf(event, 'Value')];
    case 'reg':
      return ofRegExe(event);
    default:
      return [];
  }
}

/** @param isMeant whether an unknown path is taken for one of the registry */
function ofProperty(command: Command, isMeant: (path: Value<Data>) => boolean): readonly (Value<Data> | undefined)[] {
  const path = argumentOf(command, 'LiteralPath') ?? argumentOf(command, 'Path');
  if (path) {
    if (path.known ? !parseProviderPath(textOf(path) ?? '') : isElsewhere(path.prefix) || !isMeant(path)) return [];
    return [path, argumentOf(command, 'Name')];
  }
  const no = (why: string): readonly Value<Data>[] => [unknown('', command.span, why)];
  if (!isMeant(no('')[0]!)) return [];
  if (command.incomplete) return [splattedInto(command)];
  const { input } = command;
  if (!input) return [];
  return 'kind' in input ? no(`the output of ${input.name}`) : [input];
}

/** Whether a path that begins so is on a drive of its own: `C:\\`, `IIS:\\`. */
const isElsewhere = (prefix: string | undefined): boolean =>
  prefix !== undefined && /^[\w.]+:/.test(prefix) && !/^(?:hk|registry:|microsoft\.powershell)/i.test(prefix);

/** Whether the known parts of a path are those of a registry path. */
const saysRegistry = (path: Value<Data>): boolean =>
  path.known ||
  /^(?:hk\w+:|registry::|.*\\registry::)/i.test(path.prefix ?? '') ||
  /\\SCHANNEL\b/i.test(path.suffix ?? '');

/** `reg add %KEY% /v %NAME%`: an unknown word may be the key or the name. */
function ofRegExe(command: Command): readonly Value<Data>[] {
  const [verb, key, ...others] = command.args.map(wordOf);
  if (!verb || !key || !/^(?:add|delete)$/i.test(verb.known ? verb.value : '')) return [];
  if (!key.known) return [key];
  if (!parseAnyKey(key.value)) return [];
  const at = others.findIndex(it => it.known && /^[/-]v$/i.test(it.value));
  const name = at < 0 ? undefined : others[at + 1];
  return name ? [name] : others;
}
