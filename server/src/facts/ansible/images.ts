import { asText } from '../command/native';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { imageNamed } from '../image/named';
import { type ModuleArgument, named, wordOf } from './arguments';
import type { TaskPlace } from './modules';

/** Modules that take an image from a registry. Source: docs.ansible.com, collections community.docker, containers.podman. */
export const containerModule =
  /^(?:community\.docker\.|containers\.podman\.|ansible\.builtin\.)?(docker_container|docker_image|docker_image_pull|docker_swarm_service|podman_container|podman_image)$/;

/** States the image of a task, unless the task builds it or has it already. */
export function readTaskImage(name: string, task: TaskPlace, given: readonly ModuleArgument[], emit: Emit): void {
  const isImage = /_image(?:_pull)?$/.test(name);
  if (isImage && named(given, 'build', 'path', 'load_path', 'tag')) return;
  if (isImage && /^(?:build|load|local)$/.test(wordOf(given, 'source') ?? '')) return;
  if (wordOf(given, 'state') === 'absent') return;
  const image = named(given, isImage ? 'name' : 'image');
  const value = image && asText(image.value);
  const place: Place = { ...task.place, os: 'unknown' };
  const found = value && imageNamed(value, { span: task.span, place, use: 'container' }, new Set());
  if (found) emit('image.reference', found);
}
