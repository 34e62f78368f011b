import { type Edit, insert } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import { type DockerfileSyntax, expand, type From, type Instruction, type Program } from '../../syntax/dockerfile';
import type { OperatingSystem } from '../fact';
import type { ImageReference } from '../image/reference';
import type { Stage, StageProgram } from '../image/stage';
import { type Named, readFrom } from './references';
import { systemOfBody, systemOfFrom, systemOfName } from './system';
import { Variables } from './variables';

/** A stage while it is put together. */
interface Draft {
  readonly from: From;
  readonly base: Named;
  readonly parent?: Draft;
  readonly instructions: Instruction[];
  os: OperatingSystem;
  user?: NonNullable<Stage['user']>;
  entrypoint?: StageProgram;
  command?: StageProgram;
  variables: Variables;
}

/** A stage with the instructions behind its FROM. */
export interface StageBody {
  readonly stage: Stage;
  /** Those of the stage, to be filled in when its commands are read. */
  readonly calls: Set<string>;
  readonly from: From;
  readonly instructions: readonly Instruction[];
  /** The variables as they stand right behind FROM. */
  readonly variables: Variables;
}

/** A Dockerfile cut into stages. */
export interface Stages {
  /** Instructions before the first FROM. */
  readonly head: readonly Instruction[];
  readonly bodies: readonly StageBody[];
}

/** Cuts a file into stages and settles for each what it stands on, its system, its account and what it starts. */
export function readStages(syntax: DockerfileSyntax, path: string): Stages {
  const first = syntax.instructions.findIndex(it => it.kind === 'FROM');
  const head = first < 0 ? syntax.instructions : syntax.instructions.slice(0, first);
  const variables = Variables.ofFile(syntax.escape);
  for (const it of head) if (it.kind === 'ARG') variables.read(it);
  const drafts: Draft[] = [];
  for (const it of first < 0 ? [] : syntax.instructions.slice(first)) {
    if (it.kind === 'FROM') drafts.push(begin(it, drafts, variables, syntax.template));
    else follow(drafts.at(-1)!, it);
  }
  const byName = systemOfName(path);
  // Who makes the backtick the escape character writes Windows paths.
  settleSystems(drafts, byName === 'unknown' && syntax.escape === '`' ? 'windows' : byName);
  return { head, bodies: finish(drafts, variables, syntax.text) };
}

const nameOf = (draft: Draft): string | undefined => draft.from.stage?.text.toLowerCase();

function begin(from: From, before: readonly Draft[], file: Variables, template: boolean): Draft {
  const find = (name: string): Draft | undefined => before.findLast(it => nameOf(it) === name.toLowerCase());
  const missing: Named = { text: '', at: from.keywordSpan, names: 'unknown', registry: '', repository: '' };
  const named = from.image ? readFrom(from.image.mapped, file, name => find(name) !== undefined) : missing;
  // A bare word of a template may be a stage of another part, which is put in front of this one.
  const isBare = template && named.names === 'image' && /^[\w-]+$/.test(named.resolved ?? '');
  const base: Named = isBare ? { ...named, names: 'unknown', registry: '', repository: '' } : named;
  const parent = base.names === 'stage' ? find(base.resolved ?? '') : undefined;
  return {
    from,
    base,
    instructions: [],
    os: systemOfFrom(from, base),
    variables: start(file, base, parent),
    ...(parent && { parent, ...inherited(parent) }),
  };
}

const start = (file: Variables, base: Named, parent: Draft | undefined): Variables =>
  Variables.ofStage(file, parent?.variables ?? (base.names === 'scratch' ? 'nothing' : 'image'));

/** What a stage takes over from the one it is made from. */
function inherited({ user, entrypoint, command }: Draft): Pick<Draft, 'user' | 'entrypoint' | 'command'> {
  return {
    ...(user && { user: { ...user, inherited: true } }),
    ...(entrypoint && { entrypoint: { ...entrypoint, inherited: true } }),
    ...(command && { command: { ...command, inherited: true } }),
  };
}

function follow(draft: Draft, it: Instruction): void {
  draft.instructions.push(it);
  switch (it.kind) {
    case 'ARG':
    case 'ENV':
      draft.variables.read(it);
      return;
    case 'USER':
      if (it.word) {
        const name: Value<string> = expand(it.word.mapped, draft.variables);
        draft.user = { name, span: it.word.span, inherited: false, builds: false };
      }
      return;
    case 'RUN':
      if (draft.user) draft.user = { ...draft.user, builds: true };
      return;
    case 'ENTRYPOINT':
      draft.entrypoint = programOf(it);
      // An ENTRYPOINT drops the CMD that came from below.
      if (draft.command?.inherited) delete draft.command;
      return;
    case 'CMD':
      draft.command = programOf(it);
  }
}

