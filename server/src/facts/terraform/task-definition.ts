import { type Data, entryIn, itemsOf, textOf, type Value } from '../../base/value';
import { parseJson } from '../../syntax/json/parse';
import { asText } from '../command/native';
import type { OperatingSystem, Place } from '../fact';
import type { Emit } from '../facts';
import { imageNamed } from '../image/named';
import { dataOf } from '../json/value';
import { attribute, innerTurns, type Module, type Turn, turnsOf, valueAt } from './module';

/**
 * Reads the images of tasks of Amazon ECS, whose containers are JSON in a text or given to `jsonencode`.
 * Sources: registry.terraform.io/providers/hashicorp/aws, `aws_ecs_task_definition`; Amazon ECS API Reference,
 * ContainerDefinition and RuntimePlatform.
 */
export function readTaskDefinitions(module: Module, place: Place, emit: Emit): void {
  const seen = new Set<string>();
  for (const block of module.file.body.blocks) {
    if (block.type !== 'resource' || block.labels[0] !== 'aws_ecs_task_definition') continue;
    for (const turn of turnsOf(module, block)) {
      const where: Place = { ...place, os: systemOf(module, turn) };
      for (const it of itemsOf(containersOf(module, turn))) {
        const image = entryIn(it, 'image');
        const found = image && imageNamed(asText(image), { span: image.span, place: where, use: 'container' }, seen);
        if (found) emit('image.reference', found);
      }
    }
  }
}

function containersOf({ evaluator, text }: Module, { body, locals }: Turn): Value<Data> | undefined {
  const written = attribute(body, 'container_definitions')?.value;
  if (written?.kind === 'call' && written.name === 'jsonencode' && written.args[0])
    return evaluator.evaluate(written.args[0], locals);
  if (written?.kind !== 'text' || written.quotes !== 'raw') return undefined;
  // Offsets stay those of the file.
  const json = ' '.repeat(written.inner.start) + text.slice(written.inner.start, written.inner.end);
  const { root } = parseJson(json);
  return root && dataOf(root, json);
}

function systemOf(module: Module, turn: Turn): OperatingSystem {
  const family = innerTurns(module, turn, 'runtime_platform').map(it =>
    textOf(valueAt(module, it, 'operating_system_family')),
  )[0];
  return /^WINDOWS_/i.test(family ?? '') ? 'windows' : /^LINUX$/i.test(family ?? '') ? 'linux' : 'unknown';
}
