import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import { entry, textOf } from '../../base/value';
import { argumentOf, type Command, is } from '../command/command';
import { concerned } from '../command/concern';
import { asText, lowerWords, placeOf, wordOf } from '../command/native';
import { bodyOf } from '../command/resource';
import type { ScriptReader } from '../command/script';
import type { Fact } from '../fact';
import { under } from '../registry/key';
import { services } from '../registry/keys.data';
import { writesIn } from '../registry/script';
import type { RegistryWrite } from '../registry/write';

/** What a service starts, whom it waits for, or who may change it is stated, whatever the way. */
export interface ServiceTrait extends Fact {
  readonly service: string;
  /** `program`: its command line. `depends`: the services before it. `descriptor`: its rights, in text form. */
  readonly trait: 'program' | 'depends' | 'descriptor';
  readonly value: Value<string>;
  readonly at: Span;
}

/**
 * Reads how services are made. Sources: windowsserverdocs: sc-create, sc-config; Win32: Services, sc sdset; PowerShell-Docs:
 * New-Service, Set-Service.
 */
export const readServiceTraits: ScriptReader = (script, emit) => {
  if (script.place.os === 'linux') return;
  const writes = writesIn(script);
  for (const event of script.events) {
    for (const write of writes.get(event) ?? []) for (const it of ofWrite(write)) emit('service.trait', it);
    if (event.kind !== 'command') continue;
    for (const read of readers(event)) for (const it of read(event)) emit('service.trait', it);
  }
};

const readers = concerned([traitsOf]);

function traitsOf(command: Command): readonly ServiceTrait[] {
  if (is(command, 'New-Service', 'Set-Service')) {
    const service = textOf(argumentOf(command, 'Name')) ?? '';
    return [
      ...stated(command, service, 'program', argumentOf(command, 'BinaryPathName')),
      ...stated(command, service, 'descriptor', argumentOf(command, 'SecurityDescriptorSddl')),
    ];
  }
  const body = is(command, 'Service', 'xService') ? bodyOf(command) : undefined;
  if (body) return stated(command, textOf(entry(body, 'Name')) ?? '', 'program', entry(body, 'Path'));
  return is(command, 'sc') ? ofSc(command) : [];
}

/** `sc create X binPath= C:\x.exe depend= A/B`, `sc sdset X D:(...)` */
function ofSc(command: Command): readonly ServiceTrait[] {
  const words = lowerWords(command);
  const first = words[0]?.startsWith('\\\\') ? 1 : 0;
  const verb = words[first];
  const service = words[first + 1] ?? '';
  const descriptor = command.args[first + 2];
  if (verb === 'sdset' && descriptor) return stated(command, service, 'descriptor', wordOf(descriptor));
  if (verb !== 'create' && verb !== 'config') return [];
  return (
    [
      ['binpath=', 'program'],
      ['depend=', 'depends'],
    ] as const
  ).flatMap(([option, trait]) => {
    const value = command.args[words.indexOf(option) + 1];
    return words.includes(option) && value ? stated(command, service, trait, wordOf(value)) : [];
  });
}

function stated(
  { span, place }: Command,
  service: string,
  trait: ServiceTrait['trait'],
  value: Value<unknown> | undefined,
): readonly ServiceTrait[] {
  if (!value) return [];
  const text = asText(value as Value<string>);
  return [{ span, place, service, trait, value: text, at: placeOf(text) }];
}

/** `ImagePath` below the key of a service. */
function ofWrite(write: RegistryWrite): readonly ServiceTrait[] {
  const { action, key, name, data, span, place } = write;
  const service = action === 'set' && /^ImagePath$/i.test(name) ? under(key, services) : undefined;
  if (service === undefined || service === '' || service.includes('\\')) return [];
  const value = asText(data);
  return [{ span, place, service, trait: 'program', value, at: placeOf(value) }];
}
