/** Whether a text reads like the configuration of SPIRE: a block for the server or agent, and what only these have. */
export const looksLikeSpire = (text: string): boolean =>
  /(?:^|[{,;])[\uFEFF \t]*"?(?:server|agent|plugins)"?[ \t]*[:=]?[ \t]*\{/m.test(text) &&
  /\b(?:trust_domain|plugin_data|NodeAttestor|WorkloadAttestor)\b/.test(text);

/** Whether a JSON text may be a file of entries. */
export const mayHoldEntries = (text: string): boolean => text.includes('"spiffe_id"');
