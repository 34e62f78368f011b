import { knownValue, textOf } from '../../base/value';
import { asText } from '../command/native';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { imageNamed } from '../image/named';
import { noLocals } from '../template/evaluator';
import { attribute, innerTurns, type Module, type Turn, turnsOf, valueAt } from './module';

/** The attribute that names an image, by type of resource. Source: registry.terraform.io/providers/kreuzwerker/docker. */
const named: Readonly<Record<string, string>> = {
  docker_image: 'name',
  docker_container: 'image',
  docker_registry_image: 'name',
};

/**
 * Blocks that hold a container, of azurerm, kubernetes, google and docker; the blocks around them.
 * Sources: registry.terraform.io/providers/hashicorp.
 */
const holders = ['container', 'init_container', 'containers', 'container_spec'];
const around = ['template', 'spec', 'job_template', 'task_spec'];
const deepest = 8;

/** Reads the images that resources name. */
export function readImages(module: Module, place: Place, emit: Emit): void {
  const seen = new Set<string>();
  const state = (turn: Turn, name: string, where: Place): void => {
    const written = attribute(turn.body, name);
    const value = written && valueAt(module, turn, name);
    const { start = 0, end = 0 } = written ?? {};
    const image = value && imageNamed(asText(value), { span: { start, end }, place: where, use: 'container' }, seen);
    const kept = textOf(valueAt(module, turn, 'image_pull_policy')) === 'Never';
    if (image) emit('image.reference', { ...image, ...(kept ? { kept } : {}) });
  };
  const walk = (turn: Turn, where: Place, depth: number): void => {
    if (depth > deepest) return;
    for (const type of holders) for (const it of innerTurns(module, turn, type)) state(it, 'image', where);
    for (const type of around) for (const it of innerTurns(module, turn, type)) walk(it, where, depth + 1);
  };
  for (const block of module.file.body.blocks) {
    const [type = ''] = block.labels;
    // Packer builds on it (packer: docs/builders/docker).
    if (block.type === 'source' && (type === 'docker' || type === 'podman')) {
      const turn: Turn = { body: block.body, locals: noLocals };
      const isWindows = knownValue(valueAt(module, turn, 'windows_container')) === true;
      state(turn, 'image', { ...place, os: isWindows ? 'windows' : 'unknown' });
    }
    if (block.type !== 'resource' && block.type !== 'data') continue;
    for (const turn of turnsOf(module, block)) {
      const system = textOf(valueAt(module, turn, 'os_type'))?.toLowerCase();
      const os = system === 'windows' || system === 'linux' ? system : 'unknown';
      const where: Place = { ...place, os };
      // A registry image is pushed, unless it is only looked up.
      const isOwn = type === 'docker_registry_image' && block.type === 'resource';
      const isBuilt = isOwn || turn.body.blocks.some(it => it.type === 'build');
      if (Object.hasOwn(named, type) && !isBuilt) state(turn, named[type]!, where);
      walk(turn, where, 0);
    }
  }
}
