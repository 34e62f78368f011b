import { MappedText } from '../../base/mapped-text';
import { type Data, itemsOf, known, textOf, type Value } from '../../base/value';
import type { MethodCall, Command as Node } from '../../syntax/powershell/ast';
import { argumentOf, type Command, switchState } from '../command/command';
import { programName } from '../command/program';
import type { MethodInvocation } from '../command/script';
import { looksLikeConsul } from '../consul/look';
import { looksLikeEngine } from '../image/engine-look';
import { looksLikeSpire } from '../spire/look';
import { looksLikeTrustPolicy } from '../trust-policy/carried';
import { contentOf } from './embedded';
import type { Input } from './output';
import type { Run } from './run';

const writers = /^(?:Set|Add)-Content$|^Out-File$/;

/** A file that grows line by line is followed up to this size. */
const longestFile = 100_000;

/** Where the outermost element of an answer file begins at the latest: comments may stand before it. */
const farthestRoot = 4_000;

/** A path by which a script is found again: what is not known of its beginning counts as the same. */
export const fileKey = (path: string): string =>
  path
    .toLowerCase()
    .replace(/^\.[\\/]/, '')
    .replace(/^.*[$)}?][\w:]*(?=[\\/])/, '?');

/** Notes a script that the script writes: `$text | Out-File x.ps1`. It is followed where it is run. */
export function noteFile(run: Run, node: Node, command: Command, input: Input): void {
  const path = writtenPath(command);
  if (path === undefined || !/[^?]\.(?:ps1|cmd|bat|reg|inf|cfg|txt|lgpo)$/i.test(path)) return;
  const own = writtenText(run, node, command, input);
  if (!own) return;
  const appends = command.name === 'Add-Content' || switchState(command, 'Append');
  const before = appends ? run.files.get(fileKey(path)) : undefined;
  const whole = before && before.text.length < longestFile ? MappedText.join([before, own], '\n') : own;
  run.files.set(fileKey(path), whole);
}

/** The path of the file that a command writes. */
function writtenPath(command: Command): string | undefined {
  if (!writers.test(command.name)) return undefined;
  const at = argumentOf(command, 'Path') ?? argumentOf(command, 'FilePath') ?? argumentOf(command, 'LiteralPath');
  return at && pathOf(at);
}

/** What it writes there. */
function writtenText(run: Run, node: Node, command: Command, input: Input): MappedText | undefined {
  const value =
    argumentOf(command, 'Value') ??
    argumentOf(command, 'InputObject') ??
    (input && 'known' in input ? input : run.piped);
  return value && contentOf(run, value, written(run, node, value.span.start), node);
}

/** The text as it is written here: an argument, or what the pipeline begins with. */
function written(run: Run, node: Node, start: number): Node['elements'][number] | undefined {
  const all = run.feeding ? [...node.elements, run.feeding] : node.elements;
  return all.find(it => run.at(it).start === start);
}

/** Notes what `[IO.File]::WriteAllText(path, text)` writes. */
export function noteWritten(run: Run, node: MethodCall, { type, method, args }: MethodInvocation): void {
  if (!/^(?:System\.)?IO\.File$/i.test(type) || !/^WriteAll(?:Text|Lines)$/i.test(method)) return;
  const path = args[0] && pathOf(args[0]);
  const text = args[1] && contentOf(run, args[1], node.args[1]);
  if (path !== undefined && text) run.files.set(fileKey(path), text);
}

const pathOf = (value: Value<Data>): string | undefined =>
  textOf(value) ?? (!value.known && value.suffix ? `?${value.suffix}` : undefined);

/** Programs that apply a file, and the words before its path; without these, the path is the last word. */
const appliers: Readonly<Record<string, RegExp>> = {
  reg: /^import$/i,
  regedit: /^[/-]s$/i,
  secedit: /^\/cfg$/i,
  lgpo: /^\/t$/i,
};

/**
 * The text of the file that a command applies, when the script has written it: `reg import x.reg`. An answer file is as
 * good as applied when it is written, so is the configuration of SPIRE, Consul, Docker or containerd, a trust policy, and a task when it
 * is registered.
 */
export function appliedText(run: Run, node: Node, command: Command, input: Input): MappedText | undefined {
  const path = writtenPath(command) ?? '';
  if (/\.(?:conf|cfg|hcl|json|toml)$/i.test(path)) {
    const text = writtenText(run, node, command, input);
    const isKnown = text && [looksLikeSpire, looksLikeConsul, looksLikeTrustPolicy].some(it => it(text.text));
    if (text && (isKnown || looksLikeEngine(path, text.text))) return text;
  }
  if (/\.xml$/i.test(path)) {
    const text = writtenText(run, node, command, input);
    return text && /<unattend[\s>]/.test(text.text.slice(0, farthestRoot)) ? text : undefined;
  }
  const task = command.name === 'Register-ScheduledTask' ? argumentOf(command, 'Xml') : undefined;
  return task ? contentOf(run, task, written(run, node, task.span.start), node) : textOfFile(run, command);
}

function textOfFile(run: Run, { name, args, parameters }: Command): MappedText | undefined {
  if (run.files.size === 0) return undefined;
  const starts =
    name === 'Start-Process'
      ? [...listOf(parameters.get('filepath')?.value), ...listOf(parameters.get('argumentlist')?.value)]
      : undefined;
  const words = starts ? starts.slice(1) : args.map(it => it.value);
  const program = starts ? programName(textOf(starts[0]) ?? '') : name;
  const before = Object.hasOwn(appliers, program) ? appliers[program] : undefined;
  if (!before || words.some(it => /^\/export$/i.test(textOf(it) ?? ''))) return undefined;
  const at = words.findIndex(it => before.test(textOf(it) ?? ''));
  const value = words[at + 1];
  const path = at < 0 || !value ? undefined : pathOf(value);
  return path === undefined ? undefined : run.files.get(fileKey(path.replace(/^"|"$/g, '')));
}

/** The words of a list, or of a text with blanks between them. */
const listOf = (value: Value<Data> | undefined): readonly Value<Data>[] =>
  itemsOf(value).flatMap(it => {
    const text = textOf(it);
    if (text === undefined || !/\s/.test(text)) return [it];
    return (text.match(/"[^"]*"|\S+/g) ?? []).map(word => known(word, it.span));
  });
