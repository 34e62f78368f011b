import { settingsNames } from '../host/walk';

/** The files whose changes matter, as patterns of the client. */
export const watched: readonly string[] = [
  `**/{${settingsNames.join(',')},.gitignore}`,
  '**/*.{ps1,psm1,psd1,cmd,bat,yaml,yml,reg,json,dockerfile,containerfile,tf,tfvars,hcl,bicep,toml}',
  '**/*.{xml,config,inf,lgpo,PolicyRules}',
  '**/*.{conf,cfg,sh}',
  '**/{[Dd]ockerfile,[Cc]ontainerfile}*',
  '**/Kustomization',
  // Trust stores beside the trust policies of a project.
  '**/truststore/**',
];