function programOf(it: Program): StageProgram {
  const words = it.form === 'exec' ? it.exec.map(word => word.value) : it.command.text.split(/\s+/).filter(Boolean);
  return { form: it.form, words, span: it.span, inherited: false };
}

/** Stages on one image run one system: what any of them shows holds for all. */
function settleSystems(drafts: readonly Draft[], byName: OperatingSystem): void {
  const rootOf = (it: Draft): Draft => (it.parent ? rootOf(it.parent) : it);
  const families = new Map<Draft, Draft[]>();
  for (const it of drafts) {
    const root = rootOf(it);
    families.set(root, [...(families.get(root) ?? []), it]);
  }
  for (const [root, family] of families) {
    const stated = family.find(it => it.os !== 'unknown')?.os;
    const shown = stated ?? systemOfBody(family.flatMap(it => it.instructions));
    const crossBuilt = /\$\{?BUILD/.test(root.from.platform?.value?.text ?? '');
    const os = shown === 'unknown' && !crossBuilt ? byName : shown;
    for (const it of family) if (it.os === 'unknown') it.os = os;
  }
}

function finish(drafts: readonly Draft[], file: Variables, text: string): readonly StageBody[] {
  const stages: Stage[] = [];
  const named = new Set<string>();
  const shipped = partsOf(drafts.at(-1), drafts);
  return drafts.map((draft, index) => {
    const { from, user, entrypoint, command } = draft;
    const place = { os: draft.os, runs: 'configuration', encode: (it: string) => it } as const;
    const key = draft.base.names === 'image' ? (draft.base.resolved ?? '') : '';
    const base: ImageReference = { ...draft.base, use: 'from', span: from.span, place, repeated: named.has(key) };
    if (key !== '') named.add(key);
    const parent = draft.parent && stages[drafts.indexOf(draft.parent)];
    const calls = new Set<string>();
    const stage: Stage = {
      index,
      span: from.span,
      place,
      final: index === drafts.length - 1,
      shipped: shipped.has(draft),
      base,
      os: draft.os,
      root: parent?.root ?? base,
      stages,
      calls,
      addLast: instruction => instructionAt(lastPlace(draft, text), instruction, text),
      ...(from.stage && { name: from.stage.text }),
      ...(parent && { parent }),
      ...(user && { user }),
      ...(entrypoint && { entrypoint }),
      ...(command && { command }),
    };
    stages.push(stage);
    return { stage, calls, from, instructions: draft.instructions, variables: start(file, draft.base, draft.parent) };
  });
}

/** A stage with all that it stands on and copies from. */
function partsOf(last: Draft | undefined, drafts: readonly Draft[]): ReadonlySet<Draft> {
  const parts = new Set<Draft>();
  const open = last ? [last] : [];
  for (let draft = open.pop(); draft; draft = open.pop()) {
    if (parts.has(draft)) continue;
    parts.add(draft);
    const names = new Set(draft.instructions.flatMap(sourcesOf).map(it => it.toLowerCase()));
    open.push(...drafts.filter((it, index) => names.has(nameOf(it) ?? '') || names.has(`${index}`)));
    if (draft.parent) open.push(draft.parent);
  }
  return parts;
}

/** The stages and images that an instruction takes files from: `COPY --from=build`, `RUN --mount=from=build`. */
const sourcesOf = ({ flags }: Instruction): readonly string[] =>
  flags.flatMap(({ name, value }) => {
    if (name === 'from') return value?.text ?? [];
    return name === 'mount' ? (/(?:^|,)from=([^,]+)/.exec(value?.text ?? '')?.[1] ?? []) : [];
  });

/** Instructions that change the file system; ENTRYPOINT and CMD before the last of these do not end the stage. */
const building: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR', 'USER', 'SHELL']);

/** Where an instruction that must come last goes. */
function lastPlace({ from, instructions }: Draft, text: string): number {
  const built = instructions.findLastIndex(it => building.has(it.kind));
  const start = instructions.slice(built + 1).find(it => it.kind === 'ENTRYPOINT' || it.kind === 'CMD');
  if (start) return start.lines.start;
  const { lines }: { lines: Span } = instructions.at(-1) ?? from;
  return Math.min(lines.end, text.length);
}

/** Adds an instruction between two lines, or behind a last one that nothing ends. */
export function instructionAt(offset: number, instruction: string, text: string): Edit {
  const at = Math.min(offset, text.length);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const open = at > 0 && text[at - 1] !== '\n';
  return insert(at, open ? `${newline}${instruction}` : `${instruction}${newline}`);
}
