import { type Edit, remove } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { type Data, textOf, type Value } from '../../base/value';
import { itemsOfText, placeOf } from '../command/native';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import { sameName } from '../registry/key';
import { writesInForce } from '../registry/last';
import type { WriteReader } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import type { AlgorithmSwitch } from './algorithm';
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
    if (sameName(write.name, 'EccCurves')) emitCurveOrder(write, emit);
  }
};

/** The list of curves: a fact each, and the list without the bad ones as what mends it. */
function emitCurveOrder({ span, place, data, key }: RegistryWrite, emit: Emit): void {
  const curves = suitesOf(data).map(({ name, span: at, without }) => ({ without, ...curveFact(name, at, 'on') }));
  const value = curves.filter(it => it.strength === 'good' && !it.meant).map(it => it.name);
  const repair = { kind: 'registry', key: `HKLM\\${key}`, name: 'EccCurves', type: 'MultiString' } as const;
  const repairs = [value.length > 0 ? { ...repair, value } : repair];
  for (const { without, ...fact } of curves) {
    const mend = mendBy(`Remove ${fact.name}`, without);
    emit('tls.algorithm', { span, place, ...fact, ...mend, repairs });
  }
}

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

/** What is said of a curve. `meant`: Schannel knows no such name, other libraries call a curve of its so. */
export function curveFact(name: string, at: Span, state: 'on' | 'off'): Omit<AlgorithmSwitch, 'span' | 'place'> {
  const meant = lookUp(CURVE_ALIASES, name.toLowerCase().replace(/[\s_-]/g, ''));
  const strength = WEAK_CURVES.some(it => sameName(it, name)) ? 'weak' : 'good';
  return { group: 'curve', name, state, strength, at, ...(meant ? { meant } : {}) };
}
