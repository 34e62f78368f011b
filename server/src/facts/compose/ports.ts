import { type Edit, insert } from '../../base/edit';
import { insertAfter, removeEntry, removeItem } from '../../syntax/yaml/edit';
import type { YamlList, YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import type { Place } from '../fact';
import type { Fix } from '../fix';
import type { Exposure } from '../network/exposure';
import { isLoopback } from '../network/loopback';
import { parsePorts } from '../network/ports';
import { write, type YamlContext } from '../yaml/context';

const variable = /\$(?:\{[^}]*\}|\w+)/;

/** Reads `ports` of a compose service: `3389:3389`, `127.0.0.1:80:80/tcp`, `target: 80`. */
export function readPorts(service: YamlMap, place: Place, context: YamlContext): void {
  const list = at(service, 'ports');
  if (list?.kind !== 'list') return;
  for (const item of list.items) {
    const read = item.kind === 'map' ? long(item, context) : short(item);
    if (!read) continue;
    const drop = removal(service, list, item, context);
    // Docker on Windows cannot bind to one address: "Windows does not support host IP addresses in NAT settings".
    const bind = place.os === 'windows' || read.from !== 'anyone' ? undefined : read.bind;
    const fixes: Fix[] = [];
    if (bind) fixes.push({ title: 'Publish it to this machine only', edits: [bind] });
    if (drop) fixes.push({ title: 'Do not publish the port', edits: [drop] });
    const { protocol, range, span, from } = read;
    context.emit('network.exposure', {
      span: item.span,
      place,
      via: 'compose',
      protocol,
      ports: [{ range, span }],
      from,
      fixes,
    });
  }
}

type Read = Pick<Exposure, 'protocol' | 'from'> & Exposure['ports'][number] & { readonly bind: Edit | undefined };

function short(item: YamlNode): Read | undefined {
  const written = text(item);
  if (written === undefined) return undefined;
  // The address may be IPv6 in brackets; a variable with a default has a colon of its own.
  const match = /^(?:(\[[^\]]*\]|[\d.]+|\$\{[^}]*\}):)?(?:((?:\$\{[^}]*\}|[\d-]|\$\w+)*):)?([^:/]+)(?:\/(\w+))?$/.exec(
    written,
  );
  if (!match) return undefined;
  let [, address, published, target = '', protocol = 'tcp'] = match;
  if (address !== undefined && published === undefined && !/[.[]/.test(address)) {
    published = address;
    address = undefined;
  }
  const range = parsePorts(target);
  if (!range) return undefined;
  const span = placeOf(item);
  return {
    range,
    span,
    protocol: protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp',
    from: reach(address),
    bind:
      address === undefined ? insert(span.start, published === undefined ? '127.0.0.1::' : '127.0.0.1:') : undefined,
  };
}

function long(item: YamlMap, { file }: YamlContext): Read | undefined {
  const target = entryAt(item, 'target');
  const range = parsePorts(text(target?.value) ?? '');
  if (!target || !range) return undefined;
  const address = at(item, 'host_ip');
  const bind = address ? write(address, '127.0.0.1') : insertAfter(file, target, 'host_ip: 127.0.0.1');
  return {
    range,
    span: target.value.span,
    protocol: text(at(item, 'protocol')) === 'udp' ? 'udp' : 'tcp',
    from: address && text(address) === undefined ? 'unknown' : reach(text(address)),
    bind,
  };
}

function reach(address: string | undefined): Exposure['from'] {
  if (address === undefined || /^(?:0\.0\.0\.0|\[?::\]?)$/.test(address)) return 'anyone';
  if (variable.test(address)) return 'unknown';
  return isLoopback(address) ? 'loopback' : 'limited';
}

function removal(service: YamlMap, list: YamlList, item: YamlNode, { file }: YamlContext): Edit | undefined {
  if (items(list).length > 1) return removeItem(file, list, item);
  const entry = entryAt(service, 'ports');
  return entry && removeEntry(file, entry);
}
