import { LineIndex } from '../../base/lines';
import type { Said } from '../cluster/object';
import type { Attestor, SpireObject } from '../cluster/spire/object';
import { spotOf } from '../cluster/summary/spot';
import type { FactEntry, Source } from '../source';
import type { SpireConfig, SpirePlugin } from './config';
import { installsSpire } from './look';
import { needs } from './needs.data';
import { flagOf, lacks, numberOf, settingAt, textIn } from './settings';

/** The servers and agents that a file configures, as far as the entries of others depend on them. */
export function spireObjects(
  facts: readonly FactEntry[],
  source: Pick<Source, 'path' | 'text' | 'language'>,
): readonly SpireObject[] {
  const { path, text, language } = source;
  const configs = facts.flatMap(it => (it.kind === 'spire.config' ? [it.fact] : []));
  const isChart = configs.length === 0 && installsSpire(text);
  if (configs.length === 0 && !isChart) return [];
  const lines = new LineIndex(text);
  const mayVary = language === 'yaml' && /\{\{-?\s*(?:if|range|with)\b/.test(text);
  // What kustomizations patch is in YAML; nothing tells one configuration from another there.
  const header = { path, name: language === 'yaml' ? '' : path, at: spotOf(lines, { start: 0, end: 0 }) };
  if (isChart) {
    return [
      { ...header, type: 'spire-server', kind: 'SPIRE server', vague: true },
      { ...header, type: 'spire-agent', kind: 'SPIRE agent', vague: true, attestors: [] },
    ];
  }
  return configs.map((config): SpireObject => {
    const { role, settings, plugins, external } = config;
    const own = { ...header, at: spotOf(lines, config.span), ...domainOf(config, lines) };
    const vague = mayVary || settings.open;
    if (role === 'server') return { ...own, type: 'spire-server', kind: 'SPIRE server', vague };
    const attestors = [
      ...plugins.flatMap(it => (it.type === 'WorkloadAttestor' ? [attestor(it, lines)] : [])),
      ...external.map((name): Attestor => ({ name, without: [], ...own.at })),
    ];
    return {
      ...own,
      type: 'spire-agent',
      kind: 'SPIRE agent',
      attestors,
      vague,
    };
  });
}

/** `spiffe://shop.test` says the same as `shop.test`. */
function domainOf({ settings }: SpireConfig, lines: LineIndex): { readonly domain?: Said<string> } {
  const setting = settingAt(settings, 'trust_domain');
  const value = textIn(setting)?.replace(/^spiffe:\/\//, '');
  return setting && value ? { domain: { value, ...spotOf(lines, setting.at) } } : {};
}

function attestor({ name, head, data }: SpirePlugin, lines: LineIndex): Attestor {
  const without = needs.flatMap((need): Said<string>[] => {
    if (!need.attestors.includes(name)) return [];
    const setting = settingAt(data, need.setting);
    const isOff = setting
      ? need.without(flagOf(setting) ?? numberOf(setting))
      : need.unsaid && lacks(data, need.setting, 'experimental');
    return isOff ? [{ value: need.setting, ...spotOf(lines, setting?.span ?? head) }] : [];
  });
  return { name, without, ...spotOf(lines, head) };
}
