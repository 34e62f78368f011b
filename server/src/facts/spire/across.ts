import type { Origin } from '../cluster/fact';
import type { Said, Spot } from '../cluster/object';
import type { SpireAgent, SpireObject, SpireServer } from '../cluster/spire/object';
import { wholeCluster } from '../cluster/view';
import type { Emit } from '../facts';
import { gathering } from '../reading';
import type { Reading, Source } from '../source';
import type { Selector, SpireEntry } from './entry';
import { attestors, needs } from './needs.data';
import { spireObjects } from './objects';
import { domainFault } from './spiffe-id';

/** A reading with the servers and agents that the file configures, and with what those of the workspace make of its entries. */
export function withSpire(reading: Reading, source: Source): Reading {
  const own = spireObjects(reading.facts, source);
  const { facts, emit } = gathering();
  if (!source.around?.isPatch) readAcross(reading, new SpireView(own, source.around), emit);
  if (own.length === 0 && facts.length === 0) return reading;
  return { ...reading, facts: [...reading.facts, ...facts], objects: [...(reading.objects ?? []), ...own] };
}

/** The servers and agents as one file sees them, its own among them. */
class SpireView {
  constructor(
    private readonly own: readonly SpireObject[],
    private readonly around: Source['around'],
  ) {}

  get servers(): readonly SpireServer[] {
    return [...this.own.filter(it => it.type === 'spire-server'), ...this.near('spire-server')];
  }

  get agents(): readonly SpireAgent[] {
    return [...this.own.filter(it => it.type === 'spire-agent'), ...this.near('spire-agent')];
  }

  /** Those of the whole workspace. */
  get allAgents(): readonly SpireAgent[] {
    const others = this.around?.all('spire-agent', wholeCluster) ?? [];
    return [...this.own.filter(it => it.type === 'spire-agent'), ...others];
  }

  private near<T extends SpireObject['type']>(type: T) {
    return this.around?.find(type, wholeCluster) ?? [];
  }
}

function readAcross({ facts }: Reading, view: SpireView, emit: Emit): void {
  for (const { kind, fact } of facts) {
    if (kind === 'spire.entry' && fact.of === 'workload') readSelectors(fact, view, emit);
    if (kind === 'spire.entry' && fact.id) {
      const { span, place, id, parent } = fact;
      const domain = domainOf(id.value);
      // That the two of one entry differ is told of alone.
      const isAlone = parent !== undefined && domainOf(parent) !== domain;
      const home = isAlone ? undefined : homeOf([...view.servers, ...(view.servers.length > 0 ? [] : view.agents)]);
      if (domain && home && home.domain.value !== domain)
        emit('spire.foreign-domain', { span, place, who: 'entry', text: id.value, at: id.at, ...home.said });
    }
    if (kind === 'spire.name' && (fact.of === 'agent' || fact.of === 'manager')) {
      const { span, place, of: who, value: text, at } = fact;
      const domain = text.replace(/^spiffe:\/\//, '');
      const home = homeOf(view.servers);
      if (home && home.domain.value !== domain && domainFault(domain) === undefined)
        emit('spire.foreign-domain', { span, place, who, text, at, ...home.said });
    }
  }
}

/** The trust domain of a SPIFFE ID that follows the standard. */
function domainOf(id: string): string | undefined {
  const domain = /^spiffe:\/\/([^/]+)/.exec(id)?.[1];
  return domain !== undefined && domainFault(domain) === undefined ? domain : undefined;
}

/** The one trust domain that servers or agents are told; `undefined` where they differ or it is not known. */
function homeOf(objects: readonly SpireObject[]) {
  const [first] = objects;
  const domain = first?.domain;
  if (!first || !domain || domainFault(domain.value) !== undefined) return undefined;
  if (objects.some(it => it.vague || it.domain?.value !== domain.value)) return undefined;
  return { domain, said: { domain: domain.value, by: originOf(first, domain) } };
}

function readSelectors({ selectors, span, place }: SpireEntry, view: SpireView, emit: Emit): void {
  for (const selector of selectors) {
    const { type, text, at } = selector;
    if (!attestors.has(type)) continue;
    const [agent] = view.agents;
    if (!agent || view.agents.some(isOpen)) return;
    const near = having(type, view.agents);
    const able = near.length > 0 ? near : having(type, view.allAgents);
    if (near.length === 0 && view.allAgents.some(isOpen)) continue;
    if (able.length === 0) {
      const by = originOf(agent, agent.at);
      emit('spire.untold-selector', { span, place, text, at, type, by });
      continue;
    }
    const missed = able.map(it => ({ of: it.of, ...missedBy(it.attestor.without, selector) }));
    const [first] = missed;
    if (first?.need && missed.every(it => it.need)) {
      const by = originOf(first.of, first.said!);
      emit('spire.untold-selector', { span, place, text, at, type, must: first.need.must, by });
    }
  }
}

/** Whether an agent may have other attestors, too; one without any is a part of a configuration. */
const isOpen = (agent: SpireAgent): boolean => agent.vague || agent.attestors.length === 0;

const having = (type: string, agents: readonly SpireAgent[]) =>
  agents.flatMap(of => of.attestors.flatMap(it => (it.name === type ? [{ of, attestor: it }] : [])));

/** What an attestor lacks to tell of a selector. */
function missedBy(without: readonly Said<string>[], { type, value }: Selector) {
  for (const said of without) {
    const need = needs.find(it => it.setting === said.value && it.attestors.includes(type) && it.selectors.test(value));
    if (need) return { need, said };
  }
  return {};
}

const originOf = ({ path, kind }: SpireObject, { span, line, column }: Spot): Origin => ({
  path,
  resource: kind,
  span,
  line,
  column,
});
