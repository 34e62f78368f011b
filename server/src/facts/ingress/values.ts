import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, nodesIn } from '../../syntax/yaml/read';
import type { YamlContext } from '../yaml/context';
import { readControllerSettings } from './annotations';
import { readSite } from './ingress';
import { readOptions, readTraefikFlags } from './traefik';

/** Reads what the values of a chart say of its sites, and those of the charts of controllers of their settings. */
export function readEdgeValues(root: YamlNode, name: string, yaml: YamlContext): void {
  const { emit } = yaml;
  for (const chart of [root, at(root, 'ingress-nginx'), at(root, 'nginx-ingress'), at(root, 'traefik')]) {
    const settings = at(chart, 'controller', 'config');
    readControllerSettings({ emit }, settings);
    readControllerSettings({ emit }, at(settings, 'entries'));
    readTraefikFlags(items(at(chart, 'additionalArguments')), emit);
    for (const it of entries(at(chart, 'tlsOptions'))) readOptions(it.value, `the options ${it.key}`, yaml);
  }
  for (const node of nodesIn(root)) {
    const annotations = at(node, 'annotations');
    if (node.kind !== 'map' || annotations?.kind !== 'map') continue;
    readSite({ name, emit, span: node.span, annotations, tls: at(node, 'tls') });
  }
}
