import { known, unknown, type Value } from '../../base/value';
import { type EscapeCharacter, expand, type Pair, type Pairs, type Scope } from '../../syntax/dockerfile';
import type { Environment } from '../command/environment';

/** Build arguments that Docker itself sets, once they are declared. */
const predefined = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION)$/;

/** Build arguments and environment variables, as they stand at the instruction that was read last. */
export class Variables implements Scope {
  readonly escape: EscapeCharacter;
  private readonly values = new Map<string, Value<string>>();
  private readonly set = new Map<string, Value<string>>();

  private constructor(
    escapeCharacter: EscapeCharacter,
    /** What lies below: a stage on an image may see variables that the file does not state. */
    private readonly base: 'file' | 'image' | 'nothing',
    private readonly outer?: Variables,
  ) {
    this.escape = escapeCharacter;
  }

  /** Before the first FROM. */
  static ofFile(escapeCharacter: EscapeCharacter): Variables {
    return new Variables(escapeCharacter, 'file');
  }

  /** In a stage: on top of those of the stage it is made from, or of an image, or of nothing (`scratch`). */
  static ofStage(file: Variables, from: Variables | 'image' | 'nothing'): Variables {
    if (!(from instanceof Variables)) return new Variables(file.escape, from, file);
    const stage = new Variables(file.escape, from.base, file);
    for (const [name, value] of from.set) stage.setEnvironment(name, value);
    return stage;
  }

  get(name: string): Value<string> | undefined {
    const own = this.values.get(name);
    if (own) return own;
    if (this.base !== 'image') return undefined;
    return unknown(`$${name}`, nowhere, `${name} may come from the base image`);
  }

  /** What programs of the stage see: ENV and declared ARG. */
  get environment(): Environment {
    return new Map([...this.values].map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** Takes in an ARG or ENV. The pairs of one ENV see what was there before all of them. */
  read(instruction: Pairs): void {
    const pairs = instruction.pairs.map(pair => ({ pair, value: this.valueOf(instruction, pair) }));
    for (const { pair, value } of pairs) {
      if (instruction.kind === 'ENV') this.setEnvironment(pair.name, value);
      // ENV always wins over an ARG of the same name.
      else if (instruction.kind === 'ARG' && !this.set.has(pair.name)) this.values.set(pair.name, value);
    }
  }

  private setEnvironment(name: string, value: Value<string>): void {
    this.set.set(name, value);
    this.values.set(name, value);
  }

  private valueOf(instruction: Pairs, pair: Pair): Value<string> {
    if (pair.value) return expand(pair.value.mapped, this);
    if (instruction.kind === 'ENV') return known('', pair.span);
    return this.argument(pair);
  }

  /** `ARG NAME`: the value given before the first FROM. */
  private argument(pair: Pair): Value<string> {
    const outer = this.outer?.values.get(pair.name);
    if (outer) return outer;
    const why = predefined.test(pair.name) ? 'is set by the builder' : 'has no default';
    return unknown(pair.name, pair.nameSpan, `ARG ${pair.name} ${why}`);
  }
}

const nowhere = { start: 0, end: 0 };
