import { type Edit, remove } from '../../base/edit';
import { type Data, textOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command } from '../command/command';
import { itemsOfText, placeOf } from '../command/native';
import { emitUnresolved, splattedInto } from '../command/unresolved';
import type { Emit } from '../facts';
import { sameName } from '../registry/key';
import { writesInForce } from '../registry/last';
import type { WriteReader } from '../registry/meanings';
import { curveRepair } from './repair';
import { SUITE_DEFAULT_KEY, SUITE_POLICY_KEY } from './schannel-names.data';
import { CURVE_ALIASES, WEAK_CURVES } from './schannel-suites.data';
import type { CipherSuites } from './suites';

type Item = CipherSuites['suites'][number];

/** Reads the order of cipher suites and of curves that registry writes put in force. */
export const readSuiteOrder: WriteReader = (all, emit) => {
  for (const write of writesInForce(all)) {
    if (write.hive !== 'HKLM') continue;
    const isPolicy = sameName(write.key, SUITE_POLICY_KEY);
    const isDefault = sameName(write.key, SUITE_DEFAULT_KEY);
    if (!isPolicy && !isDefault) continue;
    const { span, place, data } = write;
    if (sameName(write.name, 'Functions')) {
      const suites = suitesOf(data);
      if (suites.length === 0) continue;
      const text = textOf(data);
      emit('tls.suites', {
        span,
        place,
        statement: 'order',
        by: 'schannel',
        naming: 'iana',
        suites,
        listSpan: data.known ? (data.literal ?? data.span) : data.span,
        isLiteral: data.known && data.literal !== undefined,
        ...(text === undefined ? {} : { text }),
        isDefault,
        kept: { key: `HKLM\\${SUITE_POLICY_KEY}`, name: 'Functions' },
      });
    }
    if (sameName(write.name, 'EccCurves')) {
      for (const { name, span: at, without } of suitesOf(data)) {
        const mend = without ? { mend: { title: `Remove ${name}`, edits: [without] } } : {};
        const left = suitesOf(data).flatMap(it =>
          strengthOf(it.name) === 'good' && !meantBy(it.name) ? [it.name] : [],
        );
        const key = `HKLM\\${write.key}`;
        emit('tls.algorithm', {
          span,
          place,
          group: 'curve',
          name,
          state: 'on',
          strength: strengthOf(name),
          at,
          ...meant(name),
          ...mend,
          repairs: [
            {
              kind: 'registry',
              key,
              name: 'EccCurves',
              type: 'MultiString',
              ...(left.length > 0 ? { value: left } : {}),
            },
          ],
        });
      }
    }
  }
};

/** The items of a list, as one text or as several; unknown ones are left out. */
export function suitesOf(data: Value<Data> | undefined): readonly Item[] {
  const items = itemsOfText(data).flatMap(it => (it.known ? [it] : []));
  return items.map((it, index): Item => {
    const edit = removal(
      items.map(other => other.literal),
      index,
    );
    return { name: it.value, span: placeOf(it), ...(edit ? { without: edit } : {}) };
  });
}

/** Takes an item out with one separator: between the literals of `'A', 'B'` stand quotes and comma alike. */
function removal(literals: readonly ({ start: number; end: number } | undefined)[], index: number): Edit | undefined {
  const own = literals[index];
  const next = literals[index + 1];
  const before = literals[index - 1];
  if (own && next && own.end <= next.start) return remove({ start: own.start, end: next.start });
  if (own && !next && before && before.end <= own.start) return remove({ start: before.end, end: own.end });
  return undefined;
}

/** What tells which suite or curve a cmdlet switches. */
function nameOf(command: Command): readonly (Value<Data> | undefined)[] {
  const name = argumentOf(command, 'Name');
  const { input, span } = command;
  if (name) return [name];
  if (input) return 'kind' in input ? [unknown('', span, `the output of ${input.name}`)] : [input];
  return [splattedInto(command)];
}

/** Reads the cmdlets that switch single suites and curves. */
export function readSuiteCmdlet(command: Command, emit: Emit): void {
  const match = /^(enable|disable)-tls(ciphersuite|ecccurve)$/i.exec(command.name);
  if (!match) return;
  const { span, place, nameSpan } = command;
  const statement = match[1]!.toLowerCase() as 'enable' | 'disable';
  const name = argumentOf(command, 'Name');
  const suites = suitesOf(name);
  emitUnresolved(emit, command, /^ciphersuite$/i.test(match[2]!) ? 'tls.suites' : 'tls.algorithm', nameOf(command));
  if (suites.length === 0 || !name) return;
  if (/^ciphersuite$/i.test(match[2]!)) {
    const listSpan = name.known ? (name.literal ?? name.span) : name.span;
    // A name that a loop or a variable brings is one of several: the command cannot be turned around for it alone.
    const stands =
      name.known && name.literal !== undefined && span.start <= name.literal.start && name.literal.end <= span.end;
    emit('tls.suites', {
      span,
      place,
      statement,
      by: 'schannel',
      naming: 'iana',
      suites,
      listSpan,
      isLiteral: stands,
      // `Disable-TlsCipherSuite` knows no position.
      ...(stands && !command.parameters.has('position') ? { verbSpan: nameSpan } : {}),
    });
    return;
  }
  for (const { name: curve, span: at } of suites) {
    emit('tls.algorithm', {
      span,
      place,
      group: 'curve',
      name: curve,
      state: statement === 'enable' ? 'on' : 'off',
      strength: strengthOf(curve),
      at,
      ...meant(curve),
      repairs: meantBy(curve) ? [] : [curveRepair(curve, statement !== 'enable')],
    });
  }
}

/** The curve that a name of another library stands for: Schannel knows no such name. */
const meantBy = (curve: string): string | undefined => CURVE_ALIASES[curve.toLowerCase().replace(/[\s_-]/g, '')];
const meant = (curve: string): { readonly meant?: string } => {
  const right = meantBy(curve);
  return right ? { meant: right } : {};
};

const strengthOf = (curve: string): 'weak' | 'good' => (WEAK_CURVES.some(it => sameName(it, curve)) ? 'weak' : 'good');
