import type { Body } from '../../syntax/hcl/model';
import type { OperatingSystem } from '../fact';

const windows = /windows|^winrm_/;
const linux = /linux/;

/** The system of the machines that a module makes, as far as all of them have the same: by the types of resources and blocks. */
export function systemOf({ blocks }: Body): OperatingSystem {
  const found = new Set<OperatingSystem>();
  for (const { type, labels, body } of blocks) {
    const [resource = ''] = labels;
    if (type === 'source' && body.attributes.some(it => it.name.startsWith('winrm_'))) found.add('windows');
    if (type !== 'resource') continue;
    if (windows.test(resource)) found.add('windows');
    if (linux.test(resource)) found.add('linux');
    for (const it of body.blocks) {
      if (windows.test(it.type)) found.add('windows');
      if (linux.test(it.type)) found.add('linux');
    }
  }
  return found.size === 1 ? [...found][0]! : 'unknown';
}
