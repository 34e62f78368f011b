import { known } from '../../base/value';
import type { XmlElement } from '../../syntax/xml/model';
import { attribute, valueAt } from '../../syntax/xml/read';
import type { Setting } from '../settings/setting';
import { writer } from '../settings/writer';
import type { XmlContext, XmlReader } from './reader';

/** Attributes by the name that `Set-ProcessMitigation` has for them. */
const attributes: readonly (readonly [element: string, attribute: string, mitigation: string])[] = [
  ['DEP', 'Enable', 'DEP'],
  ['SEHOP', 'Enable', 'SEHOP'],
  ['ControlFlowGuard', 'Enable', 'CFG'],
  ['ASLR', 'BottomUp', 'BottomUp'],
  ['ASLR', 'HighEntropy', 'HighEntropy'],
  ['ASLR', 'ForceRelocateImages', 'ForceRelocateImages'],
  ['Heap', 'TerminateOnError', 'TerminateOnError'],
];

/**
 * Exploit protection as `Get-ProcessMitigation -RegistryConfigFilePath` exports it: `<MitigationPolicy><AppConfig
 * Executable="w3wp.exe"><DEP Enable="true"/></AppConfig></MitigationPolicy>`.
 */
export const readMitigationPolicy: XmlReader = (root, context) => {
  for (const config of root.children) {
    const target = config.name === 'SystemConfig' ? 'system' : valueAt(config, 'Executable')?.toLowerCase();
    if (target) for (const setting of settingsOf(config, target, context)) context.emit('setting', setting);
  }
};

function settingsOf(config: XmlElement, target: string, { place }: XmlContext): readonly Setting[] {
  return config.children.flatMap(element =>
    attributes.flatMap(([name, key, mitigation]): Setting[] => {
      const found = name === element.name ? attribute(element, key) : undefined;
      if (!found) return [];
      const value = known(found.value, found.valueSpan, found.valueSpan);
      const about = `mitigation/${target}/${mitigation}`;
      return [{ span: element.span, place, area: 'guard', name: about, value, at: found.valueSpan, ...writer(value) }];
    }),
  );
}
