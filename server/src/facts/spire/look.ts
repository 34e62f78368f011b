/** Whether a text reads like the configuration of SPIRE: a block for the server or agent, and what only these have. */
export const looksLikeSpire = (text: string): boolean =>
  own.some(it => text.includes(it)) &&
  /(?:^|[{,;])[\uFEFF \t]*"?(?:server|agent|plugins)"?[ \t]*[:=]?[ \t]*\{/m.test(text);

/** Words that tell it from other configurations. Whole workspaces are searched for them. */
const own = ['trust_domain', 'plugin_data', 'NodeAttestor', 'WorkloadAttestor'];

/** Whether a JSON text may be a file of entries. */
export const mayHoldEntries = (text: string): boolean => text.includes('"spiffe_id"');

/** The values of SPIRE's chart, of their own or in what asks for a release, and the command that installs it. */
const values = /^["']?spire-(?:server|agent)["']?[ \t]*:/m;
const release = /^kind:[ \t]*["']?(?:HelmRelease|HelmChart|HelmChartProxy|Application|ApplicationSet)\b/m;
const command = /\bhelm\b[^\n]*\b(?:install|upgrade|template)\b[^\n]*\bspire\b/;

/** Whether servers and agents are installed by a chart that stands elsewhere. */
export const installsSpire = (text: string): boolean =>
  text.includes('spire') && (values.test(text) || release.test(text) || command.test(text));

/** Whether a text may configure servers or agents, which entries of other files are about. */
export const configuresSpire = (text: string): boolean => looksLikeSpire(text) || installsSpire(text);

/** Whether a text may say something that the configurations of other files decide. */
export const speaksOfSpire = (text: string): boolean =>
  /\bspire-(?:server|agent)\b|\bspire\.spiffe\.io\b|"spiffe_id"/.test(text) || configuresSpire(text);
