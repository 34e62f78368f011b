import { remove } from '../../base/edit';
import type { Span } from '../../base/span';
import { textOf } from '../../base/value';
import {
  type Copy,
  expand,
  type Instruction,
  type Pairs,
  parseDockerfile,
  type WordList,
} from '../../syntax/dockerfile';
import type { ScriptEvent } from '../command/script';
import type { Credential } from '../credential/credential';
import type { Download } from '../download/download';
import { readDownloads, readDownloadsOf, type Step } from '../download/reader';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import type { ImageReference } from '../image/reference';
import type { Stage } from '../image/stage';
import { contentTrust, contentTrustServerVariable, contentTrustVariable, isOwnServer } from '../image/trust';
import type { Exposure } from '../network/exposure';
import { parsePorts } from '../network/ports';
import type { FactEntry, FileReader } from '../source';
import { readTopics } from '../topics';
import { checkOfAdded } from './added';
import { CopiedFiles } from './copied';
import { defaultShell, eventsOf, type ShellInForce, shellCommand, shellOf } from './programs';
import { readCopyFrom } from './references';
import { scriptRuns } from './script-runs';
import { secretsOf } from './secrets';
import { readStages, type StageBody, type Stages } from './stages';
import { uncheckedOf } from './validation';
import { Variables } from './variables';

export const read: FileReader = ({ text, path }) => {
  const syntax = parseDockerfile(text, path);
  const facts: FactEntry[] = [];
  const secrets = new Set<string>();
  const emit: Emit = (kind, fact) => {
    if (kind === 'credential') {
      // A secret of an ENV or ARG is stated there, not again wherever the variable is used.
      const { start, end } = (fact as Credential).at;
      const key = `${start}:${end}`;
      if (secrets.has(key)) return;
      secrets.add(key);
    }
    facts.push({ kind, fact } as FactEntry);
  };
  const stages = readStages(syntax, path);
  const file = Variables.ofFile(syntax.escape);
  const place: Place = { os: 'unknown', runs: 'configuration', encode: plain };
  for (const it of stages.head) {
    if (it.kind !== 'ARG') continue;
    for (const secret of secretsOf(it, file, place)) emit('credential', secret);
    file.read(it);
  }
  const readers = new Map<Stage, StageReader>();
  const images = new Set(stages.bodies.map(({ stage }) => stage.base.resolved ?? ''));
  for (const body of stages.bodies) {
    const { stage } = body;
    const reader = new StageReader(body, stages, images, text, emit, stage.parent && readers.get(stage.parent));
    readers.set(stage, reader);
    reader.read();
  }
  return {
    facts,
    problems: syntax.errors.map(({ span, message }) => ({ span, message })),
    comments: syntax.comments,
    units: syntax.instructions.map(it => it.span),
  };
};

const plain = (text: string): string => text;

/** Walks the instructions of a stage and states what each does. */
class StageReader {
  /** Where facts of this stage stand, apart from what runs. */
  private readonly place: Place;
  /** What runs on the files of the stage, in order. */
  private readonly steps: Step[] = [];
  private readonly copied: CopiedFiles;
  private shell: ShellInForce;

  constructor(
    private readonly body: StageBody,
    private readonly file: Stages,
    /** Images named so far. */
    private readonly images: Set<string>,
    private readonly text: string,
    private readonly emit: Emit,
    /** Of the stage that this one stands on. */
    parent: StageReader | undefined,
  ) {
    this.copied = new CopiedFiles(parent?.copied);
    this.shell = parent?.shell ?? defaultShell(body.stage);
    this.place = { os: body.stage.os, runs: 'configuration', stage: body.stage, encode: plain };
  }

  /** Emits all facts of the stage. */
  read(): void {
    const { stage, instructions } = this.body;
    this.emit('image.reference', { ...stage.base, place: this.place });
    this.emit('image.stage', { ...stage, place: this.place });
    for (const it of instructions) this.instruction(it);
    readDownloadsOf(this.steps, this.emit);
  }

  private instruction(it: Instruction): void {
    const { variables } = this.body;
    switch (it.kind) {
      case 'ARG':
      case 'ENV':
      case 'LABEL':
        for (const secret of secretsOf(it, variables, this.place)) this.emit('credential', secret);
        if (it.kind !== 'LABEL')
          for (const off of uncheckedOf(it, variables, this.place)) this.emit('tls.validation-off', off);
        variables.read(it);
        if (it.kind === 'ENV') this.trust(it);
        return;
      case 'SHELL':
        this.shell = shellOf(it);
        this.note([shellCommand(it, this.place)]);
        if (this.isUsed(it)) this.emit('command', shellCommand(it, this.place));
        return;
      case 'RUN':
        this.mounted(it);
        this.program(it, 'build');
        return;
      case 'CMD':
      case 'ENTRYPOINT':
        this.program(it, 'start');
        return;
      case 'HEALTHCHECK':
        if (it.check) this.program({ ...it.check, heredocs: [] }, 'start');
        return;
      case 'ONBUILD':
        if (it.onbuild) this.instruction(it.onbuild);
        return;
      case 'EXPOSE':
        for (const port of this.ports(it)) this.emit('network.exposure', port);
        return;
      case 'WORKDIR': {
        const path = it.word && expand(it.word.mapped, variables);
        this.copied.enter(path?.known ? path.value : undefined);
        return;
      }
      case 'COPY':
      case 'ADD':
        this.copy(it);
        return;
      case 'STOPSIGNAL':
        this.emit('image.option', { span: it.span, place: this.place, name: 'STOPSIGNAL', at: it.span, gap: it.lines });
    }
  }

