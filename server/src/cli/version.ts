import manifest from '../../../package.json';

/** The version of Boltseal. */
export const version: string = manifest.version;
