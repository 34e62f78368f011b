/** A setting of a workload attestor without which it does not tell of something. */
interface Need {
  readonly attestors: readonly string[];
  /** The selectors, without their type. */
  readonly selectors: RegExp;
  readonly setting: string;
  /** Whether a value leaves these selectors out; of settings that are blocks none does. */
  readonly without: (value: boolean | number | undefined) => boolean;
  /** Whether they are left out where nothing is said. */
  readonly unsaid: boolean;
  /** What has to stand there, as messages quote it. */
  readonly must: string;
}

/**
 * Sources: spire: doc/plugin_agent_workloadattestor_windows.md, _unix.md, _k8s.md, _docker.md. Selectors of other kinds are
 * always told of.
 */
export const needs: readonly Need[] = [
  {
    attestors: ['windows', 'unix'],
    selectors: /^(?:path|sha256):/,
    setting: 'discover_workload_path',
    without: value => value === false,
    unsaid: true,
    must: '`discover_workload_path = true`',
  },
  {
    attestors: ['windows', 'unix'],
    selectors: /^sha256:/,
    setting: 'workload_size_limit',
    without: value => typeof value === 'number' && value < 0,
    unsaid: false,
    must: 'a `workload_size_limit` that is not negative',
  },
  {
    attestors: ['windows'],
    selectors: /^group_name:/,
    setting: 'disable_group_name_selectors',
    without: value => value === true,
    unsaid: false,
    must: '`disable_group_name_selectors = false`',
  },
  {
    attestors: ['k8s'],
    selectors: /^container-(?:name|image):/,
    setting: 'disable_container_selectors',
    without: value => value === true,
    unsaid: false,
    must: '`disable_container_selectors = false`',
  },
  {
    attestors: ['k8s'],
    selectors: /^ns-label:/,
    setting: 'enable_namespace_labels',
    without: value => value === false,
    unsaid: true,
    must: '`enable_namespace_labels = true`',
  },
  {
    attestors: ['k8s', 'docker'],
    selectors: /^image-(?:signature|attestations)\b/,
    setting: 'sigstore',
    without: () => false,
    unsaid: true,
    must: 'a block `sigstore`',
  },
];

/** The workload attestors that SPIRE brings; selectors of other types come from programs of their own. */
export const attestors: ReadonlySet<string> = new Set(['docker', 'k8s', 'systemd', 'unix', 'windows']);
