import { contains } from '../../base/span';
import { type Data, unknown, type Value } from '../../base/value';
import { argumentOf, type Command } from '../command/command';
import { emitUnresolved, splattedInto } from '../command/unresolved';
import type { Emit } from '../facts';
import { standing } from '../settings/last';
import { curveRepair } from './repair';
import { curveFact, suitesOf } from './suite-lists';
import type { CipherSuites } from './suites';

/** Reads the cmdlets that switch single suites and curves, the last statement about each suite. */
export function readSuiteCmdlets(commands: readonly Command[], emit: Emit): void {
  const statements: CipherSuites[] = [];
  for (const command of commands) {
    const match = /^(enable|disable)-tls(ciphersuite|ecccurve)$/i.exec(command.name);
    if (!match) continue;
    const isSuite = /^ciphersuite$/i.test(match[2]!);
    const verb = match[1]!.toLowerCase() as 'enable' | 'disable';
    emitUnresolved(emit, command, isSuite ? 'tls.suites' : 'tls.algorithm', [nameOf(command)]);
    if (isSuite) statements.push(...suiteStatements(command, verb));
    else emitCurves(command, verb, emit);
  }
  const lasting = standing(
    statements,
    it => it.suites[0]!.name.toUpperCase(),
    it => it.statement,
  );
  for (const fact of merged(lasting)) emit('tls.suites', fact);
}

/** What tells which suite or curve a cmdlet switches. */
function nameOf(command: Command): Value<Data> | undefined {
  const name = argumentOf(command, 'Name');
  const { input, span } = command;
  if (name) return name;
  if (input) return 'kind' in input ? unknown('', span, `the output of ${input.name}`) : input;
  return splattedInto(command);
}

/** One statement a suite. */
function suiteStatements(command: Command, statement: 'enable' | 'disable'): readonly CipherSuites[] {
  const { span, place, nameSpan } = command;
  const name = nameOf(command);
  if (!name) return [];
  // A name that a loop or a variable brings is one of several: the command cannot be turned around for it alone.
  const stands = name.known && name.literal !== undefined && contains(span, name.literal);
  const listSpan = name.known ? (name.literal ?? name.span) : name.span;
  return suitesOf(name).map(suite => ({
    span,
    place,
    statement,
    by: 'schannel',
    naming: 'iana',
    suites: [suite],
    listSpan,
    isLiteral: stands,
    // `Disable-TlsCipherSuite` knows no position.
    ...(stands && !command.parameters.has('position') ? { verbSpan: nameSpan } : {}),
  }));
}

/** One fact for what one command does to several suites: a loop. */
function merged(facts: readonly CipherSuites[]): readonly CipherSuites[] {
  const groups = new Map<string, CipherSuites[]>();
  for (const it of facts) {
    const key = `${it.span.start} ${it.statement}`;
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()].map(own => ({ ...own[0]!, suites: own.flatMap(it => it.suites) }));
}

function emitCurves(command: Command, verb: 'enable' | 'disable', emit: Emit): void {
  const isOn = verb === 'enable';
  const { span, place } = command;
  for (const { name, span: at } of suitesOf(nameOf(command))) {
    const fact = curveFact(name, at, isOn ? 'on' : 'off');
    const repairs = fact.meant ? [] : [curveRepair(name, !isOn)];
    emit('tls.algorithm', { span, place, ...fact, repairs });
  }
}
