import { isScript, knownValue, textOf } from '../../base/value';
import type { Command } from './command';
import type { ScriptEvent } from './script';

/** Parameters that name another machine, a session with one, or a policy that reaches other machines. */
const parameters = [
  'computername',
  'cimsession',
  'session',
  'hostname',
  'connectionuri',
  'vmname',
  'vmid',
  'containerid',
  'gposession',
  'policystore',
];

/** Names of the machine itself, and the stores of its own firewall. */
const own = /^(?:\.|localhost|127\.0\.0\.1|::1|persistentstore|activestore|configurableservicestore)$/i;

const policy = /^Set-GP(?:Pref)?RegistryValue$|^Set-PolicyFileEntry$/i;

/** Whether a command sets another machine than the one that runs it, or a policy. */
export function isAway({
  name,
  args,
  parameters: given,
  shell,
}: Pick<Command, 'name' | 'args' | 'parameters' | 'shell'>): boolean {
  if (policy.test(name)) return true;
  for (const key of parameters) {
    const parameter = given.get(key);
    // The block of `Invoke-Command { }` takes the first place, which is that of the name.
    if (!parameter || isScript(knownValue(parameter.value))) continue;
    const text = textOf(parameter.value);
    if (text === undefined || !own.test(text)) return true;
  }
  return (shell !== 'powershell' || given.size === 0) && args.some(({ value }) => isMachine(knownValue(value)));
}

/** `\\\\server`, `-r:server`, `/s:server`, as programs take the name of a machine. */
const isMachine = (word: unknown): boolean =>
  typeof word === 'string' && /^\\\\[\w.-]+(?:\\HK|$)|^[-/](?:r|remote|s|server):\w/i.test(word);

const isCommand = (input: Command['input']): input is Command => input !== undefined && 'kind' in input;

/** The commands of a script, with what they say about other machines at a place that is away. */
export function withAway(events: readonly ScriptEvent[]): readonly ScriptEvent[] {
  const isElsewhere = (it: ScriptEvent): it is Command =>
    it.kind === 'command' && !it.place.away && (isAway(it) || (isCommand(it.input) && isAway(it.input)));
  if (!events.some(isElsewhere)) return events;
  return events.map(it => (isElsewhere(it) ? { ...it, place: { ...it.place, away: true } } : it));
}
