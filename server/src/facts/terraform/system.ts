import { textOf } from '../../base/value';
import { systemOfPublisher } from '../azure/resources';
import type { OperatingSystem } from '../fact';
import { noLocals } from '../template/evaluator';
import { type Module, valueAt } from './module';

const windows = /windows|^winrm_/;
const linux = /linux/;

/**
 * The system of the machines that a module makes, as far as all of them have the same: by the types of resources and blocks,
 * and by who publishes their images.
 */
export function systemOf(module: Module): OperatingSystem {
  const found = new Set<OperatingSystem>();
  for (const { type, labels, body } of module.file.body.blocks) {
    const [resource = ''] = labels;
    if (type === 'source' && body.attributes.some(it => it.name.startsWith('winrm_'))) found.add('windows');
    if (type !== 'resource') continue;
    if (windows.test(resource)) found.add('windows');
    if (linux.test(resource)) found.add('linux');
    for (const it of body.blocks) {
      if (windows.test(it.type)) found.add('windows');
      if (linux.test(it.type)) found.add('linux');
      if (!it.type.endsWith('image_reference')) continue;
      const publisher = textOf(valueAt(module, { body: it.body, locals: noLocals }, 'publisher'));
      const published = systemOfPublisher(publisher ?? '');
      if (published) found.add(published);
    }
  }
  return found.size === 1 ? [...found][0]! : 'unknown';
}
