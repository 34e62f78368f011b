/** Names of environments. */
const environments =
  /^(?:dev(?:el|elopment)?|prod(?:uction)?|pre-?prod|stag(?:e|ing)|test(?:ing)?|qa|uat|int(?:egration)?|demo|local|sandbox|canary|blue|green|minikube|kind|aks|eks|gke|azure|aws|gcp|on-?prem|east|west|primary|secondary|before|after|good|bad|insecure|secure|strict|permissive)(?:[-_.]?\d+)?$/i;
/** `env-1`, `cluster2`, `step-3`, `lab4`, `v2`, `01-install`: one of several. */
const numbered =
  /^(?:\d+[-_.]?.*|(?:env|cluster|dc|datacenter|region|zone|step|lab|chapter|lesson|part|exercise|demo|example|module|case|scenario|solution|test|v)[-_ ]?\d+.*)$/i;

/**
 * Whether a folder is one of several that are not applied to one cluster together, as far as its name tells: `overlays/dev` and
 * `overlays/prod`, `01-mtls` and `02-jwt` are alternatives.
 */
export const isAlternative = (folder: string): boolean => environments.test(folder) || numbered.test(folder);
