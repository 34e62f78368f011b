import { replace } from '../../base/edit';
import { known, textOf } from '../../base/value';
import type { Command } from '../command/command';
import { bodyOf } from '../command/resource';
import { parseKey } from './key';
import { securityOptions } from './security-option.data';
import type { RegistryWrite } from './write';

const byName = new Map(Object.entries(securityOptions).map(([name, row]) => [name.toLowerCase(), row]));

/** The registry values that the DSC resource SecurityOption sets. */
export function securityOptionWrites(command: Command): readonly RegistryWrite[] {
  return (bodyOf(command)?.entries ?? []).flatMap(({ key, keySpan, value }): RegistryWrite[] => {
    const [path, options] = byName.get(key.toLowerCase()) ?? [];
    const given = textOf(value)?.toLowerCase();
    const cut = path?.lastIndexOf('\\') ?? -1;
    const target = path === undefined ? undefined : parseKey(`HKLM\\${path.slice(0, cut)}`);
    const option = Object.entries(options ?? {}).find(([text]) => text.toLowerCase() === given);
    if (!path || !target || !options || !option || !value.known) return [];
    const { literal } = value;
    return [
      {
        span: command.span,
        place: command.place,
        action: 'set',
        ...target,
        keySpan,
        name: path.slice(cut + 1),
        data: known(option[1], value.span, literal),
        type: 'DWord',
        setTo: number => {
          const text = Object.keys(options).find(it => options[it] === number);
          return literal && text !== undefined ? replace(literal, text) : undefined;
        },
      },
    ];
  });
}
