import { textOf } from '../../base/value';
import type { Script, ScriptReader } from '../command/script';
import type { Emit } from '../facts';
import { accountSettings } from './account';
import { defenderSettings } from './defender';
import { standing } from './last';
import { rdpInvocation, rdpSettings } from './rdp';
import type { Setting } from './setting';
import { featureSettings, smbSettings } from './smb';
import { winRmSettings } from './winrm';

/** Reads the switches of Windows that a script sets by commands; those in the registry come from its writes. */
export const readSettings: ScriptReader = (script: Script, emit: Emit) => {
  const all: Setting[] = [];
  for (const event of script.events) {
    if (event.kind === 'assignment') continue;
    const found =
      event.kind === 'invocation'
        ? rdpInvocation(event)
        : [
            ...winRmSettings(event),
            ...smbSettings(event),
            ...featureSettings(event),
            ...defenderSettings(event),
            ...accountSettings(event),
            ...rdpSettings(event),
          ];
    all.push(...found);
  }
  // Values that add up, such as exclusions, do not replace each other; accounts are many.
  const keyOf = ({ area, name, at }: Setting): string =>
    /^Exclusion|^user\//.test(name) ? `${at.start} ${name}` : `${area} ${name}`;
  const stateOf = ({ value }: Setting): unknown => textOf(value)?.toLowerCase();
  for (const setting of standing(all, keyOf, stateOf)) emit('setting', setting);
};
