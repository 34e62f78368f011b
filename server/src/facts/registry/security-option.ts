import { replace } from '../../base/edit';
import { known, textOf } from '../../base/value';
import type { Command } from '../command/command';
import { bodyOf } from '../command/resource';
import { parseValuePath } from './key';
import { securityOptions } from './security-option.data';
import type { RegistryWrite } from './write';

const byName = new Map(Object.entries(securityOptions).map(([name, row]) => [name.toLowerCase(), row]));

/** The registry values that the DSC resource SecurityOption sets. */
export function securityOptionWrites(command: Command): readonly RegistryWrite[] {
  return (bodyOf(command)?.entries ?? []).flatMap(({ key, keySpan, value }): RegistryWrite[] => {
    const [path, options] = byName.get(key.toLowerCase()) ?? [];
    const given = textOf(value)?.toLowerCase();
    const target = path === undefined ? undefined : parseValuePath(path);
    const option = Object.entries(options ?? {}).find(([text]) => text.toLowerCase() === given);
    if (!target || !options || !option || !value.known) return [];
    const { literal } = value;
    return [
      {
        span: command.span,
        place: command.place,
        action: 'set',
        ...target.key,
        keySpan,
        name: target.name,
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