  private trust(it: Pairs): void {
    const pair = it.pairs.find(({ name }) => name === contentTrustVariable);
    if (!pair) return;
    const { variables } = this.body;
    const server = variables.environment.get(contentTrustServerVariable.toLowerCase());
    const hasServer = server !== undefined && isOwnServer(textOf(server));
    const value = textOf(variables.get(pair.name));
    const found = contentTrust({ span: it.span, place: this.place }, value, pair.span, hasServer);
    if (found) this.emit('image.content-trust', found);
  }

  private program(line: Parameters<typeof eventsOf>[0] & Pick<Instruction, 'heredocs'>, runs: Place['runs']): void {
    const place: Place = { ...this.place, runs };
    const { environment } = this.body.variables;
    const events = eventsOf(line, line.heredocs, this.shell, place, environment);
    this.note(events);
    if (events.length === 0) return;
    for (const it of scriptRuns(events, this.copied, environment, this.text)) this.emit('image.script-run', it);
    readTopics({ text: line.command, place, events }, this.emit, readDownloads);
    this.steps.push({ events, text: line.command });
  }

  /**
   * Whether anything is written in the shell that a SHELL puts in force: here, in a stage that stands on this one, or, where
   * the stage starts no program, in images that will be built on it.
   */
  private isUsed(shell: Instruction): boolean {
    const { stage, instructions } = this.body;
    const after = instructions.slice(instructions.indexOf(shell) + 1);
    const next = after.findIndex(it => it.kind === 'SHELL');
    const lines = (next < 0 ? after : after.slice(0, next)).map(it =>
      it.kind === 'HEALTHCHECK' ? { ...it, ...it.check } : it,
    );
    const inherited = next < 0 && this.file.bodies.some(it => it.stage.parent === stage);
    const startsProgram = lines.some(it => it.kind === 'CMD' || it.kind === 'ENTRYPOINT');
    return inherited || !startsProgram || lines.some(it => 'form' in it && it.form === 'shell');
  }

  private note(events: readonly ScriptEvent[]): void {
    for (const it of events) if (it.kind === 'command' && it.shell !== 'powershell') this.body.calls.add(it.name);
  }

  private *ports(it: WordList): Iterable<Exposure> {
    for (const word of it.words) {
      const value = expand(word.mapped, this.body.variables);
      const [ports = '', protocol = 'tcp'] = value.known ? value.value.split('/') : [];
      const range = parsePorts(ports);
      if (!range || !value.known) continue;
      const gap = it.words.length === 1 ? it.lines : word.gap;
      yield {
        span: it.span,
        place: this.place,
        via: 'expose',
        protocol: protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp',
        ports: [{ range, span: word.span }],
        from: 'anyone',
        fixes: [{ title: `Remove ${word.text} from EXPOSE`, edits: [remove(gap)] }],
      };
    }
  }

  private copy(it: Copy): void {
    const from = it.from?.value;
    if (from) this.emit('image.reference', this.imageCopied(it, from.mapped));
    else this.copied.add(it, this.body.variables);
    for (const flag of it.flags) {
      if (flag.name !== 'chown' && flag.name !== 'chmod') continue;
      const name = `${it.kind} --${flag.name}`;
      this.emit('image.option', {
        span: it.span,
        place: this.place,
        name,
        at: flag.span,
        gap: this.withBlanks(flag.span),
      });
    }
    if (it.kind === 'ADD') this.steps.push(...this.downloads(it));
  }

  /** `RUN --mount=type=bind,from=build,target=/x`: what it takes files from. */
  private mounted(it: Instruction): void {
    for (const { name, value } of it.flags) {
      const from = name === 'mount' && value ? /(?:^|,)from=([^,]+)/.exec(value.mapped.text) : null;
      if (!from) continue;
      const end = from.index + from[0].length;
      this.emit('image.reference', this.imageCopied(it, value!.mapped.slice(end - from[1]!.length, end)));
    }
  }

  private imageCopied(it: Instruction, name: Parameters<typeof readCopyFrom>[0]): ImageReference {
    const { bodies } = this.file;
    const isStage = (text: string): boolean =>
      Number(text) < bodies.length || bodies.some(({ stage }) => stage.name?.toLowerCase() === text.toLowerCase());
    const found = readCopyFrom(name, isStage);
    const repeated = this.images.has(found.resolved ?? '');
    if (found.resolved !== undefined) this.images.add(found.resolved);
    return { ...found, use: 'copy', span: it.span, place: this.place, repeated };
  }

  private *downloads(it: Copy): Iterable<Download> {
    for (const source of it.sources) {
      const url = expand(source.mapped, this.body.variables);
      const start = url.known ? url.value : (url.prefix ?? '');
      if (!/^(?:https?|ftp):\/\//i.test(start)) continue;
      const verified = it.flags.some(flag => flag.name === 'checksum');
      const target = it.destination?.text;
      const check = checkOfAdded(it, url, this.body.stage, this.shell, this.text);
      const where = { span: it.span, place: this.place };
      yield { ...where, tool: 'ADD', url, verified, ...(target && { target }), ...(check && { check }) };
    }
  }

  /** A flag with the blanks behind it. */
  private withBlanks({ start, end }: Span): Span {
    return { start, end: end + (/^[ \t]*/.exec(this.text.slice(end, end + 100))?.[0].length ?? 0) };
  }
}
