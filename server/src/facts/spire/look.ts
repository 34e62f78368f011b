/** Whether a text reads like the configuration of SPIRE: a block for the server or agent, and what only these have. */
export const looksLikeSpire = (text: string): boolean =>
  /(?:^|[{,;])[\uFEFF \t]*"?(?:server|agent|plugins)"?[ \t]*[:=]?[ \t]*\{/m.test(text) &&
  /\b(?:trust_domain|plugin_data|NodeAttestor|WorkloadAttestor)\b/.test(text);
