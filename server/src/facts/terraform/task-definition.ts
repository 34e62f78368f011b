import type { MappedText } from '../../base/mapped-text';
import { entryIn, itemsOf, known, textOf, type Value } from '../../base/value';
import { contentOf } from '../../syntax/json/content';
import { type JsonNode, parseJson } from '../../syntax/json/parse';
import { at, isText, itemsAt } from '../../syntax/json/read';
import { asText } from '../command/native';
import type { OperatingSystem, Place } from '../fact';
import type { Emit } from '../facts';
import { imageNamed } from '../image/named';
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
      for (const image of imagesOf(module, turn)) {
        const found = imageNamed(image, { span: image.span, place: where, use: 'container' }, seen);
        if (found) emit('image.reference', found);
      }
    }
  }
}

function imagesOf({ evaluator }: Module, { body, locals }: Turn): readonly Value<string>[] {
  const written = attribute(body, 'container_definitions')?.value;
  if (written?.kind === 'call' && written.name === 'jsonencode' && written.args[0]) {
    const containers = itemsOf(evaluator.evaluate(written.args[0], locals));
    return containers.flatMap(it => entryIn(it, 'image') ?? []).map(asText);
  }
  if (written?.kind !== 'text' || written.quotes !== 'raw') return [];
  const json = evaluator.source.slice(written.inner.start, written.inner.end);
  return itemsAt(parseJson(json.text).root).flatMap(it => textIn(at(it, 'image'), json) ?? []);
}

/** The value of a JSON string. */
function textIn(node: JsonNode | undefined, json: MappedText): Value<string> | undefined {
  // Of a text that has only begun there is one quote.
  if (!isText(node) || node.end - node.start < 2) return undefined;
  const { text } = contentOf(node, json);
  const place = json.span(node.start + 1, node.end - 1);
  return known(text, place, place.end - place.start === text.length ? place : undefined);
}

function systemOf(module: Module, turn: Turn): OperatingSystem {
  const family = innerTurns(module, turn, 'runtime_platform').map(it =>
    textOf(valueAt(module, it, 'operating_system_family')),
  )[0];
  return /^WINDOWS_/i.test(family ?? '') ? 'windows' : /^LINUX$/i.test(family ?? '') ? 'linux' : 'unknown';
}
