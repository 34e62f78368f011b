import type { Header, Said, Spot } from '../object';

/** A workload attestor that an agent has. */
export interface Attestor extends Spot {
  /** `windows`. */
  readonly name: string;
  /** Settings by which it surely keeps selectors back: `discover_workload_path`, at its value where it is stated. */
  readonly without: readonly Said<string>[];
}

/** An agent of SPIRE. */
export interface SpireAgent extends Header {
  readonly type: 'spire-agent';
  readonly domain?: Said<string>;
  readonly attestors: readonly Attestor[];
}

/** A server of SPIRE. */
export interface SpireServer extends Header {
  readonly type: 'spire-server';
  readonly domain?: Said<string>;
}

export type SpireObject = SpireAgent | SpireServer;
