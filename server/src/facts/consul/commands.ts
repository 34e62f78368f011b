import type { Span } from '../../base/span';
import { type Data, known, type Table, textOf, type Value } from '../../base/value';
import type { Command } from '../command/command';
import type { ScriptReader } from '../command/script';
import type { Emit } from '../facts';
import { readAgent } from './agent';
import { readConsulHcl, readConsulJson } from './document';
import { looksLikeConsul } from './look';

/** Flags of `consul agent` that stand for a setting. Source: developer.hashicorp.com consul/commands/agent. */
const flags: Readonly<Record<string, { readonly setting: string; readonly isSwitch?: true }>> = {
  client: { setting: 'client_addr' },
  encrypt: { setting: 'encrypt' },
  'enable-script-checks': { setting: 'enable_script_checks', isSwitch: true },
  'disable-remote-exec': { setting: 'disable_remote_exec', isSwitch: true },
};

/** Reads what a script starts agents of Consul with, and the configuration that it writes for them. */
export const readConsulCommands: ScriptReader = ({ events }, emit) => {
  for (const event of events) {
    if (event.kind !== 'command') continue;
    const { applied, name, args } = event;
    if (applied && looksLikeConsul(applied.text)) {
      if (/^\s*\{/.test(applied.text)) readConsulJson(applied, emit);
      else readConsulHcl(applied, emit);
    }
    if (name === 'consul' && args[0]?.text.toLowerCase() === 'agent') readFlags(event, emit);
  }
};

/** `-client 0.0.0.0`, `--client=0.0.0.0`, `-enable-script-checks`. */
function readFlags({ args, place }: Command, emit: Emit): void {
  const entries: Table['entries'][number][] = [];
  const written = new Map<string, string>();
  const add = (key: string, keySpan: Span, value: Value<Data>, text: string): void => {
    entries.push({ key, keySpan, value });
    written.set(key, text);
  };
  for (const [index, argument] of args.entries()) {
    const match = /^--?([a-z-]+)(?:=(.*))?$/.exec(argument.text);
    const flag = match && Object.hasOwn(flags, match[1]!) ? flags[match[1]!] : undefined;
    if (!match || !flag) continue;
    const { span, text } = argument;
    const next = args[index + 1];
    if (match[2] !== undefined) {
      const value = match[2].replace(/^["']|["']$/g, '');
      const start = text.length - match[2].length;
      const at = argument.at?.(start, text.length) ?? { start: span.end - match[2].length, end: span.end };
      const isPlain = value === match[2] && !/[$%]/.test(value);
      add(
        flag.setting,
        span,
        isPlain ? known<Data>(value, at, at) : { known: false, text: value, span: at, why: 'is made here' },
        text,
      );
    } else if (flag.isSwitch) add(flag.setting, span, known<Data>(true, span), text);
    else if (next) add(flag.setting, span, next.value, `${text} ${textOf(next.value) ?? next.text}`);
  }
  const root: Table = { kind: 'table', entries };
  if (entries.length > 0) readAgent(root, emit, place, it => written.get(it.key) ?? it.key);
}
